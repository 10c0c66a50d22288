"""Typed columns with what is known of each cell; parts of one column put together."""

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


def joined(parts: list[Cells]) -> Cells:
    """Put the parts of a column together, each of whose cells is good or missing; empties the list."""
    first, rows = parts[0].column, sum(len(part.missing) for part in parts)
    name = next(name for kind, name in _ARRAYS.items() if isinstance(first, kind))
    missing = _chained([part.missing for part in parts], rows)
    arrays = [getattr(part.column, name) for part in parts]
    parts.clear()
    found: dict[str, Any] = {name: _chained(arrays, rows)}
    good = ~missing
    if isinstance(first, NumberColumn):
        found["missing"] = missing
    return Cells(replace(first, **found), good if missing.any() else _all(rows, value=True), missing)


_ARRAYS: dict[type[Column], str] = {NumberColumn: "scaled", DayColumn: "days", TextColumn: "codes"}


def light(cells: Cells) -> Cells:
    """Hold a part's truths without memory where each of its cells has a value."""
    rows = len(cells.missing)
    if cells.missing.any():
        return cells
    none = _all(rows, value=False)
    column = cells.column
    column = replace(column, missing=none) if isinstance(column, NumberColumn) else column
    return Cells(column, _all(rows, value=True), none)


def _all(rows: int, *, value: bool) -> Bools:
    return np.broadcast_to(np.bool_(value), (rows,))


def _chained(arrays: list[NDArray[Any]], rows: int) -> NDArray[Any]:
    """Put arrays one after the other, letting go of each as soon as it is copied."""
    if arrays[0].dtype == np.bool_ and not any(array.any() for array in arrays):
        return _all(rows, value=False)
    whole, start = np.empty(rows, arrays[0].dtype), 0
    arrays.reverse()
    while arrays:
        part = arrays.pop()
        whole[start : start + len(part)] = part
        start += len(part)
    return whole
