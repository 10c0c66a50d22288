"""A third kind of number, between fast floats and rationals: pairs of floats that know their denominator.

A pair carries about 106 bits. Every cell is also known to be a whole multiple of ``1 / grain``: two
different values of that kind are at least ``1 / grain`` apart. So where a pair lies closer to an edge or a
tie than that, its true value *is* the edge or the tie, and the case is decided; what is still in doubt
after that is left to rationals. The arithmetic of pairs is Dekker's (Numerische Mathematik 18, 1971).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.numbers import Bools, Floats, whole
from compplan.plan.model import RoundingMode

TINY = 2.0**-100
"""Bounds the relative error of one operation on pairs, generously."""
_SPLIT = 2.0**27 + 1
_LARGEST = 2.0**52

Pair = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Grain:
    """Denominators of an array: a number for all cells, times arrays (by identity: largest value, power)."""

    shared: int = 1
    arrays: tuple[tuple[int, int, int], ...] = ()

    def with_sum(self, other: Grain) -> Grain:
        """Give the grain of a sum."""
        return Grain(lcm(self.shared, other.shared), _merged(self, other, max))

    def with_product(self, other: Grain) -> Grain:
        """Give the grain of a product."""
        return Grain(self.shared * other.shared, _merged(self, other, lambda a, b: a + b))

    @property
    def largest(self) -> float:
        """Bound the denominator of every cell."""
        product = self.shared
        for _, size, power in self.arrays:
            product *= size**power
        return float(min(product, 10**300))


class Doubled:
    """Pairs of floats with an error bound, a grain, and the cells in doubt so far."""

    __slots__ = ("doubt", "error", "grain", "high", "limit", "low")

    def __init__(self, pair: Pair, error: float, limit: float, grain: Grain, doubt: Bools) -> None:
        """Hold the parts; ``doubt`` is shared by all numbers of one evaluation."""
        self.high, self.low = pair
        self.error, self.limit, self.grain, self.doubt = error * 1.0001, limit * 1.0001, grain, doubt

    @property
    def value(self) -> Floats:
        """Give the nearest floats, for showing."""
        nearest: Floats = self.high + self.low
        return nearest

    def plus(self, other: Doubled | Fraction) -> Doubled:
        """Add."""
        b = self._like(other)
        limit = self.limit + b.limit
        error = self.error + b.error + TINY * limit
        return Doubled(_sum(self.pair, b.pair), error, limit, self.grain.with_sum(b.grain), self.doubt)

    def times(self, other: Doubled | Fraction) -> Doubled:
        """Multiply."""
        b = self._like(other)
        limit = self.limit * b.limit
        error = self.limit * b.error + b.limit * self.error + self.error * b.error + TINY * limit
        pair = _product(self.pair, b.pair)
        return Doubled(pair, error, limit, self.grain.with_product(b.grain), self.doubt)

    def over(self, other: Doubled) -> Doubled:
        """Divide; cells whose divisor may be 0 are in doubt."""
        smallest = float(np.abs(other.high).min(initial=np.inf)) * 0.9999 - other.error
        if smallest <= 0:
            self.doubt[...] = True
            return self
        limit = self.limit / smallest
        error = (self.error + limit * other.error) / smallest + TINY * limit
        numerator = int(min(other.limit * other.grain.largest, 1e300)) + 1
        grain = self.grain.with_product(Grain(1, ((id(other), numerator, 1),)))
        return Doubled(_quotient(self.pair, other.pair), error, limit, grain, self.doubt)

    def at_most(self, bound: Fraction) -> Doubled:
        """Limit from above."""
        return self._chosen(bound, self._gap(bound) <= 0)

    def at_least(self, bound: Fraction) -> Doubled:
        """Limit from below."""
        return self._chosen(bound, self._gap(bound) >= 0)

    def reaches(self, edge: Fraction) -> Bools:
        """Compare with an edge; a cell nearer than its grain allows is exactly on it."""
        gap = self._gap(edge)
        on_edge = self._decided(np.abs(gap), lcm(self.grain.shared, edge.denominator))
        reached: Bools = on_edge | (gap > 0)
        return reached

    def where(self, mask: Bools, other: Fraction) -> Doubled:
        """Choose by a mask."""
        return self._chosen(other, mask)

    def rounded(self, mode: RoundingMode) -> NDArray[np.int64]:
        """Round; a cell nearer to where the rounding jumps than its grain allows is exactly there."""
        self.doubt |= np.abs(self.high) > _LARGEST
        if not mode.startswith("half"):
            return self._directed(mode)
        floor = np.floor(self.high)
        past = (self.high - floor - 0.5) + self.low
        tie = self._decided(np.abs(past), 2 * self.grain.shared)
        upper = {"half_up": floor >= 0, "half_down": floor < 0, "half_even": floor % 2 == 1}[mode]
        return whole(floor + np.where(tie, upper, past > 0))

    def _directed(self, mode: RoundingMode) -> NDArray[np.int64]:
        nearest = np.rint(self.high)
        past = (self.high - nearest) + self.low
        exactly = self._decided(np.abs(past), self.grain.shared)
        floor = np.where(exactly | (past > 0), nearest, nearest - 1)
        away_is_up = nearest + past > 0
        moves = ~exactly & (away_is_up if mode == "up" else ~away_is_up)
        return whole(floor + moves)

    def _decided(self, distance: Floats, shared: int) -> Bools:
        """Tell which cells are at a distance of exactly 0; those that cannot be told are in doubt."""
        near = distance <= self.error * 1.0001
        apart = 1 / Grain(shared, self.grain.arrays).largest
        if self.error * 4 >= apart:
            np.logical_or(self.doubt, near, out=self.doubt)
        return near

    def _gap(self, edge: Fraction) -> Floats:
        gap: Floats = _sum(self.pair, _constant(-edge))[0]
        return gap

    def _chosen(self, other: Fraction, keep: Bools) -> Doubled:
        high, low = _constant(other)
        pair = np.where(keep, self.high, high), np.where(keep, self.low, low)
        grain = self.grain.with_sum(Grain(other.denominator))
        size = abs(float(other))
        return Doubled(pair, max(self.error, TINY * size), max(self.limit, size), grain, self.doubt)

    def _like(self, other: Doubled | Fraction) -> Doubled:
        if isinstance(other, Doubled):
            return other
        size = abs(float(other))
        return Doubled(_constant(other), TINY * size, size, Grain(other.denominator), self.doubt)

    @property
    def pair(self) -> Pair:
        """Give the high and low parts."""
        return self.high, self.low


def doubled_ratio(
    numerators: NDArray[Any], denominators: NDArray[Any], grain: Grain, doubt: Bools
) -> Doubled:
    """Divide whole numbers, cell by cell, as pairs; ``grain`` bounds the denominators."""
    pair = _quotient(_from_whole(numerators), _from_whole(denominators))
    limit = float(np.abs(pair[0]).max(initial=0.0))
    return Doubled(pair, TINY * limit, limit, grain, doubt)


def _merged(one: Grain, other: Grain, combine: Any) -> tuple[tuple[int, int, int], ...]:
    powers = {key: (size, power) for key, size, power in one.arrays}
    for key, size, power in other.arrays:
        known = powers.get(key)
        powers[key] = (size, power) if known is None else (max(size, known[0]), combine(known[1], power))
    return tuple((key, size, power) for key, (size, power) in powers.items())


def _from_whole(numbers: NDArray[Any]) -> Pair:
    high = numbers.astype(np.float64)
    if numbers.dtype == object:
        exact = [int(n) - int(h) for n, h in zip(numbers.tolist(), high.tolist(), strict=True)]
        return high, np.array(exact, dtype=np.float64)
    return high, (numbers - high.astype(np.int64)).astype(np.float64)


def _constant(value: Fraction) -> Pair:
    high = float(value)
    return high, float(value - Fraction(high))


def _sum(a: Pair, b: Pair) -> Pair:
    """Add; the error is relative to the larger term, which is how `Doubled` counts it."""
    high, error = _two_sum(a[0], b[0])
    return _fast_two_sum(high, error + (a[1] + b[1]))


def _product(a: Pair, b: Pair) -> Pair:
    high, error = _two_product(a[0], b[0])
    return _fast_two_sum(high, error + (a[0] * b[1] + a[1] * b[0]))


def _quotient(a: Pair, b: Pair) -> Pair:
    first = a[0] / b[0]
    product, error = _two_product(first, b[0])
    rest = (a[0] - product - error) + (a[1] - first * b[1])
    return _fast_two_sum(first, rest / b[0])


def _two_sum(a: Any, b: Any) -> Pair:
    total = a + b
    shifted = total - a
    return total, (a - (total - shifted)) + (b - shifted)


def _fast_two_sum(a: Any, b: Any) -> Pair:
    total = a + b
    return total, b - (total - a)


def _two_product(a: Any, b: Any) -> Pair:
    product = a * b
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    return product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low


def _halves(a: Any) -> Pair:
    scaled = _SPLIT * a
    high = scaled - (scaled - a)
    return high, a - high
