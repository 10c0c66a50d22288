"""Two kinds of number with one set of operations: fast floats that know their error, and exact rationals.

The engine's formulas are written once over these operations. `Approx` runs them in float64 on whole
blocks and carries one absolute error bound; wherever a comparison or a rounding falls inside the bound,
the cell is marked in ``doubt`` and evaluated again with `Exact`. So money is exact, at the speed of floats.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from compplan.plan.model import RoundingMode

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Objects = NDArray[np.object_]

UNIT = 2.0**-53
"""Relative error of one correctly rounded float64 operation."""
_SLACK = 1 + 2.0**-40
"""Covers the rounding of the bounds' own arithmetic."""
_LARGEST = 2.0**52
TOO_LARGE = 2**53
"""Rounded amounts are smaller than this, or cannot be paid."""


class Number(Protocol):
    """What a formula of the engine may do with a value; every array has one shape."""

    def plus(self, other: Any) -> Any:
        """Add another number of the same kind, or a rational."""

    def times(self, other: Any) -> Any:
        """Multiply by another number of the same kind, or by a rational."""

    def over(self, other: Any) -> Any:
        """Divide by another number of the same kind that is nowhere 0."""

    def at_most(self, bound: Fraction) -> Any:
        """Take the smaller of the value and a bound."""

    def at_least(self, bound: Fraction) -> Any:
        """Take the larger of the value and a bound."""

    def reaches(self, edge: Fraction) -> Bools:
        """Tell where the value is at or above an edge."""

    def where(self, mask: Bools, other: Fraction) -> Any:
        """Keep the value where the mask is set, elsewhere take ``other``."""

    def rounded(self, mode: RoundingMode) -> NDArray[np.int64]:
        """Round to whole numbers."""


N = TypeVar("N", bound=Number)


class Approx:
    """A float64 array, a bound on the absolute error of every cell, and the cells in doubt so far.

    ``limit`` bounds the absolute value of every cell.
    """

    __slots__ = ("doubt", "error", "limit", "value")

    def __init__(self, value: Floats, error: float, limit: float, doubt: Bools) -> None:
        """Hold the parts; ``doubt`` is shared by all numbers of one evaluation."""
        self.value, self.error, self.limit, self.doubt = value, error * _SLACK, limit * _SLACK, doubt

    def _with(self, value: Floats, error: float, limit: float) -> Approx:
        return Approx(value, error + UNIT * limit, limit, self.doubt)

    def plus(self, other: Approx | Fraction) -> Approx:
        """Add."""
        value, error, limit = _parts(other)
        return self._with(self.value + value, self.error + error, self.limit + limit)

    def times(self, other: Approx | Fraction) -> Approx:
        """Multiply."""
        value, error, limit = _parts(other)
        spread = self.limit * error + limit * self.error + self.error * error
        return self._with(self.value * value, spread, self.limit * limit)

    def over(self, other: Approx) -> Approx:
        """Divide; cells whose divisor may be 0 are in doubt."""
        value = self.value / other.value
        limit = largest_of(value)
        if self.error or other.error:
            smallest = float(np.abs(other.value).min(initial=np.inf)) - other.error
            if smallest <= 0:
                self.doubt[...] = True
                return Approx(value, np.inf, limit, self.doubt)
            return self._with(value, (self.error + limit * other.error) / smallest, limit)
        return self._with(value, 0.0, limit)

    def at_most(self, bound: Fraction) -> Approx:
        """Limit from above."""
        edge, error, limit = _parts(bound)
        return Approx(
            np.minimum(self.value, edge), max(self.error, error), max(self.limit, limit), self.doubt
        )

    def at_least(self, bound: Fraction) -> Approx:
        """Limit from below."""
        edge, error, limit = _parts(bound)
        return Approx(
            np.maximum(self.value, edge), max(self.error, error), max(self.limit, limit), self.doubt
        )

    def reaches(self, edge: Fraction) -> Bools:
        """Compare with an edge; cells nearer to it than the error are in doubt."""
        at, error, _ = _parts(edge)
        gap = self.value - at
        self._doubt_where(np.abs(gap) <= (self.error + error + UNIT * (self.limit + abs(at))) * _SLACK)
        reached: Bools = gap >= 0
        return reached

    def where(self, mask: Bools, other: Fraction) -> Approx:
        """Choose by a mask."""
        value, error, limit = _parts(other)
        # Finite values times a mask: a third of the time that a random choice by np.where takes.
        chosen = self.value * mask
        if value:
            chosen += value * ~mask
        return Approx(chosen, max(self.error, error), max(self.limit, limit), self.doubt)

    def rounded(self, mode: RoundingMode) -> NDArray[np.int64]:
        """Round; cells nearer to where the rounding jumps than the error are in doubt."""
        if self.limit > _LARGEST:
            self._doubt_where(np.abs(self.value) > _LARGEST)
        halves = mode.startswith("half")
        low = np.floor(self.value)
        past = self.value - low
        nearest = np.abs(past - 0.5) if halves else np.minimum(past, 1 - past)
        self._doubt_where(nearest <= (self.error + 4 * UNIT * self.limit) * _SLACK)
        if halves:
            return whole(low + (past > 0.5))
        return whole(np.trunc(self.value) if mode == "down" else np.where(self.value > 0, low + 1, low))

    def _doubt_where(self, mask: Bools) -> None:
        np.logical_or(self.doubt, mask, out=self.doubt)


