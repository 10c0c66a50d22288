"""Why a row counts: the row that does, and the one that came nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from compplan.tables.model import Table
from compplan.tables.sets import Numbers, Values

Value = Fraction | str | None
"""A value of an input; None is missing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The row (from 0) that counts and the nearest that does not hold, with the inputs that keep it from it.

    Either is None if there is no such row.
    """

    row: int | None
    nearest: int | None
    failing: tuple[int, ...]


def answer(table: Table, values: Sequence[Value]) -> Answer:
    """Find the row that counts for one value of each input, and the one that nearly did.

    Nearest is the row with the fewest cells that do not hold, of those the first as written.
    """
    holds = [_failing(table, row, values) for row in range(len(table.rows))]
    fired = next((row for row in table.order if not holds[row]), None)
    others = [row for row in range(len(holds)) if holds[row]]
    nearest = min(others, key=lambda row: len(holds[row]), default=None)
    return Answer(fired, nearest, () if nearest is None else holds[nearest])


def is_in(value: Value, values: Values) -> bool:
    """Tell whether a value is in the set that a cell stands for."""
    if value is None:
        return values.missing
    if isinstance(values, Numbers):
        assert isinstance(value, Fraction)
        return any(low <= (value, 0) < high for low, high in values.spans)
    return (value in values.names) != values.others


def _failing(table: Table, row: int, values: Sequence[Value]) -> tuple[int, ...]:
    cells = table.rows[row].cells
    return tuple(at for at, cell in enumerate(cells) if not is_in(values[at], cell))
