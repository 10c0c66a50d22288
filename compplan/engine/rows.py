"""Rows of long tables, looked at block by block on all cores, so that nothing large is made of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from compplan.threads import cores, each, slices

Rows = NDArray[np.intp]
V = TypeVar("V", bound=np.generic)

BLOCK = 1 << 17
"""Rows at a time, so that what is made of them stays in the processor's cache."""


def blocks_of(rows: int) -> list[slice]:
    """Cut rows into blocks."""
    return slices(rows, BLOCK)


def rows_where(rows: int, test: Callable[[slice], NDArray[np.bool_]]) -> Rows:
    """Find the rows for which a test of blocks is true, in order."""

    def found(block: slice) -> Rows:
        rows: Rows = np.flatnonzero(test(block)) + block.start
        return rows

    parts = blocks_of(rows)
    parts_found = each(found, parts, threads=max(min(cores(), len(parts)), 1))
    return np.concatenate([np.zeros(0, np.intp), *parts_found])


def taken(values: NDArray[V], rows: Rows) -> NDArray[V]:
    """Give the values of different rows, in order; of rows that stand side by side without a copy."""
    if len(rows) and int(rows[-1]) - int(rows[0]) + 1 == len(rows):
        return values[rows[0] : rows[-1] + 1]
    return values.take(rows)
