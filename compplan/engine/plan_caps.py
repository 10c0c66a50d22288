"""Caps of a whole plan: what its lines may come to in a payout period, a plan year and in total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

import numpy as np
from numpy.typing import NDArray

from compplan.engine.edges import Units, in_units, incentive_in, year_of
from compplan.engine.limits import shared_cut
from compplan.engine.participation import Participation
from compplan.engine.results.evaluated import ComponentResult
from compplan.plan.model import MONTHS_IN, Limits, OfIncentive, Plan

Ints = NDArray[np.int64]
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class _Caps:
    """A plan's caps in minor units: of payout periods, of the plan year of each, and of the whole plan."""

    period: Units | None
    year: Units | None
    total: int | Ints | None

    def left(self, payout: int, in_year: Ints, in_all: Ints) -> Ints:
        """Give what the caps leave of a payout period [participants]."""
        most = np.full(len(in_all), np.iinfo(np.int64).max, dtype=np.int64)
        period, year = (
            each if each is None or isinstance(each, int) else each[payout]
            for each in (self.period, self.year)
        )
        for cap, used in ((period, 0), (year, in_year), (self.total, in_all)):
            most = most if cap is None else np.minimum(most, np.maximum(cap - used, 0))
        return most


def _caps_of(plan: Plan, caps: Limits, who: Participation, periods: int) -> _Caps:
    step, all_of_it, minor = MONTHS_IN[plan.payout_period], [ONE] * plan.months, ONE
    months = [range(payout * step, (payout + 1) * step) for payout in range(periods)]
    years = [year_of(plan, window.start) for window in months]
    period = in_units(plan, who, caps.payout_period, all_of_it, months, minor)
    year = in_units(plan, who, caps.plan_year, all_of_it, years, minor)
    if not isinstance(caps.total, OfIncentive):
        return _Caps(period, year, in_units(plan, who, caps.total, all_of_it, (), minor))
    whole = incentive_in(who, all_of_it, [year_of(plan, month) for month in range(0, plan.months, 12)])
    sums = [
        sum((whole.cell(at, person) for at in range(len(whole.denominator))), Fraction(0))
        for person in range(whole.numerator.shape[1])
    ]
    return _Caps(period, year, np.array([floor(each * caps.total.share) for each in sums], dtype=np.int64))


def within_caps(
    plan: Plan, who: Participation, parts: Sequence[ComponentResult], periods: int
) -> tuple[ComponentResult, ...]:
    """Cut what lines pay to the plan's caps, period by period; what is cut is not paid later."""
    if plan.caps is None:
        return tuple(parts)
    caps, step = _caps_of(plan, plan.caps, who, periods), MONTHS_IN[plan.payout_period]
    paid = [part.paid.paid.copy() for part in parts]
    people = paid[0].shape[1]
    in_year, in_all = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    for payout in range(periods):
        if payout * step % 12 == 0:
            in_year = np.zeros(people, dtype=np.int64)
        most = caps.left(payout, in_year, in_all)
        payouts = [part.component.schedule.payout for part in parts]
        at = [(index, each.index(payout)) for index, each in enumerate(payouts) if payout in each]
        if not at:
            continue
        lines = shared_cut(np.stack([paid[index][line] for index, line in at]), most)
        for (index, line), row in zip(at, lines, strict=True):
            paid[index][line] = row
        in_year, in_all = in_year + lines.sum(axis=0), in_all + lines.sum(axis=0)
    return tuple(
        replace(part, paid=replace(part.paid, lines=new, cut=_cut(part) + part.paid.paid - new))
        for part, new in zip(parts, paid, strict=True)
    )


def _cut(part: ComponentResult) -> Ints:
    return np.zeros_like(part.paid.paid) if part.paid.cut is None else part.paid.cut
