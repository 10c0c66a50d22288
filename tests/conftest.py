"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from compplan import threads
from tests import browser as browsers
from tests import shared

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("compplan", deadline=None)  # no test is about time
settings.load_profile("compplan")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites golden files."""
    parser.addoption(
        "--update-golden", action="store_true", help="write what is printed now into the golden files"
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run the whole suite on all cores, and tests that are named in this process."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return threads.cores() if whole and not config.option.keyword else 0


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> shared.Golden:
    """Give a check that a file holds exactly a text; with ``--update-golden``, write the text into it."""

    def check(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8", newline="\n")
        written = file.read_text(encoding="utf-8")
        assert text == written, f"{file}: if this is meant, run pytest with --update-golden"

    return check


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Give the folder of public data beside the checkout; skip the test where it is absent."""
    return shared.shared_folder()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the machine's browser, started once; skip the test where there is none."""
    yield from browsers.started()
