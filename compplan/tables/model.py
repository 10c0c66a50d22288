"""A decision table: inputs, rows of cells with an output each, and which row counts if several hold."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.tables.sets import ABOVE_ALL, BELOW_ALL, Span, Values

Kind = Literal["number", "whole", "date", "text", "boolean"]
HitPolicy = Literal["unique", "any", "priority", "first", "collect"]
Aggregate = Literal["sum", "min", "max", "count"]
BOOLEANS = ("false", "true")


@dataclass(frozen=True, slots=True)
class Input:
    """What a column of a table looks at, and every value that it may have.

    ``values`` names all values of a text (empty: there may be any); ``least`` and ``most`` bound a number.
    A date is the whole number of its days since year 1.
    """

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    least: Fraction | None = None
    most: Fraction | None = None
    may_be_missing: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Give all values of a text or boolean, as far as they are known."""
        return BOOLEANS if self.kind == "boolean" else self.values

    @property
    def domain(self) -> Span:
        """Give the numbers that the input may be."""
        low = BELOW_ALL if self.least is None else (self.least, 0)
        if self.most is None:
            return low, ABOVE_ALL
        return low, ((self.most, 1) if self.kind == "number" else (self.most + 1, 0))


@dataclass(frozen=True, slots=True)
class Row:
    """One value set per input, and what the row gives."""

    cells: tuple[Values, ...]
    output: Hashable


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table.

    ``priority`` orders outputs, best first, for the policy of this name, and for ``collect`` if it is given.
    ``aggregate`` is what ``collect`` makes of its outputs, which then are rationals.
    """

    inputs: tuple[Input, ...]
    rows: tuple[Row, ...]
    hit_policy: HitPolicy = "unique"
    priority: tuple[Hashable, ...] = ()
    aggregate: Aggregate | None = None

    @property
    def order(self) -> tuple[int, ...]:
        """Give the rows in the order in which they come first: by priority, then as written."""
        rows = range(len(self.rows))
        if not self.priority:
            return tuple(rows)
        rank = {output: at for at, output in enumerate(self.priority)}
        return tuple(sorted(rows, key=lambda row: rank.get(self.rows[row].output, len(rank))))
