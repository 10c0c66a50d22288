"""Measure weights and the path on which they move."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

PathType = Literal["steps", "linear", "s_curve", "monthly"]

Weights = tuple[Fraction, ...]
"""Measure weights in the order of ``Plan.measures``."""


@dataclass(frozen=True, slots=True)
class Path:
    """How weights move from ``before``; ``rows`` by plan year (steps), plan month (monthly) or one (to)."""

    type: PathType
    before: Weights
    rows: tuple[tuple[int, Weights], ...]
    over_months: int | None = None
