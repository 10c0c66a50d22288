"""How compplan ends: exit codes, our own failures, Ctrl-C, terminals and pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from compplan import __version__
from compplan.cli.main import COMMANDS
from compplan.report import table_files
from tests.cli.company import PLAN, call
from tests.cli.terminal import START, on_terminal

pytestmark = pytest.mark.usefixtures("company")

RUN = ("run", "mixed.yaml", "--data", "data", "--out", "results")
INTERRUPT = "import signal; from compplan.report import table_files; "
INTERRUPT += "table_files.write_csv = lambda *_: signal.raise_signal(signal.SIGINT); "


def _process(
    *arguments: str, before: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", before + START, *arguments],
        capture_output=True,
        encoding=(environment or {}).get("PYTHONIOENCODING"),
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )


def test_help_and_version_exit_0() -> None:
    """Help names the commands in the order of use; the version is the package's."""
    done = call("--help")
    assert done.exit_code == 0
    lines = done.stdout[done.stdout.index("Commands:") :].splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(COMMANDS)
    assert call("--version").stdout == f"compplan {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("explane",), "No such command 'explane'. Did you mean 'explain'?"),
        (("run", "plan.yaml"), "Missing option '--data'"),
        (("validate",), "Missing argument 'PLAN...'"),
        (
            ("validate", "plan.yaml", "--strikt"),
            "No such option '--strikt'. (Did you mean",
        ),
        (("run", "plan.yaml", "--data", "data", "--through", "2027-3"), "'2027-3' is not a month"),
    ],
)
def test_a_wrong_command_line_exits_2(arguments: tuple[str, ...], told: str) -> None:
    """What click refuses ends with 2 and a word on what would be right."""
    done = call(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_our_own_failure_exits_3_without_a_traceback(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody foresaw is one line that asks to report it."""
    monkeypatch.setattr(table_files, "write_csv", _fail)
    done = call(*RUN)
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == (
        "compplan itself failed (ZeroDivisionError: two\\nlines); "
        "please report it, with what COMPPLAN_DEBUG=1 shows\n"
    )
    assert not (company / "results").exists()


def test_the_traceback_is_shown_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """``COMPPLAN_DEBUG=1`` shows where it failed."""
    monkeypatch.setattr(table_files, "write_csv", _fail)
    monkeypatch.setenv("COMPPLAN_DEBUG", "1")
    done = call(*RUN)
    assert done.exit_code == 3
    assert "Traceback" in done.stderr


def test_an_interrupt_leaves_nothing_behind(company: Path) -> None:
    """A Ctrl-C while results are written ends with 130, and the folder is not there."""
    done = _process(*RUN, before=INTERRUPT)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")
    assert not (company / "results").exists()


def test_an_interrupt_leaves_earlier_results_whole(company: Path) -> None:
    """A Ctrl-C while results are written keeps those of the run before."""
    assert call(*RUN).exit_code == 0
    before = {path.name: path.read_bytes() for path in (company / "results").iterdir()}
    assert _process(*RUN, "--through", "2027-01", before=INTERRUPT).returncode == 130
    assert {path.name: path.read_bytes() for path in (company / "results").iterdir()} == before


def test_a_real_process_pays() -> None:
    """The command ends with 0 in a process of its own, and is silent on standard error where nobody looks."""
    done = _process(*RUN)
    assert (done.returncode, done.stderr) == (0, "")
    assert "4,163.40" in done.stdout


def test_a_terminal_that_lacks_letters_is_enough(company: Path) -> None:
    """Letters that the output cannot write become escapes, not a failure."""
    (company / "mixed.yaml").write_text(
        PLAN.replace("Revenue and relationship", "Qualit\u00e9 \u6f22"), encoding="utf-8"
    )
    done = _process("run", "mixed.yaml", "--data", "data", environment={"PYTHONIOENCODING": "cp437"})
    assert done.returncode == 0
    assert done.stdout.startswith("Qualit\u00e9 \\u6f22 (mixed)\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX systems")
@pytest.mark.parametrize(("variable", "coloured"), [("", True), ("1", False)], ids=["plain", "NO_COLOR"])
def test_colours_are_for_terminals(company: Path, variable: str, coloured: bool) -> None:  # noqa: FBT001
    """A terminal gets colours, unless ``NO_COLOR`` is set."""
    (company / "wrong.yaml").write_text(PLAN.replace("carry", "keep"), encoding="utf-8")
    shown = on_terminal("validate", "wrong.yaml", environment={"NO_COLOR": variable})[1]
    assert "wrong.yaml" in shown
    assert ("\x1b[" in shown) == coloured
    assert "\x1b[" not in _process("validate", "wrong.yaml").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX systems")
def test_progress_is_for_terminals() -> None:
    """A terminal sees what is being done; it is wiped before the results."""
    shown = on_terminal("run", "mixed.yaml", "--data", "data")[1]
    assert "reading data ..." in shown
    assert "reading data ..." not in _process("run", "mixed.yaml", "--data", "data").stderr


def _fail(*_: object) -> None:
    message = "two\nlines"
    raise ZeroDivisionError(message)
