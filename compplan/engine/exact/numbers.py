"""What the engine's formulas may do with a number, and exact rationals, the slowest kind of it.

The formulas are written once over these operations. `Approx` runs them in float64 on whole blocks and
carries one absolute error bound; wherever a comparison or a rounding falls inside the bound, the cell is
marked in ``doubt`` and evaluated again with `Residue`, and what that cannot decide with `Exact`. So money
is exact, at the speed of floats.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compplan.plan.model import RoundingMode

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Objects = NDArray[np.object_]
Bends = tuple[tuple[Fraction, Fraction], ...]
"""Knots of a piecewise linear function, from the lowest, each with the change of slope there."""

UNIT = 2.0**-53
"""Relative error of one correctly rounded float64 operation."""
TOO_LARGE = 2**53
"""Rounded amounts are smaller than this, or cannot be paid."""
ZERO = Fraction(0)


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

    def bent(self, start: Fraction, bends: Bends) -> Any:
        """Give ``start`` plus, of each bend, its change of slope times what lies above its knot."""

    def reaches(self, edge: Fraction) -> Bools:
        """Tell where the value is at or above an edge."""

    def where(self, mask: Bools, other: Fraction) -> Any:
        """Keep the value where the mask is set, elsewhere take ``other``."""

    def rounded(self, mode: RoundingMode) -> NDArray[Any]:
        """Round to whole numbers, given as integers or as floats."""


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

    def bent(self, start: Fraction, bends: Bends) -> Exact:
        """Map through a continuous piecewise linear function."""
        return self._each(lambda cell: bent_at(cell, start, bends))

    def reaches(self, edge: Fraction) -> Bools:
        """Compare with an edge."""
        return np.array([cell >= edge for cell in self.value], dtype=bool)

    def where(self, mask: Bools, other: Fraction) -> Exact:
        """Choose by a mask."""
        chosen = zip(mask.tolist(), self.value.tolist(), strict=True)
        return Exact(objects([cell if keep else other for keep, cell in chosen]))

    @property
    def limit(self) -> float:
        """Bound the absolute value of every cell; of what cannot be paid, by twice the first such amount."""
        return float(max((min(abs(cell), 2 * TOO_LARGE) for cell in self.value), default=0))

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


def bent_at(value: Fraction, start: Fraction, bends: Bends) -> Fraction:
    """Give ``start`` plus each bend's change of slope times what of the value lies above its knot."""
    return start + sum((change * (value - knot) for knot, change in bends if value > knot), ZERO)


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


def nearest(value: Fraction) -> tuple[float, float]:
    """Give the float nearest to a rational, and a bound on how far it is."""
    return _nearest(value.numerator, value.denominator)


@lru_cache(maxsize=4096)
def _nearest(numerator: int, denominator: int) -> tuple[float, float]:
    value = numerator / denominator
    exactly = Fraction(value) == Fraction(numerator, denominator)
    return value, 0.0 if exactly else max(UNIT * abs(value), 2.0**-1000)


def _exact(other: Exact | Fraction) -> Any:
    return other.value if isinstance(other, Exact) else other
