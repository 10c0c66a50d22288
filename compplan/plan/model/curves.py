"""Payout curves: maps from attainment, or from a value, to what is paid."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.plan.model.later import later

CurveType = Literal["linear", "step", "tiered_marginal", "tiered_retroactive"]
Pays = Literal["from_zero", "above_threshold", "above_band"]
By = Literal["attainment", "value", "excess", "rank"]
Within = Literal["all", "role", "team", "region"]
Ties = Literal["best", "average"]
Includes = Literal["from", "to"]
Negative = Literal["nothing", "deducts"]


@dataclass(frozen=True, slots=True)
class Band:
    """A band of attainment up to, not including, ``to`` (None: without end), and its rate."""

    to: Fraction | None
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Curve:
    """A map from attainment to payout rate; ``points`` for ``linear``, ``bands`` for the others.

    Where ``by`` is ``value``, points and bands are of the actual; where it is ``excess``,
    of actual less target; where it is ``rank``, of the place among others, 1 for the best.
    """

    type: CurveType
    points: tuple[tuple[Fraction, Fraction], ...] = ()
    bands: tuple[Band, ...] = ()
    threshold: Fraction | None = None
    pays: Pays = "from_zero"
    cap: Fraction | None = None
    by: By = later("attainment")
    includes: Includes = later("from")
    """The end of a band that belongs to it."""
    negative: Negative = later("nothing")
    """What a value below 0 does."""
    within: Within | None = later(None)
    """Among whom a rank counts."""
    ties: Ties | None = later(None)
    """Which rank those have who share one: the best of their places, or the average."""


PLAIN = Curve("tiered_marginal", bands=(Band(None, Fraction(1)),))
"""The rate is the attainment: what a measure has that is given no curve."""