class Exact:
    """An array of exact rationals, one per cell."""

    __slots__ = ("value",)

    def __init__(self, value: Objects) -> None:
        """Hold an array of `fractions.Fraction`."""
        self.value = value

    def plus(self, other: Exact | Fraction) -> Exact:
        """Add."""
        return Exact(self.value + _exact(other))

    def times(self, other: Exact | Fraction) -> Exact:
        """Multiply."""
        return Exact(self.value * _exact(other))

    def over(self, other: Exact) -> Exact:
        """Divide."""
        return Exact(self.value / other.value)

    def at_most(self, bound: Fraction) -> Exact:
        """Limit from above."""
        return self._each(lambda cell: min(cell, bound))

    def at_least(self, bound: Fraction) -> Exact:
        """Limit from below."""
        return self._each(lambda cell: max(cell, bound))

    def reaches(self, edge: Fraction) -> Bools:
        """Compare with an edge."""
        return np.array([cell >= edge for cell in self.value], dtype=bool)

    def where(self, mask: Bools, other: Fraction) -> Exact:
        """Choose by a mask."""
        chosen = zip(mask.tolist(), self.value.tolist(), strict=True)
        return Exact(objects([cell if keep else other for keep, cell in chosen]))

    def rounded(self, mode: RoundingMode) -> NDArray[np.int64]:
        """Round exactly."""
        cells = (round_exactly(cell, mode) for cell in self.value)
        return np.array([max(-TOO_LARGE, min(TOO_LARGE, cell)) for cell in cells], dtype=np.int64)

    def _each(self, function: Callable[[Fraction], Fraction]) -> Exact:
        return Exact(objects([function(cell) for cell in self.value]))


def objects(cells: list[Any]) -> Objects:
    """Make an object array of one dimension."""
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


def round_exactly(value: Fraction, mode: RoundingMode) -> int:
    """Round a rational to a whole number; halves as the mode says, the same for both signs."""
    size = abs(value)
    whole = floor(size)
    past = size - whole
    half = Fraction(1, 2)
    up = {
        "half_up": past >= half,
        "half_down": past > half,
        "half_even": past > half or (past == half and whole % 2 == 1),
        "up": past > 0,
        "down": False,
    }[mode]
    return (whole + up) * (-1 if value < 0 else 1)


def _parts(other: Approx | Fraction) -> tuple[Any, float, float]:
    if isinstance(other, Approx):
        return other.value, other.error, other.limit
    value = float(other)
    return value, 0.0 if Fraction(value) == other else UNIT * abs(value), abs(value)


def _exact(other: Exact | Fraction) -> Any:
    return other.value if isinstance(other, Exact) else other


def largest_of(value: Floats) -> float:
    """Give the largest absolute value; 0 of none."""
    return float(max(abs(value.max(initial=0.0)), abs(value.min(initial=0.0))))


def whole(value: Floats) -> NDArray[np.int64]:
    """Turn whole floats into integers; what is too large for that is in doubt already."""
    with np.errstate(invalid="ignore"):
        return value.astype(np.int64)
