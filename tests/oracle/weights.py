"""Measure weights of each plan month."""

from __future__ import annotations

from fractions import Fraction
from typing import Any


def weights_by_month(path: dict[str, Any], months: int) -> list[dict[str, Fraction]]:
    """Give the delivered measure weights of plan months 1 to ``months``; a measure not named has 0."""
    return [_weights(path, month) for month in range(1, months + 1)]


def _weights(path: dict[str, Any], month: int) -> dict[str, Fraction]:
    rows: dict[int, dict[str, Fraction]] = path["rows"]
    if path["type"] == "steps":
        return rows[(month - 1) // 12 + 1]
    if path["type"] == "monthly":
        return rows[max(at for at in rows if at <= month)]
    x = min(Fraction(month, path["over_months"]), Fraction(1))
    progress = x if path["type"] == "linear" else 3 * x**2 - 2 * x**3
    before, to = path["before"], path["to"]
    return {
        key: before.get(key, Fraction(0))
        + (to.get(key, Fraction(0)) - before.get(key, Fraction(0))) * progress
        for key in before | to
    }
