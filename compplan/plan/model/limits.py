"""Caps and floors: money, or shares of the target incentive."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class OfIncentive:
    """A limit that is a share of the target incentive of the same months."""

    share: Fraction


Amount = Fraction | OfIncentive
"""A limit: money, or a share of the target incentive."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits, each for what it is called by; None where there is none.

    Of a measure: ``transaction``, ``payout_period`` and ``plan_year``; of a plan: ``payout_period``,
    ``plan_year`` and ``total``.
    """

    transaction: Amount | None = None
    payout_period: Amount | None = None
    plan_year: Amount | None = None
    total: Amount | None = None
