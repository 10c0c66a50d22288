"""Fixtures: servers of a small company, of one with hostile names, and of the bundled one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from compplan.resources import path
from tests import browser as browsers
from tests.app.hostile import write_hostile
from tests.app.serving import Served, served
from tests.cli.company import write_company

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="package")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a company of two people."""
    outside = tmp_path_factory.mktemp("outside")
    folder = outside / "opened"
    folder.mkdir()
    write_company(folder)
    hidden = (folder / "mixed.yaml").read_text().replace("title: Revenue", "title: Hidden")
    (outside / "secret.yaml").write_text(hidden)
    (folder / "link.yaml").symlink_to(outside / "secret.yaml")
    (folder / "up").symlink_to(outside)
    with served(folder) as server:
        yield server


@pytest.fixture(scope="package")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a company whose names and texts attack whoever shows them."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder)
    with served(folder) as server:
        yield server


@pytest.fixture(scope="package")
def bundled() -> Iterator[Served]:
    """Serve the bundled company."""
    with served(path("plans")) as server:
        yield server


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the browser that the machine has."""
    yield from browsers.started()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the small company into a folder of its own."""
    write_company(tmp_path)
    return tmp_path
