"""Plans and tables made to hang, exhaust or mislead: small ones here, all in ``benchmarks.hostile``."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.hostile import plans, tables
from compplan.diagnostics import DiagnosticError
from compplan.plan.load import check_plan
from compplan.sources.load import load_data

TEXTS = {name: content for name, content in plans.texts().items() if len(content) < 2_000_000}
SPECIAL = {name: place for name, place in plans.special().items() if name != "a log that waits"}
SMALL = (
    *(
        "a NUL",
        "UTF-16",
        "UTF-32",
        "two byte order marks",
        "a surrogate",
        "lines that end in CR",
        "that are none",
    ),
    *("an id of 1 MB", "a column twice", "columns without names", *SPECIAL),
)
FOLDERS = {
    name: make
    for name, make in tables.folders().items()
    if any(word in name for word in SMALL) and ".xlsx" not in name and "log" not in name
}


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS)
def test_a_hostile_plan_gets_diagnostics(content: bytes, tmp_path: Path) -> None:
    """Each is refused with a message that fits on a screen, and nothing of it comes through raw."""
    file = tmp_path / "plan.yaml"
    file.write_bytes(content)
    plan, problems = check_plan(file)
    assert plan is None
    assert problems
    for problem in problems:
        assert len(str(problem)) < 2_000
        assert str(problem).isprintable()


@pytest.mark.parametrize("place", SPECIAL.values(), ids=SPECIAL)
def test_what_is_no_file_is_no_plan(place: plans.Make, tmp_path: Path) -> None:
    """Folders, pipes, devices and loops are told as such, without waiting for them."""
    place(tmp_path / "plan.yaml")
    _, problems = check_plan(tmp_path / "plan.yaml")
    assert [problem.code for problem in problems] == ["CP001"]


@pytest.mark.parametrize("make", FOLDERS.values(), ids=FOLDERS)
def test_hostile_tables_get_diagnostics(make: tables.Make, tmp_path: Path) -> None:
    """Each is refused with messages that fit on a screen, and nothing of it comes through raw."""
    make(tmp_path)
    with pytest.raises(DiagnosticError) as caught:
        load_data(tmp_path)
    for problem in caught.value.diagnostics:
        assert len(str(problem)) < 2_000
        assert str(problem).isprintable()
