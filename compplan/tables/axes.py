"""The elementary classes of each input: values that no cell of a table tells apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from compplan.grammar import decimal_text
from compplan.tables.model import Input, Table
from compplan.tables.sets import Cut, Names, Numbers, Values

OTHER, MISSING = "any other", "missing"


@dataclass(frozen=True, slots=True)
class Axis:
    """An input's classes, in order, and for which of them each row's cell holds.

    Of numbers ``cuts`` divide the classes; of texts ``names`` have one each, then all others. The last of
    the ``size`` classes is that of a missing value. ``rows`` has each row's set of classes, as the bits of
    a number; ``possible`` is the set of those that the input's definition allows.
    """

    input: Input
    cuts: tuple[Cut, ...]
    names: tuple[str, ...]
    size: int
    rows: tuple[int, ...]
    possible: int

    def example(self, index: int) -> str:
        """Write a value of a class."""
        if index == self.size - 1:
            return MISSING
        if self.input.kind in ("text", "boolean"):
            return self.names[index] if index < len(self.names) else OTHER
        low, high = self.input.domain
        edges = (low, *self.cuts, high)
        return _written(self.input, _between(self.input, edges[index], edges[index + 1]))


def axes_of(table: Table) -> tuple[Axis, ...]:
    """Divide every input of a table into its elementary classes."""
    columns = zip(*(row.cells for row in table.rows), strict=True)
    return tuple(axis_of(column, cells) for column, cells in zip(table.inputs, columns, strict=True))


def axis_of(column: Input, cells: Sequence[Values]) -> Axis:
    """Divide one input into the classes that the cells of its column tell apart."""
    if column.kind in ("text", "boolean"):
        names = tuple(dict.fromkeys([*column.names, *sorted(_named(cells))]))
        count, possible = len(names) + 1, len(names) + (not column.names)
        sets, cuts = [_of_names(cell, names) for cell in cells], tuple[Cut, ...]()
    else:
        names, cuts = (), _cuts(column, cells)
        count = possible = len(cuts) + 1
        sets = _of_spans(column, cells, cuts)
    missing = 1 << count
    rows = tuple(bits | missing * cell.missing for bits, cell in zip(sets, cells, strict=True))
    return Axis(column, cuts, names, count + 1, rows, (1 << possible) - 1 | missing * column.may_be_missing)


def _named(cells: Sequence[Values]) -> set[str]:
    return {name for cell in cells if isinstance(cell, Names) for name in cell.names}


def _of_names(cell: Values, names: tuple[str, ...]) -> int:
    if not isinstance(cell, Names):
        return 0
    bits = sum(1 << at for at, name in enumerate(names) if name in cell.names)
    return (2 << len(names)) - 1 ^ bits if cell.others else bits


def _cuts(column: Input, cells: Sequence[Values]) -> tuple[Cut, ...]:
    low, high = column.domain
    ends = {cut for cell in cells if isinstance(cell, Numbers) for span in cell.spans for cut in span}
    return tuple(sorted(cut for cut in ends if low < cut < high))


def _of_spans(column: Input, cells: Sequence[Values], cuts: tuple[Cut, ...]) -> list[int]:
    low, high = column.domain
    at = {low: 0, **{cut: index + 1 for index, cut in enumerate(cuts)}, high: len(cuts) + 1}
    spans = [cell.spans if isinstance(cell, Numbers) else () for cell in cells]
    return [sum((1 << at[end]) - (1 << at[begin]) for begin, end in each) for each in spans]


def _between(column: Input, low: Cut, high: Cut) -> Fraction:
    """Find a plain number from one cut to another."""
    if isinstance(low[0], Fraction) and low[1] == 0:
        return low[0]
    if isinstance(low[0], Fraction):
        return (low[0] + high[0]) / 2 if isinstance(high[0], Fraction) else low[0] + 1
    if isinstance(high[0], Fraction):
        return high[0] if high[1] else high[0] - 1
    return Fraction(column.kind == "date")


def _written(column: Input, value: Fraction) -> str:
    if column.kind == "date":
        return dt.date.fromordinal(int(value)).isoformat()
    return decimal_text(value)
