"""``compplan validate --fix``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.company import call
from tests.cli.terminal import on_terminal
from tests.plan.edits import BASE, replaced

posix = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals and rights are of POSIX systems")

SLIPS = "# ours\r\n" + replaced(("title: Base", "titel: Base   # its name"), ("years: 2", 'years: "2"'))
MENDED = SLIPS.replace("titel", "title").replace('"2"', "2")
DIFF = """\
--- plan.yaml
+++ plan.yaml
@@ -1,11 +1,11 @@
 # ours
 compplan: 1
 id: base
-titel: Base   # its name
+title: Base   # its name
 currency: USD
 announced: 2026-10-01
 starts: 2027-01-01
-years: "2"
+years: 2
 performance_period: month
 payout_period: month
 applies_to: {roles: [account_executive]}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a plan that has two slips."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_bytes(SLIPS.encode())
    return tmp_path / "plan.yaml"


def test_in_a_pipe_mends_are_shown_and_not_written(plan: Path) -> None:
    """Without a terminal nobody can be asked, so the file stays, and its problems are told."""
    done = call("validate", "--fix", "plan.yaml", "--format", "concise")
    assert done.exit_code == 1
    head, problems = done.stdout.split("\n\n", 1)[0], done.stdout.split("\n\n")[-1]
    assert f"{head}\n" == DIFF
    assert "\n2 mends in plan.yaml not written; --fix --write does so\n" in done.stdout
    assert problems.splitlines()[0].startswith("plan.yaml:4:1: error CP101 ")
    assert plan.read_bytes() == SLIPS.encode()


def test_mends_are_written_if_told_so_and_the_file_is_checked_again(plan: Path) -> None:
    """The words are replaced; comments, blanks and line breaks stay as they are."""
    done = call("validate", "--fix", "--write", "plan.yaml")
    assert (done.exit_code, done.stdout) == (
        0,
        f"{DIFF}\n2 mends in plan.yaml written\n\n1 plan checked, no problems\n",
    )
    assert plan.read_bytes() == MENDED.encode()
    assert [path.name for path in plan.parent.iterdir()] == ["plan.yaml"]


def test_a_second_time_there_is_nothing_to_write(plan: Path) -> None:
    """What is mended is left alone, down to its date."""
    call("validate", "--fix", "--write", "plan.yaml")
    before = plan.stat()
    done = call("validate", "--fix", "--write", "plan.yaml")
    assert (done.exit_code, done.stdout) == (0, "1 plan checked, no problems\n")
    assert (plan.stat().st_mtime_ns, plan.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_what_cannot_be_mended_is_told(plan: Path) -> None:
    """Problems without a sure mend remain, and end with 1."""
    plan.write_text(replaced(("title: Base", "titel: Base"), ("starts: 2027-01-01", "starts: 2027-1-1")))
    done = call("validate", "--fix", "--write", "plan.yaml", "absent.yaml")
    assert done.exit_code == 1
    assert "plan.yaml:6:9: error CP108" in done.stdout
    assert "absent.yaml: error CP001" in done.stdout
    assert done.stdout.endswith("2 plans checked, 2 errors\n")


def test_several_files_are_mended_together(plan: Path) -> None:
    """Mends are counted by file; a file that is named twice is mended once."""
    (plan.parent / "other.yaml").write_text(BASE.replace("title: Base", "titel: Base"))
    done = call("validate", "--fix", "--write", "plan.yaml", "other.yaml", "plan.yaml")
    assert "2 mends in plan.yaml, 1 mend in other.yaml written\n" in done.stdout
    assert done.exit_code == 0


@posix
@pytest.mark.parametrize(
    ("typed", "end", "text"), [("y\n", 0, MENDED), ("\n", 1, SLIPS)], ids=["yes", "enter"]
)
def test_on_a_terminal_somebody_is_asked(plan: Path, typed: str, end: int, text: str) -> None:
    """Only a yes writes; the diff is shown before."""
    code, shown = on_terminal("validate", "--fix", "plan.yaml", typed=typed, environment={"NO_COLOR": "1"})
    assert code == end
    assert shown.index("+years: 2") < shown.index("2 mends in plan.yaml: write? [y/N]")
    assert plan.read_bytes() == text.encode()


@posix
def test_rights_and_links_stay(plan: Path) -> None:
    """A file keeps who may read it, and a link to it stays a link."""
    plan.chmod(0o640)
    (plan.parent / "link.yaml").symlink_to("plan.yaml")
    assert call("validate", "--fix", "--write", "link.yaml").exit_code == 0
    assert (plan.parent / "link.yaml").is_symlink()
    assert plan.stat().st_mode & 0o777 == 0o640
    assert plan.read_bytes() == MENDED.encode()


@pytest.mark.parametrize("stroke", ["fsync", "replace"])
def test_a_failure_while_writing_leaves_the_file_whole(
    plan: Path, monkeypatch: pytest.MonkeyPatch, stroke: str
) -> None:
    """What cannot be written is told, and nothing is left beside the file."""
    owner = os if stroke == "fsync" else Path
    monkeypatch.setattr(owner, stroke, _full)
    done = call("validate", "--fix", "--write", "plan.yaml")
    assert (done.exit_code, done.stderr) == (
        1,
        "plan.yaml: error CP401 cannot be written: no space left on device\n",
    )
    assert plan.read_bytes() == SLIPS.encode()
    assert [path.name for path in plan.parent.iterdir()] == ["plan.yaml"]


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_file_that_may_not_be_changed_is_not(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write protection holds, although a file can be replaced in a folder that may be changed."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    done = call("validate", "--fix", "--write", "plan.yaml")
    assert (done.exit_code, done.stderr) == (
        1,
        "plan.yaml: error CP401 cannot be written: permission denied\n",
    )
    assert plan.read_bytes() == SLIPS.encode()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--write",), "--write goes with --fix"),
        (("--fix", "--format", "json"), "--fix goes with --format text or concise"),
        (("--fix", "--format", "sarif"), "--fix goes with --format text or concise"),
    ],
    ids=["write", "json", "sarif"],
)
def test_options_that_do_not_go_together_are_a_wrong_command_line(
    plan: Path, options: tuple[str, ...], told: str
) -> None:
    """Nothing is shown or written."""
    done = call("validate", "plan.yaml", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert plan.read_bytes() == SLIPS.encode()
