"""Typed columns with what is known of each cell, and columns that grow part by part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Column, DayColumn, NumberColumn, TextColumn

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cells:
    """A typed column, which of its cells hold a value that could be read, and which hold none."""

    column: Column
    good: Bools
    missing: Bools


class Growing:
    """A column to which parts are added, each of whose cells is good or missing."""

    def __init__(self, room: int) -> None:
        """Begin without a row; ``room`` is how many may come, more or less."""
        self.values = _Grown(room)
        self.missing = _Grown(room)
        self.first: Column | None = None

    def add(self, cells: Cells) -> None:
        """Add rows."""
        self.first = self.first or cells.column
        self.values.add(getattr(cells.column, _name(cells.column)))
        if cells.missing.any():
            self.missing.fill(self.values.count - len(cells.missing))
            self.missing.add(cells.missing)

    def cells(self) -> Cells:
        """Give the column."""
        assert self.first is not None
        rows = self.values.count
        found: dict[str, Any] = {_name(self.first): self.values.array()}
        missing = np.broadcast_to(np.False_, (rows,))
        if self.missing.count:
            self.missing.fill(rows)
            missing = self.missing.array()
        if isinstance(self.first, NumberColumn):
            found["missing"] = missing
        good = ~missing if self.missing.count else np.broadcast_to(np.True_, (rows,))
        return Cells(replace(self.first, **found), good, missing)


_ARRAYS: dict[type[Column], str] = {NumberColumn: "scaled", DayColumn: "days", TextColumn: "codes"}


def _name(column: Column) -> str:
    return next(name for kind, name in _ARRAYS.items() if isinstance(column, kind))


class _Grown:
    """An array to which others are added; memory that is not written to yet costs nothing."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.count = 0
        self.whole: NDArray[Any] = np.empty(0, np.bool_)

    def add(self, part: NDArray[Any]) -> None:
        end = self.count + len(part)
        if end > len(self.whole):
            self.room = max(self.room, end + end // 2)
            whole = np.empty(self.room, part.dtype)
            whole[: self.count] = self.whole[: self.count]
            self.whole = whole
        self.whole[self.count : end] = part
        self.count = end

    def fill(self, count: int) -> None:
        """Make up to so many cells False."""
        if count > self.count:
            self.add(np.zeros(count - self.count, np.bool_))

    def array(self) -> NDArray[Any]:
        return self.whole[: self.count]
