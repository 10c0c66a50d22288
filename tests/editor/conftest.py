"""A language server for tests of what editors say."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.language_server import LanguageServer
from tests.shared import ROOT

VERSION = "1.25.0"


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LanguageServer]:
    """Start yaml-language-server; skip the test where npm cannot install it."""
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    name = f"yaml-language-server-{VERSION}"
    folder = cache.mkdir(name) if cache else tmp_path_factory.mktemp(name)
    program = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    if not program.exists():
        _install(folder)
    with LanguageServer(program, ROOT) as running:
        yield running


def _install(folder: Path) -> None:
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        pytest.skip("no npm here to install yaml-language-server")
    package = f"yaml-language-server@{VERSION}"
    command = [npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), package]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        pytest.skip(f"npm cannot install yaml-language-server: {done.stderr[-200:]}")
