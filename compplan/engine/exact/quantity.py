"""Exact inputs of the formulas: whole numerators per period and participant, one denominator per period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.doubled import Doubled, Grain, doubled_ratio
from compplan.engine.exact.numbers import UNIT, Approx, Bools, Exact, largest_of, objects

_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Quantity:
    """Exact values [periods, participants]: ``numerator[t, p] / denominator[t]``.

    Numerators are int64, or Python integers (dtype object) where int64 could overflow.
    """

    numerator: NDArray[Any]
    denominator: tuple[int, ...]

    def approx(self, rows: slice, columns: slice, doubt: Bools) -> Approx:
        """Give a block as floats with their error bound."""
        numerator = self.numerator[rows, columns].astype(np.float64)
        largest = largest_of(numerator)
        divisors = [float(den) for den in self.denominator[rows]]
        if all(divisor == 1.0 for divisor in divisors):
            return Approx(numerator, UNIT * largest if largest > 2.0**53 else 0.0, largest, doubt)
        limit = largest / min(divisors)
        numerator /= divisors[0] if len(divisors) == 1 else np.array(divisors)[:, None]
        return Approx(numerator, 4 * UNIT * limit, limit, doubt)

    def ratio(
        self, other: Quantity, rows: slice, columns: slice, doubt: Bools, limit: float | None
    ) -> Approx:
        """Divide a block by another that is nowhere 0; the error is relative, however small the divisor."""
        value = self.numerator[rows, columns].astype(np.float64)
        value /= other.numerator[rows, columns].astype(np.float64)
        scales = [
            float(Fraction(top, bottom)) if top != bottom else 1.0
            for top, bottom in zip(other.denominator[rows], self.denominator[rows], strict=True)
        ]
        if any(scale != 1.0 for scale in scales):
            value *= scales[0] if len(scales) == 1 else np.array(scales)[:, None]
        limit = largest_of(value) if limit is None else limit
        return Approx(value, 6 * UNIT * limit, limit, doubt)

    def exact(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Exact:
        """Give some cells as rationals."""
        numerators = self.numerator[rows, columns].tolist()
        return Exact(
            objects([Fraction(n, self.denominator[t]) for n, t in zip(numerators, rows, strict=True)])
        )

    def doubled(self, rows: NDArray[np.intp], columns: NDArray[np.intp], doubt: Bools) -> Doubled:
        """Give some cells as pairs of floats."""
        denominators = np.array(self.denominator, dtype=object)[rows]
        grain = Grain(lcm(*set(denominators.tolist())))
        small = denominators.astype(np.int64) if max(grain.shared, 1) < _SAFE else denominators
        return doubled_ratio(self.numerator[rows, columns], small, grain, doubt)

    def doubled_ratio(
        self, other: Quantity, rows: NDArray[np.intp], columns: NDArray[np.intp], doubt: Bools
    ) -> Doubled:
        """Divide some cells by another quantity's, as pairs of floats."""
        bottom = other.numerator[rows, columns]
        by = Grain(1, ((id(other.numerator), int(np.abs(bottom).max(initial=1)), 1),))
        ratio = doubled_ratio(self.numerator[rows, columns], bottom, by, doubt)
        scales = {Fraction(other.denominator[t], self.denominator[t]) for t in set(rows.tolist())}
        if scales == {Fraction(1)}:
            return ratio
        if len(scales) == 1:
            return ratio.times(scales.pop())
        tops, bottoms = (np.array(q.denominator, dtype=object)[rows] for q in (other, self))
        return ratio.times(doubled_ratio(tops, bottoms, Grain(lcm(*set(bottoms.tolist()))), doubt))

    def cell(self, row: int, column: int) -> Fraction:
        """Give one cell."""
        return Fraction(int(self.numerator[row, column]), self.denominator[row])


def weighted_sums(
    parts: NDArray[np.int64], factors: Sequence[Fraction], groups: Iterable[Sequence[int]]
) -> Quantity:
    """Sum ``parts[i] * factors[i]`` over each group of rows, exactly.

    ``parts`` is [rows, participants]; the result has one row per group.
    """
    rows, denominators = [], []
    for group in groups:
        used = [factors[i] for i in group]
        common = _common(used)
        scaled = [int(factor * common) for factor in used]
        bound = sum(abs(s) * _bound(parts[i]) for s, i in zip(scaled, group, strict=True))
        kind: type = np.int64 if bound < _SAFE else object
        total: NDArray[Any] = np.zeros(parts.shape[1], dtype=kind)
        for i, s in zip(group, scaled, strict=True):
            total = total + parts[i].astype(kind) * s
        rows.append(total)
        denominators.append(common)
    if not rows:
        return Quantity(np.zeros((0, parts.shape[1]), dtype=np.int64), ())
    mixed = any(row.dtype == object for row in rows)
    return Quantity(np.stack([row.astype(object) for row in rows] if mixed else rows), tuple(denominators))


def _common(factors: Sequence[Fraction]) -> int:
    common = 1
    for factor in factors:
        common = common * factor.denominator // gcd(common, factor.denominator)
    return common


def _bound(row: NDArray[np.int64]) -> int:
    return max(abs(int(row.max(initial=0))), abs(int(row.min(initial=0))))
