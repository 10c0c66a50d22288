"""Random small tables, and values at, beside and between their edges."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from compplan.tables.columns import Column, Ratios, Texts
from compplan.tables.model import HitPolicy, Input, Row, Table
from compplan.tables.nearest import Value
from compplan.tables.sets import Values
from compplan.tables.unary import Fault, read_cell

INPUTS = (
    Input("share", "number", least=Fraction(0), may_be_missing=True),
    Input("months", "whole", least=Fraction(0), most=Fraction(6)),
    Input("role", "text", ("AE", "KAM", "SDR")),
    Input("late", "boolean"),
)
CELLS = (
    (
        "-",
        "0.3",
        "[0.3..0.8)",
        ">= 0.8",
        "(0.3..0.8]",
        "missing",
        "not(0.3)",
        "missing, < 0.5",
        "> 1",
    ),
    ("-", "< 3", ">= 3", "[1..4]", "0, 6", "not(2)", "(2..5)", "5"),
    ("-", '"AE"', "AE, KAM", 'not("SDR")', "SDR"),
    ("-", "true", "false"),
)
_BESIDE = Fraction(1, 10**9)
VALUES: tuple[Sequence[Value], ...] = (
    [
        None,
        *(Fraction(n, 10) for n in (0, 1, 3, 5, 8, 10, 20)),
        Fraction(3, 10) - _BESIDE,
        Fraction(3, 10) + _BESIDE,
    ],
    [Fraction(n) for n in range(7)],
    ["AE", "KAM", "SDR"],
    ["false", "true"],
)
"""Every value of the second to fourth input; of the first, some of each class."""


def _read(texts: Sequence[str], column: Input) -> list[Values]:
    cells = [read_cell(text, column) for text in texts]
    assert not any(isinstance(cell, Fault) for cell in cells), cells
    return [cell for cell in cells if not isinstance(cell, Fault)]


SETS = [_read(texts, column) for texts, column in zip(CELLS, INPUTS, strict=True)]


def tables(policy: HitPolicy) -> st.SearchStrategy[Table]:
    """Make tables of a hit policy, with gaps and overlaps as it happens."""
    cells = st.tuples(*map(st.sampled_from, SETS))
    rows = st.builds(Row, cells, st.sampled_from("abc"))
    return st.builds(
        lambda found: Table(INPUTS, tuple(found), policy, tuple("bca") if policy == "priority" else ()),
        st.lists(rows, min_size=1, max_size=8),
    )


def column_of(number: int, values: Sequence[Value]) -> Column:
    """Give values of an input as arrays, each number with a denominator of its own."""
    if INPUTS[number].names:
        names = INPUTS[number].names
        return Texts(np.array([-1 if value is None else names.index(str(value)) for value in values]), names)
    numbers = [value if isinstance(value, Fraction) else Fraction(0) for value in values]
    tops, bottoms = (
        np.array([getattr(each, part) for each in numbers]) for part in ("numerator", "denominator")
    )
    missing = np.array([value is None for value in values])
    if (bottoms == 1).all():
        return Ratios(tops, 1, missing)
    return Ratios(tops, bottoms, missing)
