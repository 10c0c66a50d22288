"""The base that a rate is paid on: target incentive x measure weight, a target, an actual, or one unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.quantity import Quantity, bound
from compplan.engine.measure import Ratio, Value
from compplan.plan.model import Curve

_SAFE = 2**62
_ROOM = {np.int32: 2**31, np.int64: _SAFE}
"""What whole numbers of a kind are to stay below."""


def base_of(
    incentive_parts: NDArray[np.int64],
    weights: Sequence[Fraction],
    year_parts: Sequence[int],
    windows: Sequence[range],
) -> Quantity:
    """Sum a measure's part of the target incentive over each window of plan months, in minor units.

    ``incentive_parts`` [plan months, participants] is yearly target incentive (minor units) x parts of a
    year, which has ``year_parts`` of each month's parts; ``weights`` has the measure's weight of each month.
    A window lies in one plan year, and windows stand in order of it.
    """
    factors = [weight / parts for weight, parts in zip(weights, year_parts, strict=False)]
    if all(len(window) == 1 for window in windows):
        return _of_months(incentive_parts, factors, [window.start for window in windows])
    rows: list[NDArray[Any]] = []
    denominators: list[int] = []
    for year, group in groupby(windows, lambda window: window.start // 12):
        inside = [range(window.start - 12 * year, window.stop - 12 * year) for window in group]
        months = slice(12 * year, min(12 * year + 12, len(weights)))
        common = lcm(*(factor.denominator for factor in factors[months]))
        scaled = [factor.numerator * (common // factor.denominator) for factor in factors[months]]
        rows += _sums(incentive_parts[months], scaled, inside)
        denominators += [common] * len(inside)
    return Quantity(np.stack(rows), tuple(denominators))


def _of_months(parts: NDArray[np.int64], factors: Sequence[Fraction], months: Sequence[int]) -> Quantity:
    """Multiply each of some months by its factor, in as few bytes as hold the products."""
    tops = [factors[month].numerator for month in months]
    sizes = [abs(top) * max(1, bound(parts[month])) for top, month in zip(tops, months, strict=True)]
    kind: Any = next((each for each in (np.int32, np.int64) if max(sizes, default=0) < _ROOM[each]), object)
    rows = np.empty((len(months), parts.shape[1]), dtype=kind)
    for row, top, month in zip(rows, tops, months, strict=True):
        if kind is object:
            row[:] = parts[month].astype(object) * top
        else:
            np.multiply(parts[month], top, out=row, casting="unsafe")
    return Quantity(rows, tuple(factors[month].denominator for month in months))


def commission_base(curve: Curve, source: Ratio | Value, exponent: int) -> Quantity:
    """Give what a commission's rates are paid on, in minor units of a currency with ``exponent``.

    A linear or step curve gives one rate for all of the actual; a tiered one has its parts, of the value or
    of the attainment, in itself, and is paid on one unit or on the target.
    """
    if curve.type in ("linear", "step"):
        return _in_minor_units(_signless(source.actual, curve), exponent)
    if curve.by != "attainment" or isinstance(source, Value):
        return unit_base(source.actual.numerator.shape, exponent)
    target = Quantity(np.where(source.zero, 0, source.target.numerator), source.target.denominator)
    return _in_minor_units(target, exponent)


def _signless(actual: Quantity, curve: Curve) -> Quantity:
    """Give the actual that a rate is paid on; the rate carries the sign of what deducts."""
    deducts = curve.negative == "deducts"
    numerator = np.abs(actual.numerator) if deducts else np.maximum(actual.numerator, 0)
    return Quantity(numerator, actual.denominator)


def unit_base(shape: tuple[int, ...], exponent: int) -> Quantity:
    """Give one unit of a currency with ``exponent``, in minor units, for every window and participant."""
    return Quantity(np.full(shape, 10**exponent, dtype=np.int64), (1,) * shape[0])


def _in_minor_units(quantity: Quantity, exponent: int) -> Quantity:
    """Multiply by what a unit has of minor units; `SCALE` holds them, so denominators nearly always do."""
    if all(denominator % 10**exponent == 0 for denominator in quantity.denominator):
        return Quantity(quantity.numerator, tuple(den // 10**exponent for den in quantity.denominator))
    return Quantity(quantity.numerator.astype(object) * 10**exponent, quantity.denominator)


def _sums(
    parts: NDArray[np.int64], factors: Sequence[int], windows: Sequence[range]
) -> Iterator[NDArray[Any]]:
    """Sum ``parts[i] * factors[i]`` over windows, as differences of running sums."""
    largest = np.abs(parts).max(axis=1, initial=1).tolist()
    safe = sum(abs(factor) * most for factor, most in zip(factors, largest, strict=True)) < _SAFE
    kind: Any = np.int64 if safe else object
    running = np.zeros((len(parts) + 1, parts.shape[1]), dtype=kind)
    np.cumsum(parts.astype(kind) * np.array(factors, dtype=kind)[:, None], axis=0, out=running[1:])
    return (running[window.stop] - running[window.start] for window in windows)
