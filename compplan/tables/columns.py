"""Arrays of values, exact, and the class of each value on an axis."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.tables.axes import Axis

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_CLOSE = 2.0**-49
"""More than the relative error of a quotient of rounded whole numbers and of a rounded edge together."""
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Ratios:
    """Exact numbers: ``numerator / denominator``, the latter above 0 and of the same shape, or one for all.

    ``missing`` marks values that are not there. Days are whole numbers counted from year 1.
    """

    numerator: Ints
    denominator: Ints | int = 1
    missing: Bools | None = None


@dataclass(frozen=True, slots=True)
class Doubles:
    """Numbers known up to an absolute ``error``; ``exact`` gives those at flat positions as rationals."""

    value: NDArray[np.float64]
    error: float
    exact: Callable[[NDArray[np.intp]], list[Fraction]]
    missing: Bools | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as codes into ``values``; -1 is missing."""

    codes: NDArray[Any]
    values: tuple[str, ...]


Column = Ratios | Doubles | Texts


def classes_of(axis: Axis, column: Column) -> NDArray[np.intp]:
    """Find the class of every value of a column on an axis."""
    last = axis.size - 1
    if isinstance(column, Texts):
        at = {name: index for index, name in enumerate(axis.names)}
        table = np.array([*(at.get(value, last - 1) for value in column.values), last], dtype=np.intp)
        found: NDArray[np.intp] = table[column.codes]
        return found
    edges = tuple(dict.fromkeys(Fraction(cut[0]) for cut in axis.cuts))
    if isinstance(column, Doubles):
        codes = _doubtful(edges, column)
    elif isinstance(column.denominator, int):
        codes = _one_denominator(edges, column.numerator, column.denominator)
    else:
        codes = _many(edges, column)
    classes = _class_of_code(axis, edges)[codes]
    return classes if column.missing is None else np.where(column.missing, last, classes)


def _class_of_code(axis: Axis, edges: tuple[Fraction, ...]) -> NDArray[np.intp]:
    """Tell the class of each code: 2k below edge k, 2k + 1 at it."""
    cuts = set(axis.cuts)
    crossed = np.array([0, *((edge, after) in cuts for edge in edges for after in (0, 1))], dtype=np.intp)
    classes: NDArray[np.intp] = np.cumsum(crossed)
    return classes


def _one_denominator(edges: tuple[Fraction, ...], numerator: Ints, denominator: int) -> NDArray[np.intp]:
    scaled = [edge * denominator for edge in edges]
    ceilings = _as_ints([edge.__ceil__() for edge in scaled])
    exact = np.array([*(edge.denominator == 1 for edge in scaled), False], dtype=bool)
    below = np.searchsorted(ceilings, numerator, side="right")
    at = exact[below - 1] & (np.append(ceilings, 0)[below - 1] == numerator) & (below > 0)
    codes: NDArray[np.intp] = 2 * below - at
    return codes


def _doubtful(edges: tuple[Fraction, ...], column: Doubles) -> NDArray[np.intp]:
    value = column.value.ravel()
    floats = np.array([-np.inf, *(float(edge) for edge in edges), np.inf])
    below = np.searchsorted(floats[1:-1], value)
    margin = column.error + np.abs(value) * _CLOSE
    close = (floats[below + 1] - value <= margin) | (value - floats[below] <= margin)
    if column.missing is not None:
        close &= ~column.missing.ravel()
    codes: NDArray[np.intp] = 2 * below
    at = np.flatnonzero(close)
    codes[at] = [_code(edges, number) for number in column.exact(at)] if len(at) else 0
    return codes.reshape(column.value.shape)


def _code(edges: tuple[Fraction, ...], number: Fraction) -> int:
    below = bisect_left(edges, number)
    return 2 * below + (below < len(edges) and edges[below] == number)


def _many(edges: tuple[Fraction, ...], column: Ratios) -> NDArray[np.intp]:
    value = (column.numerator / np.asarray(column.denominator)).astype(np.float64).ravel()
    floats = np.array([-np.inf, *(float(edge) for edge in edges), np.inf])
    below = np.searchsorted(floats[1:-1], value)
    margin = np.abs(value) * _CLOSE
    close = np.flatnonzero((floats[below + 1] - value <= margin) | (value - floats[below] <= margin))
    codes: NDArray[np.intp] = 2 * below
    if len(close):
        low = np.searchsorted(floats[1:-1], value[close] - margin[close], side="left")
        high = np.searchsorted(floats[1:-1], value[close] + margin[close], side="right")
        bottoms = np.broadcast_to(column.denominator, column.numerator.shape).ravel()[close]
        codes[close] = _compared(edges, column.numerator.ravel()[close], bottoms, low, high)
    return codes.reshape(column.numerator.shape)


def _compared(
    edges: tuple[Fraction, ...], tops: Ints, bottoms: Ints, low: NDArray[np.intp], high: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Compare with one edge after the other, in whole numbers."""
    largest = max(max(abs(edge.numerator), edge.denominator) for edge in edges)
    biggest = max(int(np.abs(tops).max()), int(bottoms.max()))
    kind: Any = np.int64 if largest * biggest < _SAFE else object
    edge_top = np.array([*(edge.numerator for edge in edges), 0], dtype=kind)
    edge_bottom = np.array([*(edge.denominator for edge in edges), 1], dtype=kind)
    tops, bottoms = tops.astype(kind), bottoms.astype(kind)
    at, codes = low.copy(), 2 * high
    open_ = np.arange(len(tops))
    while len(open_):
        here = at[open_]
        gap = tops[open_] * edge_bottom[here] - edge_top[here] * bottoms[open_]
        found = gap <= 0
        codes[open_[found]] = 2 * here[found] + (gap[found] == 0)
        at[open_] += 1
        open_ = open_[~found & (here + 1 < high[open_])]
    return codes


def _as_ints(values: list[int]) -> Ints:
    """Give whole numbers as int64, those beyond it at its ends."""
    return np.array([min(max(value, -(2**63)), 2**63 - 1) for value in values], dtype=np.int64)
