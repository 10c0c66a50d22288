"""Caps of a whole plan: what its lines may come to in a payout period, a plan year and in total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compplan.engine.limits import in_minor, shared_cut
from compplan.engine.results.evaluated import ComponentResult
from compplan.plan.model import MONTHS_IN, Plan

Ints = NDArray[np.int64]


def within_caps(plan: Plan, parts: Sequence[ComponentResult], periods: int) -> tuple[ComponentResult, ...]:
    """Cut what lines pay to the plan's caps, period by period; what is cut is not paid later."""
    if plan.caps is None:
        return tuple(parts)
    exponent, step = plan.currency.exponent, MONTHS_IN[plan.payout_period]
    period, year, total = (
        in_minor(cap, exponent) for cap in (plan.caps.payout_period, plan.caps.plan_year, plan.caps.total)
    )
    paid = [part.paid.paid.copy() for part in parts]
    people = paid[0].shape[1]
    in_year, in_all = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    for payout in range(periods):
        if payout * step % 12 == 0:
            in_year = np.zeros(people, dtype=np.int64)
        most = np.full(people, np.iinfo(np.int64).max, dtype=np.int64)
        for cap, used in ((period, 0), (year, in_year), (total, in_all)):
            most = most if cap is None else np.minimum(most, np.maximum(cap - used, 0))
        payouts = [part.component.schedule.payout for part in parts]
        at = [(index, each.index(payout)) for index, each in enumerate(payouts) if payout in each]
        if not at:
            continue
        lines = shared_cut(np.stack([paid[index][line] for index, line in at]), most)
        for (index, line), row in zip(at, lines, strict=True):
            paid[index][line] = row
        in_year, in_all = in_year + lines.sum(axis=0), in_all + lines.sum(axis=0)
    return tuple(
        replace(part, paid=replace(part.paid, paid=new, cut=_cut(part) + part.paid.paid - new))
        for part, new in zip(parts, paid, strict=True)
    )


def _cut(part: ComponentResult) -> Ints:
    return np.zeros_like(part.paid.paid) if part.paid.cut is None else part.paid.cut
