"""Every code at work: a folder for each, with what makes compplan give it and the exact text that it gives.

A folder holds files and ``expected.txt``, whose first line is a command. The files are laid over those of
``common``, a company without problems; ``make.py``, if there is one, writes what a repository should not
hold. The command runs there and must print the rest of ``expected.txt``, which ``pytest --update-golden``
writes.
"""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from compplan.cli.main import main
from compplan.diagnostics import DiagnosticError
from compplan.report.catalogue import RULES
from compplan.report.diagnostics_text import full
from tests.shared import Golden

HERE = Path(__file__).parent
FOLLOW = {"CP924": {"CP923"}}
"""Codes that go with a code: so few responses that most pay is chance are too few."""
CASES = sorted(folder for folder in HERE.glob("CP*") if folder.is_dir())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with a terminal of one width everywhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_in_exactly_these_words(case: Path, here: Path, golden: Golden) -> None:
    """The command prints what is expected, and nothing that is not the folder's code."""
    _lay_out(case, here)
    command = _command(case)
    printed = f"$ {command}\n{_run(command)}"
    golden(case / "expected.txt", printed)
    codes = set(re.findall(r" (?:error|warning|note) (CP\d{3}) ", printed))
    assert codes == {case.name} | FOLLOW.get(case.name, set())


def test_every_code_is_shown_at_work() -> None:
    """There is a folder for each rule, and none for another."""
    assert [case.name for case in CASES] == sorted(RULES)


def test_the_company_that_all_cases_start_from_has_no_problem(here: Path) -> None:
    """Without a mistake laid over it, there is nothing to say."""
    shutil.copytree(HERE / "common", here, dirs_exist_ok=True)
    assert _run("compplan validate plan.yaml") == "1 plan checked, no problems\nends with 0\n"
    assert _run("compplan run plan.yaml --data data").endswith("\nends with 0\n")


def _lay_out(case: Path, here: Path) -> None:
    for source in (HERE / "common", case):
        shutil.copytree(source, here, dirs_exist_ok=True)
    (here / "expected.txt").unlink(missing_ok=True)
    if (here / "make.py").exists():
        runpy.run_path("make.py")


def _command(case: Path) -> str:
    expected = case / "expected.txt"
    if expected.exists():
        return expected.read_text(encoding="utf-8").partition("\n")[0].removeprefix("$ ")
    return "compplan validate plan.yaml" + (" --data data" if (case / "data").exists() else "")


def _run(command: str) -> str:
    program, *arguments = shlex.split(command)
    if program == "python":
        return _told_by(arguments[0])
    done = CliRunner().invoke(main, arguments)
    return f"{done.output}ends with {done.exit_code}\n"


def _told_by(script: str) -> str:
    """Run a script that uses the library, and show what it raises as the command line would."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        try:
            runpy.run_path(script)
        except DiagnosticError as error:
            sys.stdout.write(f"{full(error.diagnostics)}\n")
    return printed.getvalue()
