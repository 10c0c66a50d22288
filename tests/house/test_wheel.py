"""The wheel holds what git tracks, nothing else, and works on its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.git import git, project_files
from tests.shared import ROOT

PLACES = {"compplan": "compplan", "schemas": "compplan/_schemas", "plans": "compplan/_plans"}
"""Where each top folder of the repository stands in the wheel."""
IGNORED = ("compplan/.env", "plans/.DS_Store", "plans/data/.bold.csv.swp", "schemas/.idea/workspace.xml")
"""Files that git ignores, planted before the build."""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the project's files, with ignored files planted among them."""
    copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for file in project_files():
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / file, copy / file)
    for name in IGNORED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("private")
    _uv("build", "--quiet", "--wheel", "--out-dir", str(out), str(copy))
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a clean environment and give its ``compplan`` command."""
    home = tmp_path_factory.mktemp("clean") / "venv"
    _uv("venv", "--quiet", "--python", sys.executable, str(home))
    _uv("pip", "install", "--quiet", "--python", str(home), str(wheel))
    return home / ("Scripts" if os.name == "nt" else "bin") / "compplan"


def test_the_wheel_holds_exactly_what_git_tracks(wheel: Path) -> None:
    """The wheel's files are the repository's in compplan/, schemas/ and plans/, and its metadata."""
    expected = {_in_wheel(file) for file in project_files() if file.parts[0] in PLACES}
    assert _names(wheel) == expected


def test_the_wheel_holds_no_ignored_file(wheel: Path) -> None:
    """A file that git ignores does not travel, even if it lies in a folder that does."""
    for name in IGNORED:
        assert git("check-ignore", "--quiet", name).returncode == 0, f"git does not ignore {name}"
        assert _in_wheel(Path(name)) not in _names(wheel)


def test_the_wheel_is_typed(wheel: Path) -> None:
    """The wheel tells type checkers that its annotations are to be used."""
    assert "compplan/py.typed" in _names(wheel)


def test_the_wheel_runs_the_demo_anywhere(command: Path, tmp_path: Path) -> None:
    """The installed wheel runs the demo from a folder that has nothing to do with the checkout."""
    out = tmp_path / "out"
    done = subprocess.run(
        [command, "demo", "--out", out], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()
    assert any(file.is_file() and file.stat().st_size for file in out.rglob("*"))


def _uv(*arguments: str) -> None:
    # In the top folder, uv finds the versions that the project is tested with.
    done = subprocess.run(
        [sys.executable, "-m", "uv", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def _in_wheel(file: Path) -> str:
    top, *rest = file.parts
    return "/".join((PLACES[top], *rest))
