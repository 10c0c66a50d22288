"""A third kind of number, between fast floats and rationals: fractions of which the floats are known.

A cell is ``top / (scale * bottom)``, its top and bottom kept modulo 2**64, beside a float that knows its
error. Where the float is too near to an edge to tell on which side the cell lies, the difference times the
denominator is a whole number, known modulo 2**64, and small because the float is near: so it is known, and
its sign decides. Products may overflow as they like. Only where error times denominator reaches 2**61 does
a cell stay in doubt, and is left to rationals.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.approx import LARGEST, SLACK, Approx
from compplan.engine.exact.numbers import UNIT, Bends, Bools, Floats, nearest
from compplan.plan.model import RoundingMode

Ints = NDArray[np.int64]
_SAFE = 2.0**61


class Residue:
    """Fractions modulo 2**64, and the floats nearby with the record of what is still in doubt.

    ``scale`` is exact and positive, ``bottom`` (None: 1 everywhere) positive and at most ``size``.
    """

    __slots__ = ("approx", "bottom", "scale", "size", "top")

    def __init__(self, approx: Approx, top: Ints, scale: int, bottom: Ints | None, size: float) -> None:
        """Hold the parts."""
        self.approx, self.top, self.scale, self.bottom, self.size = approx, top, scale, bottom, size

    @property
    def value(self) -> Floats:
        """Give the floats, for showing."""
        return self.approx.value

    @property
    def limit(self) -> float:
        """Bound the absolute value of every cell."""
        return self.approx.limit

    def plus(self, other: Residue | Fraction) -> Residue:
        """Add."""
        if isinstance(other, Fraction):
            scale = lcm(self.scale, other.denominator)
            top = self.raised(scale) + self._whole(other * scale)
            return Residue(self.approx.plus(other), top, scale, self.bottom, self.size)
        approx, scale = self.approx.plus(other.approx), lcm(self.scale, other.scale)
        mine, theirs = self.raised(scale), other.raised(scale)
        if self.bottom is other.bottom:
            return Residue(approx, mine + theirs, scale, self.bottom, self.size)
        top = _product(mine, other.bottom) + _product(theirs, self.bottom)
        return Residue(approx, top, scale, _bottom(self, other), self.size * other.size)

    def times(self, other: Residue | Fraction) -> Residue:
        """Multiply."""
        if isinstance(other, Fraction):
            factor = other / self.scale
            top = self.top if factor.numerator == 1 else self.top * wrapped(factor.numerator)
            return Residue(self.approx.times(other), top, factor.denominator, self.bottom, self.size)
        approx, scale = self.approx.times(other.approx), self.scale * other.scale
        return Residue(approx, self.top * other.top, scale, _bottom(self, other), self.size * other.size)

    def over(self, other: Residue) -> Residue:
        """Divide; cells whose divisor may be 0 are in doubt."""
        approx = self.approx.over(other.approx)
        sign = np.where(other.approx.value < 0, -1, 1)
        turned = other.top * sign
        most = (other.approx.limit + other.approx.error) * _float(other.scale) * other.size
        top = _product(self.top, other.bottom) * (sign * wrapped(other.scale))
        return Residue(approx, top, self.scale, _product(turned, self.bottom), self.size * most)

    def at_most(self, bound: Fraction) -> Residue:
        """Limit from above."""
        return self._chosen(self.approx.at_most(bound), ~self.reaches(bound), bound)

    def at_least(self, bound: Fraction) -> Residue:
        """Limit from below."""
        return self._chosen(self.approx.at_least(bound), self.reaches(bound), bound)

    def bent(self, start: Fraction, bends: Bends) -> Residue:
        """Map through a continuous piecewise linear function: in each cell, the line on which it lies."""
        lines = [(Fraction(0), start)]
        for knot, change in bends:
            slope, level = lines[-1]
            lines.append((slope + change, level - change * knot))
        scale = lcm(*(part.denominator for line in lines for part in line))
        at = np.zeros(self.top.shape, dtype=np.intp)
        for knot, _ in bends:
            at += self.reaches(knot)
        slopes, levels = (
            np.array([wrapped(int(part * scale * up)) for part in parts], dtype=np.int64)
            for parts, up in zip(zip(*lines, strict=True), (1, self.scale), strict=True)
        )
        top = self.top * slopes[at] + _product(levels[at], self.bottom)
        return Residue(self.approx.bent(start, bends), top, self.scale * scale, self.bottom, self.size)

    def reaches(self, edge: Fraction) -> Bools:
        """Compare with an edge."""
        at, error = nearest(edge)
        approx = self.approx
        bound = (approx.error + error + 2 * UNIT * (approx.limit + abs(at))) * SLACK
        if approx.low > at + bound:
            return np.ones(self.top.shape, dtype=bool)
        gap = approx.value - at
        near = np.abs(gap) <= bound
        reached = gap > 0
        if near.any():
            self._decidable(near, bound, edge.denominator)
            scale = edge.denominator * self.scale
            rest = self.top * wrapped(edge.denominator) - self._whole(edge * scale)
            reached = np.where(near, rest >= 0, reached)
        return reached

    def where(self, mask: Bools, other: Fraction) -> Residue:
        """Choose by a mask."""
        return self if mask.all() else self._chosen(self.approx.where(mask, other), mask, other)

    def rounded(self, mode: RoundingMode) -> Floats:
        """Round; where the float does not tell, by the whole number that the fraction is from the jump."""
        approx = self.approx
        bound = (approx.error + 2 * UNIT * approx.limit) * SLACK
        if bound >= 0.25 or approx.limit > LARGEST:
            approx.mark(np.ones(self.top.shape, dtype=bool))
            return np.zeros(self.top.shape)
        low = np.floor(approx.value) if mode.startswith("half") else np.rint(approx.value)
        half = 0.5 if mode.startswith("half") else 0.0
        past = approx.value - low - half
        near = np.abs(past) <= bound
        self._decidable(near, bound, 2)
        jump = (2 * low + 2 * half).astype(np.int64)
        rest = 2 * self.top - _product(jump * wrapped(self.scale), self.bottom)
        side = np.where(near, np.sign(rest), np.sign(past))
        return _rounded(low, side, mode)

    def _chosen(self, approx: Approx, mask: Bools, other: Fraction) -> Residue:
        scale = lcm(self.scale, other.denominator)
        top = np.where(mask, self.raised(scale), self._whole(other * scale))
        return Residue(approx, top, scale, self.bottom, self.size)

    def raised(self, scale: int) -> Ints:
        """Give the top over a multiple of the scale."""
        return self.top if scale == self.scale else self.top * wrapped(scale // self.scale)

    def _whole(self, value: Fraction) -> Any:
        """Give a whole number's top over the bottom alone."""
        return _product(wrapped(int(value)), self.bottom)

    def _decidable(self, near: Bools, bound: float, by: int) -> None:
        """Leave cells in doubt whose difference may be too large to be known."""
        if 2 * bound * by * _float(self.scale) * self.size >= _SAFE:
            self.approx.mark(near)


def wrapped(value: int) -> int:
    """Give the number from -2**63 up that equals a number modulo 2**64."""
    return (value + 2**63) % 2**64 - 2**63


def _float(scale: int) -> float:
    return float(min(scale, 10**300))


def _product(numbers: Any, bottom: Ints | None) -> Any:
    return numbers if bottom is None else numbers * bottom


def _bottom(one: Residue, other: Residue) -> Ints | None:
    if one.bottom is None:
        return other.bottom
    bottom: Ints = _product(one.bottom, other.bottom)
    return bottom


def _rounded(low: Floats, side: Floats, mode: RoundingMode) -> Floats:
    """Round numbers that lie on a side of ``low`` (or of its half): -1 below, 0 on it, 1 above."""
    if mode == "down":
        return low + np.where(low + side * 0.5 > 0, np.minimum(side, 0), np.maximum(side, 0))
    if mode == "up":
        return low + np.where(low + side * 0.5 > 0, np.maximum(side, 0), np.minimum(side, 0))
    tie_up = {"half_up": low >= 0, "half_down": low < 0, "half_even": low % 2 == 1}[mode]
    up: Floats = low + ((side > 0) | ((side == 0) & tie_up))
    return up
