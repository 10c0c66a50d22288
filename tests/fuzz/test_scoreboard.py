"""The planted faults: compplan names the place and the mend of each, in one message."""

from __future__ import annotations

import pytest

from benchmarks.scoreboard import Fault, Said, Score, compplan, print_table, read_faults, score

FAULTS = read_faults()


def test_there_are_forty_faults() -> None:
    """Each is another one."""
    assert len(FAULTS) == 40
    assert len({fault.what for fault in FAULTS}) == 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.file.stem)
def test_a_planted_fault_is_told_once_with_place_and_mend(fault: Fault) -> None:
    """Line, column and mend are right, and nothing else is said."""
    told = compplan([fault.file])[fault.file]
    assert score(fault, told) == Score(found=True, line=True, column=True, mend=True, once=True), told


def test_what_is_missed_does_not_count() -> None:
    """A tool gets no more than it says: nothing, another line, another column, two messages."""
    fault = FAULTS[0]
    line, column, mend = fault.line, fault.columns[0], fault.mends[0]
    assert score(fault, []) == Score(found=False, line=False, column=False, mend=False, once=False)
    assert not score(fault, [Said(line + 1, column, mend)]).column
    assert not score(fault, [Said(line, column + 5, mend)]).column
    assert not score(fault, [Said(None, None, mend)]).line
    assert not score(fault, [Said(line, column, mend)] * 2).once
    assert not score(fault, [Said(line, column, "?")]).mend


def test_the_table_has_a_row_for_each_tool(capsys: pytest.CaptureFixture[str]) -> None:
    """Counts are printed of what is found, placed, mended and told once."""
    said = {"compplan": compplan([fault.file for fault in FAULTS]), "silent": {}}
    print_table(FAULTS, said)
    _, own, silent = capsys.readouterr().out.splitlines()
    assert own.split() == ["compplan", *["40"] * 6]
    assert silent.split() == ["silent", *["0"] * 6]
