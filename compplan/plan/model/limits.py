"""Caps and floors in money."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Limits:
    """Amounts of money, each for what it is called by; None where there is none.

    Of a measure: ``transaction``, ``payout_period`` and ``plan_year``; of a plan: ``payout_period``,
    ``plan_year`` and ``total``.
    """

    transaction: Fraction | None = None
    payout_period: Fraction | None = None
    plan_year: Fraction | None = None
    total: Fraction | None = None
