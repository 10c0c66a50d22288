from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compplan.tables.model import Input
from compplan.tables.nearest import Value, is_in
from compplan.tables.unary import Fault, read_cell

LINES = (Path(__file__).parent / "unary.cases").read_text(encoding="utf-8").splitlines()
CASES = [tuple(part.strip() for part in line.split(" | ")) for line in LINES if not line.startswith("#")]
COLUMNS = {
    "number": Input("x", "number", may_be_missing=True),
    "whole": Input("x", "whole", least=Fraction(0), most=Fraction(9)),
    "text": Input("x", "text", ("AE", "KAM", "Key Account"), may_be_missing=True),
    "boolean": Input("x", "boolean"),
    "date": Input("x", "date"),
}
VALUES = {
    "number": ("-1", "0", "0.5", "0.8", "1", "2", "missing"),
    "whole": ("0", "1", "2", "3"),
    "text": ("AE", "KAM", "Key Account", "missing"),
    "boolean": ("true", "false"),
    "date": ("2027-01-31", "2027-02-01"),
}


def value(kind: str, text: str) -> Value:
    """Read a value of the cases."""
    if text == "missing":
        return None
    if kind == "date":
        return Fraction(dt.date.fromisoformat(text).toordinal())
    return text if kind in ("text", "boolean") else Fraction(text)


@pytest.mark.parametrize(("kind", "cell", "expected"), CASES, ids=[" ".join(case[:2]) for case in CASES])
def test_a_cell_holds_for_these_values(kind: str, cell: str, expected: str) -> None:
    """A cell holds for exactly the values named, or says where it is wrong and why."""
    found = read_cell(cell, COLUMNS[kind])
    if isinstance(found, Fault):
        assert f"{found.at + 1}: {found.message}" == expected
        assert found.hint
    else:
        assert " ".join(text for text in VALUES[kind] if is_in(value(kind, text), found)) == expected


@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from(sorted(COLUMNS)))
def test_any_text_is_a_cell_or_a_fault_inside_it(text: str, kind: str) -> None:
    """No text makes the reader fail, and the fault of one that is no cell lies in it, or at its end."""
    found = read_cell(text, COLUMNS[kind])
    if isinstance(found, Fault):
        assert 0 <= found.at <= len(text)
        assert found.message
