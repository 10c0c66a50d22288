"""Payout curves: attainment (or a value) in, payout rate out, over either kind of number.

Continuous curves are sums of ramps ``max(a - knot, 0)`` and need no comparison; only thresholds and
bands with jumps compare attainment with an edge.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from compplan.engine.exact.numbers import Bends
from compplan.plan.model import Curve

ZERO = Fraction(0)
ONE = Fraction(1)


def payout_rate(curve: Curve, attainment: Any) -> Any:
    """Map attainment to payout rate (1 is 100 %), a number of the same kind.

    Where the curve goes by value or excess, ``attainment`` is that.
    """
    if curve.negative == "nothing":
        return _rate(curve, attainment)
    up = attainment.reaches(ZERO)
    earned = _rate(curve, attainment).where(up, ZERO)
    deducted = _rate(curve, attainment.times(-ONE)).where(~up, ZERO)
    return earned.plus(deducted.times(-ONE))


def _rate(curve: Curve, attainment: Any) -> Any:
    positive = attainment.at_least(ZERO)
    if curve.type == "step":
        rate = band_rate(curve, positive)
    elif curve.type == "tiered_retroactive":
        rate = _retroactive(curve, positive)
    else:
        rate = ramps(curve, positive)
        if not _pays_all(curve):
            rate = rate.plus(-value_at(curve, _threshold(curve)))
    if curve.threshold is not None:
        rate = rate.where(attainment.reaches(curve.threshold), ZERO)
    return rate if curve.cap is None else rate.at_most(curve.cap)


def _retroactive(curve: Curve, attainment: Any) -> Any:
    """Apply the band's rate to all of the attainment, or to what of it is above the threshold or the band."""
    rate = band_rate(curve, attainment)
    if curve.pays == "above_band":
        begins = tuple(band.to or ZERO for band in curve.bands[:-1])
        rates = tuple(band.rate for band in curve.bands)
        unpaid = (rate * begin for rate, begin in zip(rates, (ZERO, *begins), strict=True))
        return rate.times(attainment).plus(chosen(curve, attainment, tuple(unpaid)).times(-ONE))
    return rate.times(attainment if _pays_all(curve) else attainment.plus(-_threshold(curve)))


def band_rate(curve: Curve, attainment: Any) -> Any:
    """Give the rate of the band that holds each attainment."""
    return chosen(curve, attainment, tuple(band.rate for band in curve.bands))


def chosen(curve: Curve, attainment: Any, values: tuple[Fraction, ...]) -> Any:
    """Give each cell the value of the band that holds its attainment; one value a band."""
    result = attainment.times(ZERO).plus(values[-1])
    for band, value in zip(reversed(curve.bands[:-1]), reversed(values[:-1]), strict=True):
        assert band.to is not None
        result = result.where(past(curve, attainment, band.to), value)
    return result


def past(curve: Curve, attainment: Any, edge: Fraction) -> Any:
    """Tell where an attainment is in a later band than the one that ends at an edge."""
    if curve.includes == "from":
        return attainment.reaches(edge)
    return ~attainment.times(-ONE).reaches(-edge)


def ramps(curve: Curve, attainment: Any) -> Any:
    """Evaluate a continuous piecewise linear curve (``linear`` or ``tiered_marginal``)."""
    return attainment.bent(*bends_of(curve))


def bends_of(curve: Curve) -> tuple[Fraction, Bends]:
    """Give a continuous curve's rate at attainment 0 and each (knot, change of slope)."""
    return _bends_of(_Same(curve))


class _Same:
    """A curve as a key of its own: hashing its fractions for every block would take longer than the curve."""

    __slots__ = ("curve",)

    def __init__(self, curve: Curve) -> None:
        self.curve = curve

    def __hash__(self) -> int:
        return id(self.curve)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.curve is self.curve


@lru_cache(maxsize=256)
def _bends_of(same: _Same) -> tuple[Fraction, Bends]:
    curve = same.curve
    if curve.type == "linear":
        slopes = [
            (x0, (y1 - y0) / (x1 - x0))
            for (x0, y0), (x1, y1) in zip(curve.points, curve.points[1:], strict=False)
        ]
        slopes.append((curve.points[-1][0], ZERO))
        start = curve.points[0][1]
    else:
        edges = [ZERO, *(band.to for band in curve.bands if band.to is not None)]
        slopes = [(edge, band.rate) for edge, band in zip(edges, curve.bands, strict=True)]
        start = ZERO
    before = [ZERO, *(slope for _, slope in slopes)]
    changes = ((knot, slope - old) for (knot, slope), old in zip(slopes, before, strict=False))
    return start, tuple((knot, change) for knot, change in changes if change)


def value_at(curve: Curve, attainment: Fraction) -> Fraction:
    """Evaluate a continuous curve at one exact attainment, before threshold and cap."""
    start, bends = bends_of(curve)
    return start + sum((change * max(attainment - knot, ZERO) for knot, change in bends), ZERO)


def _pays_all(curve: Curve) -> bool:
    return curve.pays != "above_threshold" or curve.threshold is None


def _threshold(curve: Curve) -> Fraction:
    return curve.threshold or ZERO
