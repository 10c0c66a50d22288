"""Exact inputs of the formulas: whole numerators per period and participant, one denominator per period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.numbers import UNIT, Approx, Bools, Exact, objects

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
        largest = float(np.abs(numerator).max(initial=0.0))
        error = UNIT * largest if largest > 2.0**53 else 0.0
        divisor = np.array([float(den) for den in self.denominator[rows]])
        smallest = min(divisor, default=1.0)
        if smallest == 1.0 and max(divisor, default=1.0) == 1.0:
            return Approx(numerator, error, largest, doubt)
        limit = largest / smallest
        return Approx(numerator / divisor[:, None], error / smallest + 3 * UNIT * limit, limit, doubt)

    def ratio(self, other: Quantity, rows: slice, columns: slice, doubt: Bools) -> Approx:
        """Divide a block by another that is nowhere 0; the error is relative, however small the divisor."""
        own, by = (q.numerator[rows, columns].astype(np.float64) for q in (self, other))
        np.divide(own, by, out=own)
        pairs = list(zip(other.denominator[rows], self.denominator[rows], strict=True))
        if any(top != bottom for top, bottom in pairs):
            own *= np.array([top / bottom for top, bottom in pairs])[:, None]
        limit = float(max(abs(own.max(initial=0.0)), abs(own.min(initial=0.0))))
        return Approx(own, 6 * UNIT * limit, limit, doubt)

    def exact(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Exact:
        """Give some cells as rationals."""
        numerators = self.numerator[rows, columns].tolist()
        return Exact(
            objects([Fraction(n, self.denominator[t]) for n, t in zip(numerators, rows, strict=True)])
        )

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
