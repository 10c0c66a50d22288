"""Weights over time: what each plan month's measure weights are, and how bold the transition is."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction

from compplan.plan.model import Path, Weights


def weights_by_month(path: Path, months: int) -> tuple[Weights, ...]:
    """Give the exact measure weights of plan months 1 to ``months``."""
    return tuple(_weights(path, month) for month in range(1, months + 1))


def distance(weights: Weights, before: Weights) -> Fraction:
    """Measure how far weights are from the old ones: half the sum of absolute differences (0 to 1)."""
    return sum((abs(new - old) for new, old in zip(weights, before, strict=True)), Fraction()) / 2


def boldness(path: Path, months: int) -> Fraction | None:
    """Give the area under the path relative to an immediate step; None if the path ends where it began."""
    distances = [distance(weights, path.before) for weights in weights_by_month(path, months)]
    if not distances[-1]:
        return None
    return sum(distances, Fraction()) / len(distances) / distances[-1]


def _weights(path: Path, month: int) -> Weights:
    if path.type in ("linear", "s_curve"):
        x = min(Fraction(month, path.over_months or 1), Fraction(1))
        progress = x if path.type == "linear" else x * x * (3 - 2 * x)
        ((_, to),) = path.rows
        return tuple(old + (new - old) * progress for old, new in zip(path.before, to, strict=True))
    at = (month - 1) // 12 + 1 if path.type == "steps" else month
    keys = [key for key, _ in path.rows]
    return path.rows[bisect_right(keys, at) - 1][1]
