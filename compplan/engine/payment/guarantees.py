"""Guarantees: in the first months, at least a share of the target incentive is paid."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import numpy as np

from compplan.engine.base import base_of
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.participation import Participation, months_since_start
from compplan.engine.payment.items import Given, Ints, Item, payout_months
from compplan.plan.model import Guarantee, Plan


def with_guarantee(plan: Plan, who: Participation, guarantee: Guarantee, given: Given) -> Given:
    """Add what lacks to the guaranteed amount of each payout period."""
    least = guaranteed(plan, who, guarantee, len(given.total))
    lacking = np.where(given.exists & (least > 0), np.maximum(least - given.total, 0), 0)
    return given.plus([Item("guarantee", "guarantee", lacking)])


def guaranteed(plan: Plan, who: Participation, guarantee: Guarantee, periods: int) -> Ints:
    """Give the guaranteed amount of each payout period and participant, rounded as lines are."""
    common = lcm(*(share.denominator for _, share in guarantee.by_month))
    parts = who.incentive_parts * scaled_shares(plan, who, guarantee, common)
    months = [payout_months(plan, period) for period in range(periods)]
    exact = base_of(parts, [Fraction(1, common)] * plan.months, who.year_parts, months)
    unit = int(plan.rounding.to * 10**plan.currency.exponent)
    amounts = np.zeros(exact.numerator.shape, dtype=np.int64)
    for period, person in np.argwhere(exact.numerator != 0).tolist():
        amounts[period, person] = round_exactly(exact.cell(period, person) / unit, plan.rounding.mode) * unit
    return amounts


def scaled_shares(plan: Plan, who: Participation, guarantee: Guarantee, common: int) -> Ints:
    """Give the guaranteed share x ``common`` of each month and participant; 0 after the last month."""
    since = months_since_start(plan, who.stretch_first)
    shares = np.zeros_like(since)
    for month, share in guarantee.by_month:
        shares = np.where(since >= month, int(share * common), shares)
    return np.where((since >= 1) & (since <= guarantee.months) & who.active, shares, 0)
