"""Fast floats that know their error: an array, one bound for all its cells, and the cells in doubt."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.numbers import UNIT, Bends, Bools, Floats, nearest
from compplan.plan.model import RoundingMode

SLACK = 1 + 2.0**-40
"""Covers the rounding of the bounds' own arithmetic."""
LARGEST = 2.0**52
"""Floats above this have no halves."""


class Approx:
    """A float64 array, a bound on the absolute error of every cell, and the cells in doubt so far.

    ``low`` and ``high`` bound the floats themselves: what they show to be needless is not done.
    """

    __slots__ = ("doubt", "error", "high", "low", "value")

    def __init__(self, value: Floats, error: float, low: float, high: float, doubt: Bools) -> None:
        """Hold the parts; ``doubt`` is shared by all numbers of one evaluation."""
        self.value, self.error, self.low, self.high, self.doubt = value, error, low, high, doubt

    @property
    def limit(self) -> float:
        """Bound the absolute value of every cell."""
        return max(-self.low, self.high)

    def plus(self, other: Approx | Fraction) -> Approx:
        """Add."""
        if isinstance(other, Approx):
            low, high = self.low + other.low, self.high + other.high
            return self._result(self.value + other.value, self.error + other.error, low, high)
        at, error = nearest(other)
        if not at:
            return self
        return self._result(self.value + at, self.error + error, self.low + at, self.high + at)

    def times(self, other: Approx | Fraction) -> Approx:
        """Multiply."""
        if isinstance(other, Approx):
            return self._times(other.value, other.error, other.low, other.high)
        if other == 1:
            return self
        by, error = nearest(other)
        return self._times(by, error, by, by)

    def _times(self, by: Any, error: float, low: float, high: float) -> Approx:
        ends = self.low * low, self.low * high, self.high * low, self.high * high
        spread = self.limit * error + max(-low, high) * self.error + self.error * error
        return self._result(self.value * by, spread, min(ends), max(ends))

    def over(self, other: Approx) -> Approx:
        """Divide; cells whose divisor may be 0 are in doubt."""
        smallest = float(np.abs(other.value).min(initial=np.inf)) - other.error * SLACK
        if smallest <= 0:
            self.doubt[...] = True
            return Approx(np.zeros_like(self.value), 0.0, 0.0, 0.0, self.doubt)
        value = self.value / other.value
        low, high = ends_of(value)
        return self._result(value, (self.error + max(-low, high) * other.error) / smallest, low, high)

    def at_most(self, bound: Fraction) -> Approx:
        """Limit from above."""
        return self._clipped(None, bound)

    def at_least(self, bound: Fraction) -> Approx:
        """Limit from below."""
        return self._clipped(bound, None)

    def bent(self, start: Fraction, bends: Bends) -> Approx:
        """Map through a continuous piecewise linear function, as a sum of slopes times clipped values.

        A bend below all values changes the slope of all, one above them changes none.
        """
        shift, error = nearest(start)
        slope, size = 0.0, abs(shift)
        inner: list[tuple[float, float]] = []
        for knot, change in bends:
            (at, error_at), (by, error_by) = nearest(knot), nearest(change)
            most = max(self.limit, abs(at))
            error += abs(by) * (max(self.error, error_at) + error_at) + 2 * error_by * most
            size += 2 * abs(by) * most
            if at >= self.high:
                continue
            shift -= by * at
            if at <= self.low:
                slope += by
            else:
                inner.append((at, by))
        error = (error + (4 * len(bends) + 4) * UNIT * size) * SLACK
        return self._bent(shift, slope, inner, error)

    def _bent(self, shift: float, slope: float, inner: list[tuple[float, float]], error: float) -> Approx:
        value = self.value * slope
        part = np.empty_like(value) if inner else value
        for at, by in inner:
            np.clip(self.value, at, np.inf, out=part)
            part *= by
            value += part
        if shift:
            value += shift
        corners = (self.low, self.high, *(at for at, _ in inner))
        ends = [shift + slope * a + sum(by * max(a, at) for at, by in inner) for a in corners]
        return Approx(value, error, min(ends) - 2 * error, max(ends) + 2 * error, self.doubt)

    def reaches(self, edge: Fraction) -> Bools:
        """Compare with an edge; cells nearer to it than the error are in doubt."""
        at, error = nearest(edge)
        if self.error == 0 == error:
            return self.value >= at
        bound = (self.error + error + 2 * UNIT * (self.limit + abs(at))) * SLACK
        if self.low > at + bound:
            return np.ones(self.value.shape, dtype=bool)
        above = self.value > at + bound
        near = self.value >= at - bound
        near ^= above
        self.mark(near)
        return above

    def where(self, mask: Bools, other: Fraction) -> Approx:
        """Choose by a mask."""
        if mask.all():
            return self
        at, error = nearest(other)
        # Finite values times a mask: a third of the time that a random choice by np.where takes.
        chosen = self.value * mask
        if at:
            chosen += at * ~mask
        return Approx(chosen, max(self.error, error), min(self.low, at), max(self.high, at), self.doubt)

    def rounded(self, mode: RoundingMode) -> Floats:
        """Round; cells nearer to where the rounding jumps than the error are in doubt."""
        whole = np.rint(self.value)
        past = np.abs(self.value - whole)
        bound = (self.error + UNIT * self.limit) * SLACK
        if mode.startswith("half"):
            self.mark(past >= 0.5 - bound)
        else:
            self.mark(past <= bound)
            np.trunc(self.value, out=whole)
            if mode == "up":
                whole += np.sign(self.value)
        if self.limit > LARGEST:
            large = np.abs(self.value) > LARGEST
            self.mark(large)
            whole[large] = 0
        return whole

    def mark(self, near: Bools) -> None:
        """Put cells in doubt."""
        if near.any():
            np.logical_or(self.doubt, near, out=self.doubt)

    def add(self, other: Approx) -> None:
        """Change this number by another's value; nobody else may hold it."""
        self.value += other.value
        self.low, self.high = self.low + other.low, self.high + other.high
        self.error = (self.error + other.error + UNIT * self.limit) * SLACK

    def scaled(self, factor: Fraction) -> Approx:
        """Multiply in place; nobody else may hold this number."""
        by, error = nearest(factor)
        if by != 1:
            self.value *= by
            self.error = (self.error * abs(by) + self.limit * (error + UNIT * abs(by))) * SLACK
            self.low, self.high = sorted((self.low * by, self.high * by))
        return self

    def _clipped(self, low: Fraction | None, high: Fraction | None) -> Approx:
        bottom, error_low = (-np.inf, 0.0) if low is None else nearest(low)
        top, error_high = (np.inf, 0.0) if high is None else nearest(high)
        if bottom <= self.low and self.high <= top:
            return self
        error = max(self.error, error_low, error_high)
        ends = sorted((max(self.low, bottom), min(self.high, top)))
        return Approx(np.clip(self.value, bottom, top), error, ends[0], ends[1], self.doubt)

    def _result(self, value: Floats, error: float, low: float, high: float) -> Approx:
        return Approx(value, (error + UNIT * max(-low, high)) * SLACK, low, high, self.doubt)


def ends_of(value: NDArray[Any]) -> tuple[float, float]:
    """Give the smallest and the largest value, and 0 among them."""
    return float(value.min(initial=0)), float(value.max(initial=0))
