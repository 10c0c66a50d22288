"""Exact inputs of the formulas: whole numerators per period and participant, one denominator per period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.approx import SLACK, Approx, ends_of
from compplan.engine.exact.numbers import UNIT, Bools, Exact, objects
from compplan.engine.exact.residue import Residue, wrapped

_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Quantity:
    """Exact values [periods, participants]: ``numerator[t, p] / denominator[t]``.

    Numerators are int64, narrower integers (`widths`), or Python integers (dtype object) where int64 could
    overflow.
    """

    numerator: NDArray[Any]
    denominator: tuple[int, ...]

    def approx(self, rows: slice, columns: slice, doubt: Bools) -> Approx:
        """Give a block as floats with their error bound."""
        value = self.numerator[rows, columns].astype(np.float64)
        low, high = ends_of(value)
        most = max(-low, high)
        if all(divisor == 1 for divisor in self.denominator[rows]):
            return Approx(value, UNIT * most if most > 2.0**53 else 0.0, low, high, doubt)
        shares = [1 / divisor for divisor in self.denominator[rows]]
        value *= _column(shares)
        up = max(shares) * SLACK
        return Approx(value, 4 * UNIT * most * up, low * up, high * up, doubt)

    def ratio(
        self, other: Quantity, rows: slice, columns: slice, doubt: Bools, limit: float | None
    ) -> Approx:
        """Divide a block by another that is nowhere 0; the error is relative, however small the divisor."""
        value = self.numerator[rows, columns].astype(np.float64)
        value /= other.numerator[rows, columns].astype(np.float64)
        if self.denominator[rows] != other.denominator[rows]:
            pairs = zip(other.denominator[rows], self.denominator[rows], strict=True)
            value *= _column([top / bottom for top, bottom in pairs])
        low, high = ends_of(value) if limit is None else (0.0, limit)
        return Approx(value, 6 * UNIT * max(-low, high), low, high, doubt)

    def exact(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Exact:
        """Give some cells as rationals."""
        numerators = cells_of(self.numerator, rows, columns).tolist()
        return Exact(
            objects([Fraction(n, self.denominator[t]) for n, t in zip(numerators, rows, strict=True)])
        )

    def residue(self, rows: NDArray[np.intp], columns: NDArray[np.intp], doubt: Bools) -> Residue:
        """Give some cells as fractions modulo 2**64."""
        numerator = cells_of(self.numerator, rows, columns)
        value = numerator.astype(np.float64)
        low, high = ends_of(value)
        top, scale, up = _residues(numerator), lcm(*self.denominator), 1.0
        if scale != 1:
            value *= np.array([1 / divisor for divisor in self.denominator])[rows]
            top *= np.array([wrapped(scale // divisor) for divisor in self.denominator])[rows]
            up = SLACK / min(self.denominator)
        error = 4 * UNIT * max(-low, high) * up
        return Residue(Approx(value, error, low * up, high * up, doubt), top, scale, None, 1.0)

    def residue_ratio(
        self, other: Quantity, rows: NDArray[np.intp], columns: NDArray[np.intp], doubt: Bools
    ) -> Residue:
        """Divide some cells by another quantity's, nowhere 0, as fractions modulo 2**64."""
        top, bottom = (cells_of(each.numerator, rows, columns) for each in (self, other))
        value = top.astype(np.float64)
        value /= bottom.astype(np.float64)
        size = float(np.abs(bottom).max(initial=1))
        tops, bottoms = _residues(top), _residues(bottom)
        if (bottom < 0).any():
            sign = np.where(bottom < 0, -1, 1)
            tops, bottoms = tops * sign, bottoms * sign
        scale = 1
        if self.denominator != other.denominator:
            ups = [Fraction(o, s) for o, s in zip(other.denominator, self.denominator, strict=True)]
            scale = lcm(*(up.denominator for up in ups))
            value *= np.array([float(up) for up in ups])[rows]
            tops *= np.array([wrapped(int(up * scale)) for up in ups])[rows]
        low, high = ends_of(value)
        approx = Approx(value, 6 * UNIT * max(-low, high), low, high, doubt)
        return Residue(approx, tops, scale, bottoms, size)

    def times(self, other: Quantity) -> Quantity:
        """Multiply by another quantity of the same shape."""
        large = _largest(self.numerator) * _largest(other.numerator) >= _SAFE
        kind: Any = object if large else np.int64
        denominator = tuple(a * b for a, b in zip(self.denominator, other.denominator, strict=True))
        return Quantity(self.numerator.astype(kind) * other.numerator.astype(kind), denominator)

    def times_rows(self, factors: Sequence[int]) -> Quantity:
        """Multiply each row by a whole number of its own."""
        large = _largest(self.numerator) * max(1, *map(abs, factors)) >= _SAFE
        column = np.array(factors, dtype=object if large else np.int64)[:, None]
        return Quantity(self.numerator.astype(column.dtype) * column, self.denominator)

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
        most = sum(abs(s) * bound(parts[i]) for s, i in zip(scaled, group, strict=True))
        kind: type = np.int64 if most < _SAFE else object
        total: NDArray[Any] = np.zeros(parts.shape[1], dtype=kind)
        for i, s in zip(group, scaled, strict=True):
            total = total + parts[i].astype(kind) * s
        rows.append(total)
        denominators.append(common)
    if not rows:
        return Quantity(np.zeros((0, parts.shape[1]), dtype=np.int64), ())
    mixed = any(row.dtype == object for row in rows)
    return Quantity(np.stack([row.astype(object) for row in rows] if mixed else rows), tuple(denominators))


def cells_of(array: NDArray[Any], rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[Any]:
    """Take single cells of an array; by one index it takes half the time that it takes by two."""
    if not array.flags.c_contiguous:
        return array[rows, columns]
    taken: NDArray[Any] = array.reshape(-1).take(rows * array.shape[1] + columns)
    return taken


def _column(factors: list[float]) -> Any:
    """Give one factor for each row, or one for all."""
    return factors[0] if len(factors) == 1 else np.array(factors)[:, None]


def _residues(numbers: NDArray[Any]) -> NDArray[np.int64]:
    if numbers.dtype == object:
        return np.array([wrapped(int(number)) for number in numbers.tolist()], dtype=np.int64)
    return numbers.astype(np.int64, copy=False)


def _common(factors: Sequence[Fraction]) -> int:
    common = 1
    for factor in factors:
        common = common * factor.denominator // gcd(common, factor.denominator)
    return common


def bound(row: NDArray[Any]) -> int:
    """Give the largest of some whole numbers, either way."""
    return max(abs(int(row.max(initial=0))), abs(int(row.min(initial=0))))


def _largest(numerator: NDArray[Any]) -> int:
    return max((bound(row) for row in numerator), default=0)
