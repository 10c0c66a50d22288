from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import ROOT
from tests.typing import api

WRONG = """
import compplan as cp

wrong: int = cp.load_plan("plan.yaml").months.bit_length().real
wrong = cp.load_plan("plan.yaml")
cp.run(cp.load_plan("plan.yaml"), "data", through=3)
cp.run(cp.load_plan("plan.yaml"), "data", outside="maybe")
cp.no_such_name
"""
"""Four mistakes that a checker has to find; the first assignment is right."""


def _mypy(file: Path, _: Path) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("mypy")
    return _call(["mypy", "--strict", str(file)])


def _pyright(file: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    if importlib.util.find_spec("basedpyright") is None:
        pytest.skip("basedpyright is not installed")
    settings = {
        "include": [os.path.relpath(file, tmp_path)],
        "extraPaths": [os.path.relpath(ROOT, tmp_path)],
        "typeCheckingMode": "strict",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return _call(["basedpyright", "-p", str(tmp_path), "--pythonpath", sys.executable])


def _call(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


CHECKERS = {"mypy": _mypy, "pyright": _pyright}


@pytest.mark.parametrize("name", CHECKERS)
def test_callers_are_typed(name: str, tmp_path: Path) -> None:
    """A strict type checker finds the types that callers of the public API count on."""
    done = CHECKERS[name](ROOT / "tests" / "typing" / "api.py", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", CHECKERS)
def test_mistakes_of_callers_are_found(name: str, tmp_path: Path) -> None:
    """A strict type checker finds a wrong type, a wrong word and a name that is not there."""
    file = tmp_path / "wrong.py"
    file.write_text(WRONG, encoding="utf-8")
    done = CHECKERS[name](file, tmp_path)
    found = [line for line in done.stdout.splitlines() if "error" in line and "wrong.py:" in line]
    assert {line.split("wrong.py:")[1].split(":")[0] for line in found} == set("5678"), done.stdout


def test_what_is_typed_runs() -> None:
    """What the type checkers read runs, on the bundled company."""
    api.use_everything()
