"""Awards of recognition in sampled months: each sample ranks its own participants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.engine.acting.recognise import periods_inside
from compplan.engine.compile import Compiled
from compplan.engine.exact.plain import PlainCells
from compplan.engine.measure import active_in
from compplan.engine.sampled.ranking import SAME, Ranking
from compplan.plan.model import MONTHS_IN, Recognition

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def awarded(compiled: Compiled, rule: Recognition, ranking: Ranking) -> Ints:
    """Rank participants as the engine does and give their awards [payout periods, columns], minor units."""
    plan = compiled.plan
    component = next(each for each in compiled.components if each.measure.id == rule.measure)
    periods = component.schedule.periods
    shape = len(periods), compiled.who.days.shape[1]
    values = component.source.attainment(PlainCells.whole(shape)).value
    there = active_in(compiled.who, periods) & component.payable
    paid = np.zeros((compiled.months // MONTHS_IN[plan.payout_period], shape[1]), dtype=np.int64)
    every, span = MONTHS_IN[rule.every], rule.over_months
    for month in range(every - 1, compiled.months, every):
        now = periods_inside(periods, month + 1 - span, month + 1)
        before = periods_inside(periods, month + 1 - 2 * span, month + 1 - span)
        group = ranking.at(rule.among, month)
        improved = rule.rank_by == "improvement"
        if not now or (improved and len(before) != len(now)):
            continue
        used = [*now, *before] if improved else now
        score = values[now].mean(axis=0) - (values[before].mean(axis=0) if improved else 0.0)
        ranked = there[used].all(axis=0) & (group >= 0) & ((score > SAME) | (not improved))
        award = int(rule.award[month // 12] * 10**plan.currency.exponent)
        unit = int(plan.rounding.to * 10**plan.currency.exponent)
        paid[month // MONTHS_IN[plan.payout_period]] += _of_month(rule, score, ranked, group, award, unit)
    return paid


def _of_month(
    rule: Recognition, score: Floats, ranked: NDArray[np.bool_], group: Ints, award: int, unit: int
) -> Ints:
    """Award the first of each group; those who share a place share what is left, or each win all of it."""
    at = np.flatnonzero(ranked)
    at = at[np.lexsort((at, -score[at], group[at]))]
    amounts = np.zeros(len(score), dtype=np.int64)
    if not len(at):
        return amounts
    index = np.arange(len(at))
    heads = np.append(True, group[at][1:] != group[at][:-1])
    tied = np.append(False, ~heads[1:] & (np.abs(np.diff(score[at])) <= SAME))
    begins = np.maximum.accumulate(np.where(tied, 0, index))
    place = begins - np.maximum.accumulate(np.where(heads, index, 0))
    at = at[np.lexsort((at, begins))]  # those who share a place stand in order
    count = np.bincount(begins, minlength=len(at))[begins]
    won = np.minimum(np.maximum(rule.winners - place, 0), count) * award
    each, left = np.divmod(won // unit, count)
    shared = (each + (index - begins < left)) * unit
    amounts[at] = np.where(place < rule.winners, award, 0) if rule.ties == "all" else shared
    return amounts
