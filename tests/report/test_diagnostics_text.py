"""Diagnostics as text and JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from compplan.diagnostics import Diagnostic, Place, Severity
from compplan.report.diagnostics_text import concise, counts, full


def _problem(place: Place, hint: str | None = "a mend", severity: Severity = "error") -> Diagnostic:
    return Diagnostic("CP101", "what is wrong", place, hint, severity)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(folder: Path, line: str) -> None:
    (folder / "plan.yaml").write_text(f"first: 1\n{line}\n", encoding="utf-8", newline="")


def test_a_problem_shows_its_line_and_a_caret(here: Path) -> None:
    """The caret underlines the place, and the mend follows it."""
    _write(here, "weigths: 2")
    assert full([_problem(Place("plan.yaml", 2, 1, 7))]) == (
        "plan.yaml:2:1: error CP101 what is wrong\n  |\n2 | weigths: 2\n  | ^^^^^^^ a mend"
    )


def test_the_caret_stands_under_wide_and_combining_letters(here: Path) -> None:
    """Columns count letters; the caret counts the cells that they take on a terminal."""
    _write(here, "\u6f22\u5b57 e\u0301: x")
    assert full([_problem(Place("plan.yaml", 2, 8), None)]).splitlines()[-1] == "  | " + " " * 8 + "^"


def test_what_would_steer_a_terminal_is_shown_as_escapes(here: Path) -> None:
    """Neither a line of a file nor a message can move the cursor, change colours or turn the text around."""
    _write(here, "a: \x1b[31m\u202ex")
    place = Place("plan.yaml", 2, 9)
    shown = full([Diagnostic("CP101", "found \x1b[2J", place, "not \r")])
    assert "\x1b" not in shown
    assert "found \\x1b[2J" in shown
    assert "2 | a: \\x1b[31m\\u202ex" in shown
    assert concise([Diagnostic("CP101", "two\nlines", place)]) == ("plan.yaml:2:9: error CP101 two\\nlines")


def test_a_long_line_is_cut_around_the_place(here: Path) -> None:
    """Of a line of thousands of letters what surrounds the place is shown, and the caret is under it."""
    _write(here, "x" * 3000 + "WRONG" + "y" * 3000)
    _, _, line, caret = full([_problem(Place("plan.yaml", 2, 3001, 5))]).splitlines()
    assert len(line) < 130
    assert line.index("WRONG") == caret.index("^^^^^")


def test_a_line_break_of_any_kind_counts(here: Path) -> None:
    """Lines are counted as YAML counts them, so that the right one is shown."""
    (here / "plan.yaml").write_bytes(b"one: 1\r\ntwo: 2\rthree: 3\n")
    assert "3 | three: 3" in full([_problem(Place("plan.yaml", 3, 1))])


def test_a_long_mend_has_a_line_of_its_own(here: Path) -> None:
    """A mend that does not fit beside the caret stands below it."""
    _write(here, "weigths: 2")
    hint = "word " * 30
    assert full([_problem(Place("plan.yaml", 2, 1, 7), hint)]).splitlines()[-1] == f"  | = {hint}"


def test_a_place_in_a_table_has_no_snippet() -> None:
    """Rows of tables are told by file, row and column."""
    place = Place("sales.csv", row=17, field="amount")
    assert full([_problem(place)]) == ("sales.csv:17, column 'amount': error CP101 what is wrong\n  = a mend")


@pytest.mark.parametrize("line", [99, 1])
def test_a_file_that_changed_or_went_is_no_failure(here: Path, line: int) -> None:
    """A line that cannot be shown is left out."""
    if line == 99:
        _write(here, "a: 1")
    assert full([_problem(Place("plan.yaml", line, 1), None)]) == (
        f"plan.yaml:{line}:1: error CP101 what is wrong"
    )


def test_a_line_without_column_has_no_caret(here: Path) -> None:
    """A place that is a whole line shows the line, and the mend below."""
    _write(here, "a: 1")
    assert full([_problem(Place("plan.yaml", 2))]).splitlines()[1:] == ["  |", "2 | a: 1", "  | = a mend"]


def test_colours_mark_severity_only_if_asked_for(here: Path) -> None:
    """Errors are red, warnings yellow; without colour there is no escape."""
    _write(here, "a: 1")
    place = Place("plan.yaml", 2, 1)
    assert "\x1b[31m" in full([_problem(place)], colour=True)
    assert "\x1b[33m" in full([_problem(place, severity="warning")], colour=True)
    assert "\x1b" not in full([_problem(place)])


def test_problems_are_counted_by_severity() -> None:
    """One is singular, several are plural, none is said."""
    place = Place("plan.yaml")
    assert counts([]) == "no problems"
    warnings = [_problem(place, severity="warning")] * 2
    assert counts([*warnings, _problem(place)]) == "1 error, 2 warnings"
