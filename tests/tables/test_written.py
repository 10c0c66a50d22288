from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compplan.tables.sets import Values
from compplan.tables.unary import everything, read_cell
from compplan.tables.written import cell_text
from tests.tables.random_tables import INPUTS, SETS
from tests.tables.test_unary import CASES, COLUMNS


@given(
    st.sampled_from(range(len(INPUTS))).flatmap(lambda at: st.tuples(st.just(at), st.sampled_from(SETS[at])))
)
def test_what_is_written_reads_as_the_same(case: tuple[int, Values]) -> None:
    """A set of values, written as a cell, is read as the same set."""
    at, values = case
    assert read_cell(cell_text(values, INPUTS[at]), INPUTS[at]) == values


@pytest.mark.parametrize(("kind", "cell"), [case[:2] for case in CASES if ": " not in case[2]])
def test_every_cell_of_the_cases_is_written_and_read_again(kind: str, cell: str) -> None:
    """The shortest text of a cell is the same cell."""
    values = read_cell(cell, COLUMNS[kind])
    assert read_cell(cell_text(values, COLUMNS[kind]), COLUMNS[kind]) == values  # type: ignore[arg-type]


def test_the_shortest_way_is_taken() -> None:
    """Numbers lose what they need not have; anything is a dash."""
    number = COLUMNS["number"]
    assert cell_text(everything(number), number) == "-"
    found = {text: read_cell(text, number) for text in (">=80%", "not(missing)", "[0.50..1)", "< 1, missing")}
    assert [cell_text(values, number) for values in found.values()] == [  # type: ignore[arg-type]
        ">= 0.8",
        "not(missing)",
        "[0.5..1)",
        "< 1, missing",
    ]
