from __future__ import annotations

from pathlib import Path

import pytest

from compplan.tables.proof import Proof, prove
from tests.shared import shared_folder
from tests.tables.dmn import Case, Decision, decide, read_cases, read_decision

KIT = shared_folder() / "cases" / "dmn-tck"
FILES = sorted(KIT.glob("*-test-01.xml"))
CASES = [(file, case) for file in FILES for case in read_cases(file)]


def model(file: Path) -> Decision:
    """Read the table that a file of cases is about."""
    return read_decision(file.with_name(file.name.replace("-test-01.xml", ".dmn")))


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file.name[:4]}-{case.id}" for file, case in CASES])
def test_the_kit_s_cases_give_what_it_expects(file: Path, case: Case) -> None:
    """Every level-2 case of the kit that is about a decision table gives the expected output."""
    assert decide(model(file), case) == case.expected


def test_no_file_of_the_kit_is_left_out() -> None:
    """There are cases of every model that lies there."""
    assert [file.name[:4] for file in FILES] == [file.name[:4] for file in sorted(KIT.glob("*.dmn"))]
    assert {file for file, _ in CASES} == set(FILES)


@pytest.mark.parametrize("name", ["0004-simpletable-U", "0010-multi-output-U"])
def test_unique_tables_of_the_kit_are_proved(name: str) -> None:
    """A table that the kit calls unique is complete and without overlap."""
    table = read_decision(KIT / f"{name}.dmn").table
    assert prove(table) == Proof()


def test_a_table_of_the_kit_with_a_gap_shows_it() -> None:
    """The first-hit table of ages says nothing to those who are not yet born."""
    table = read_decision(KIT / "0111-first-hitpolicy-singleoutputcol.dmn").table
    assert prove(table).gap == (("age", "0"),)
