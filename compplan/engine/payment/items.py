"""Items of payment: lines that no measure earns, and what of them stays open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.shares import split
from compplan.plan.model import MONTHS_IN, Plan

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Kind = Literal["draw", "guarantee", "clawback", "hold_back", "minimum", "adjustment"]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of its own [payout periods, participants], in minor units; there is one where it is not 0."""

    id: str
    kind: Kind
    amount: Ints

    @property
    def taken(self) -> Bools:
        """Tell which lines there are."""
        taken: Bools = self.amount != 0
        return taken


@dataclass(frozen=True, slots=True)
class Open:
    """What of an item is open after the last payout period of the run [participants], in minor units."""

    id: str
    amount: Ints


@dataclass(frozen=True, slots=True)
class Given:
    """Items and what of them is open, with what the payment comes to so far [payout periods, participants].

    ``exists`` marks the payments of participants that take part in the payout period.
    """

    total: Ints
    exists: Bools
    items: tuple[Item, ...] = ()
    open: tuple[Open, ...] = ()

    def plus(self, items: Sequence[Item], left: Sequence[Open] = ()) -> Given:
        """Add items to the payment."""
        total = self.total + sum((item.amount for item in items), np.zeros_like(self.total))
        return Given(total, self.exists, (*self.items, *items), (*self.open, *left))


def holds_in(plan: Plan, period: int) -> bool:
    """Tell whether this version of the plan holds in a payout period; where none amends another, it does."""
    return plan.holds is None or period * MONTHS_IN[plan.payout_period] in range(*plan.holds)


def period_ends(plan: Plan, periods: int) -> list[dt.date]:
    """Give the day after each payout period."""
    step = MONTHS_IN[plan.payout_period]
    ends = [plan.starts + (period + 1) * step for period in range(periods)]
    return [dt.date(end // 12, end % 12 + 1, 1) for end in ends]


def part_of(amount: Ints, share: Fraction) -> Ints:
    """Give a share of amounts, rounded half away from zero to the minor unit."""
    flat = amount.reshape(-1)
    weight = np.full(len(flat), share.numerator, dtype=np.int64)
    return split(flat, np.arange(len(flat)), weight, share.denominator, 1).reshape(amount.shape)


def minor_units(plan: Plan, amount: Fraction) -> int:
    """Give an amount of the plan's currency in minor units."""
    return int(amount * 10**plan.currency.exponent)


def payout_months(plan: Plan, period: int) -> range:
    """Give the plan months of a payout period."""
    step = MONTHS_IN[plan.payout_period]
    return range(period * step, (period + 1) * step)


def month_name(plan: Plan, month: int) -> str:
    """Write a plan month as text."""
    return calendar.month_text(plan.starts + month)
