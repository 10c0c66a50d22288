"""Payout curves: maps from attainment to payout rate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

CurveType = Literal["linear", "step", "tiered_marginal", "tiered_retroactive"]
Pays = Literal["from_zero", "above_threshold"]


@dataclass(frozen=True, slots=True)
class Band:
    """A band of attainment up to, not including, ``to`` (None: without end), and its rate."""

    to: Fraction | None
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Curve:
    """A map from attainment to payout rate; ``points`` for ``linear``, ``bands`` for the others."""

    type: CurveType
    points: tuple[tuple[Fraction, Fraction], ...] = ()
    bands: tuple[Band, ...] = ()
    threshold: Fraction | None = None
    pays: Pays = "from_zero"
    cap: Fraction | None = None
