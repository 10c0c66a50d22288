"""Payout curves: attainment in, payout rate out, over either kind of number.

Continuous curves are sums of ramps ``max(a - knot, 0)`` and need no comparison; only thresholds and
bands with jumps compare attainment with an edge.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from compplan.plan.model import Curve

ZERO = Fraction(0)


def payout_rate(curve: Curve, attainment: Any) -> Any:
    """Map attainment to payout rate (1 is 100 %), a number of the same kind."""
    positive = attainment.at_least(ZERO)
    if curve.type == "step":
        rate = band_rate(curve, positive)
    elif curve.type == "tiered_retroactive":
        counted = positive if _pays_all(curve) else positive.plus(-_threshold(curve))
        rate = band_rate(curve, positive).times(counted)
    else:
        rate = ramps(curve, positive)
        if not _pays_all(curve):
            rate = rate.plus(-value_at(curve, _threshold(curve)))
    if curve.threshold is not None:
        rate = rate.where(attainment.reaches(curve.threshold), ZERO)
    return rate if curve.cap is None else rate.at_most(curve.cap)


def band_rate(curve: Curve, attainment: Any) -> Any:
    """Give the rate of the band that holds each attainment."""
    rate = attainment.times(ZERO).plus(curve.bands[-1].rate)
    for band in reversed(curve.bands[:-1]):
        assert band.to is not None
        rate = rate.where(attainment.reaches(band.to), band.rate)
    return rate


def ramps(curve: Curve, attainment: Any) -> Any:
    """Evaluate a continuous piecewise linear curve (``linear`` or ``tiered_marginal``)."""
    return attainment.bent(*bends_of(curve))


@lru_cache(maxsize=256)
def bends_of(curve: Curve) -> tuple[Fraction, tuple[tuple[Fraction, Fraction], ...]]:
    """Give a continuous curve's rate at attainment 0 and each (knot, change of slope)."""
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
    return curve.pays == "from_zero" or curve.threshold is None


def _threshold(curve: Curve) -> Fraction:
    return curve.threshold or ZERO
