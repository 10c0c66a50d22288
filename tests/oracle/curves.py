"""Payout curves: attainment to payout rate."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

Curve = dict[str, Any]


def payout_rate(curve: Curve, attainment: Fraction) -> Fraction:
    """Map attainment (1 is 100 %), or a value, to the payout rate, threshold and cap included."""
    if curve["negative"] == "deducts" and attainment < 0:
        return -payout_rate(curve, -attainment)
    attainment = max(attainment, Fraction(0))
    threshold, cap = curve["threshold"], curve["cap"]
    if threshold is not None and attainment < threshold:
        return Fraction(0)
    paid_from = threshold if curve["pays"] == "above_threshold" else None
    if curve["pays"] == "above_band":
        ended = [to for to, _ in curve["bands"] if to is not None and not _inside(curve, to, attainment)]
        paid_from = max(ended, default=None)
    rate = _rate(curve, attainment, paid_from)
    return rate if cap is None else min(rate, cap)


def _rate(curve: Curve, attainment: Fraction, paid_from: Fraction | None) -> Fraction:
    """Rate without threshold and cap; ``paid_from`` is None where the curve pays from zero."""
    if curve["type"] == "step":
        return _band_rate(curve, attainment)
    if curve["type"] == "tiered_retroactive":
        return _band_rate(curve, attainment) * (attainment - (paid_from or Fraction(0)))
    value = _on_lines if curve["type"] == "linear" else _over_bands
    return value(curve, attainment) - (Fraction(0) if paid_from is None else value(curve, paid_from))


def _on_lines(curve: Curve, attainment: Fraction) -> Fraction:
    points: list[tuple[Fraction, Fraction]] = curve["points"]
    if attainment <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if attainment <= right:
            return low + (high - low) * (attainment - left) / (right - left)
    return points[-1][1]


def _band_rate(curve: Curve, attainment: Fraction) -> Fraction:
    rate: Fraction = next(rate for to, rate in curve["bands"] if to is None or _inside(curve, to, attainment))
    return rate


def _inside(curve: Curve, to: Fraction, attainment: Fraction) -> bool:
    """Tell whether an attainment is not past the end of a band."""
    return attainment < to or (curve["includes"] == "to" and attainment == to)


def _over_bands(curve: Curve, attainment: Fraction) -> Fraction:
    bands: list[tuple[Fraction | None, Fraction]] = curve["bands"]
    total, lower = Fraction(0), Fraction(0)
    for to, rate in bands:
        if to is None or attainment < to:
            return total + rate * (attainment - lower)
        total, lower = total + rate * (to - lower), to
    return total
