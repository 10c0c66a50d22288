from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from compplan.tables.model import HitPolicy, Input, Row, Table
from compplan.tables.proof import MOST_ROWS, Overlap, Proof, TooLargeError, prove
from compplan.tables.unary import Fault, read_cell

SHARE, MONTHS = Input("share", "number", may_be_missing=True), Input("months", "whole")


def table(*rows: str, policy: HitPolicy = "unique", inputs: tuple[Input, ...] = (SHARE, MONTHS)) -> Table:
    """Make a table of rows such as ``< 1 | - | plan``."""
    made = []
    for text in rows:
        *cells, output = text.split(" | ")
        sets = [read_cell(cell, column) for cell, column in zip(cells, inputs, strict=True)]
        made.append(Row(tuple(each for each in sets if not isinstance(each, Fault)), output))
    return Table(inputs, tuple(made), policy, ("escalate", "plan", "none") if policy == "priority" else ())


def test_a_gap_at_one_number_is_found() -> None:
    """Between ``< 1`` and ``> 1`` lies exactly 1."""
    found = prove(table("< 1 | - | plan", "> 1 | - | none", "missing | - | none"))
    assert found == Proof(gap=(("share", "1"), ("months", "0")))


def test_missing_values_have_to_be_covered() -> None:
    """A table that says nothing of a missing value has a gap there, if it may be missing."""
    assert prove(table(">= 1 | - | none", "< 1 | - | plan")).gap == (("share", "missing"), ("months", "0"))


def test_whole_numbers_have_nothing_between_them() -> None:
    """``<= 2`` and ``>= 3`` leave no gap."""
    assert prove(table("- | <= 2 | plan", "- | >= 3 | escalate")) == Proof()


def test_rows_that_meet_overlap_at_the_edge() -> None:
    """``<= 1`` and ``>= 1`` hold together at 1, and the point is shown."""
    found = prove(table("<= 1 | - | plan", ">= 1, missing | - | none"))
    assert found.overlaps == (Overlap(0, 1, (("share", "1"), ("months", "0"))),)
    assert prove(table("<= 1 | - | none", ">= 1, missing | - | none", policy="any")) == Proof()


def test_a_row_behind_others_is_told() -> None:
    """Of a priority table, a row cannot count where rows of better outputs cover it together."""
    rows = ("< 1 | - | plan", ">= 1, missing | - | escalate", "- | > 3 | none")
    assert prove(table(*rows, policy="priority")) == Proof(hidden=(2,))
    assert prove(table(*rows[:1], rows[2], policy="collect")) == Proof()


def test_a_table_that_is_too_large_is_refused() -> None:
    """Beyond 1,000 rows or 6 inputs nothing is proved."""
    with pytest.raises(TooLargeError, match="1,001 rows and 2 inputs"):
        prove(table(*["- | - | none"] * (MOST_ROWS + 1)))
    wide = tuple(Input(name, "whole") for name in "abcdefg")
    with pytest.raises(TooLargeError, match="7 inputs"):
        prove(table("- | " * 7 + "none", inputs=wide))


def test_overlapping_rows_are_proved_to_cover_everything_together() -> None:
    """Boxes that overlap at their edges, three along each of four inputs, leave no gap."""
    wide = tuple(Input(name, "whole", least=Fraction(0), most=Fraction(99)) for name in "abcd")
    rows = [" | ".join((*row, "none")) for row in product(("[0..34]", "[33..67]", "[66..99]"), repeat=4)]
    assert prove(table(*rows, policy="any", inputs=wide)) == Proof()
    assert prove(table(*rows[1:], policy="any", inputs=wide)).gap == tuple((name, "0") for name in "abcd")
    with pytest.raises(TooLargeError, match="overlap too much"):
        prove(table(*rows, policy="any", inputs=wide), work=1_000)
