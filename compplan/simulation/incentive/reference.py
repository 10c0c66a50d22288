"""What a plan pays a typical participant month by month, as a function of what is attained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from compplan.engine.sampled.months import Sampled, months_attained
from compplan.engine.sampled.pay import Columns, sampled_pay
from compplan.engine.sampled.ranking import EVERYBODY, Ranking
from compplan.plan.model import MONTHS_IN, Measure, Path, Plan

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reference:
    """A typical participant: monthly target incentive, and per measure its channel and level.

    Money is in minor units; pay is in multiples of ``unit``, the target incentive or, where there is none,
    what is usually paid.

    ``level`` is the attainment of a measure where its channel attains 1; of a measure that answers to nothing
    it is the attainment that history gives it. ``target`` is the monthly target of a measure,
    ``paid_per_unit`` what transactions that are paid one by one earn by unit, in minor units.
    """

    incentive: float
    unit: float
    channel: Mapping[str, str]
    level: Mapping[str, float]
    target: Mapping[str, float]
    paid_per_unit: Mapping[str, float]
    others: Mapping[str, Floats] = field(default_factory=dict)
    """What others attain of a measure, for pay by rank."""


@dataclass(frozen=True, slots=True)
class MonthlyPay:
    """Pay of every plan month, in multiples of the reference's unit, at constant attainments.

    What is paid once a quarter or year is spread over its months.
    """

    plan: Plan
    reference: Reference

    def __call__(self, attained: Mapping[str, Floats], months: int | None = None) -> Floats:
        """Give pay [plan months, points] where channels attain the given multiples [points], others 1.

        Of the first ``months``, if that is all that is asked for.
        """
        points = max(len(each) for each in attained.values())
        shape = self.plan.months, points
        measured = {measure.id: self._sampled(measure, attained, shape) for measure in self.plan.measures}
        alone = {EVERYBODY: np.zeros(shape, dtype=np.int64)}
        ranking = Ranking(alone, self.reference.others) if self.reference.others else None
        columns = Columns(np.full(shape, self.reference.incentive), np.ones(shape, dtype=bool), ranking)
        block = max(MONTHS_IN[self.plan.performance_period], MONTHS_IN[self.plan.payout_period])
        asked = self.plan.months if months is None else -(-months // block) * block
        paid = sampled_pay(self.plan, columns, measured, rounded=False, months=asked)
        total = np.sum([*paid.values()], axis=0)[:asked] / self.reference.unit
        blocks = total.reshape(-1, block, points).mean(axis=1)
        spread: Floats = np.repeat(blocks, block, axis=0)
        return spread

    def _sampled(self, measure: Measure, attained: Mapping[str, Floats], shape: tuple[int, int]) -> Sampled:
        of = self.reference
        multiple = attained.get(of.channel[measure.id], np.ones(1))
        level = np.broadcast_to(of.level[measure.id] * multiple, shape)
        target = np.full(shape, of.target[measure.id])
        there = np.ones(shape, dtype=bool)
        return months_attained(measure, level, target, there, of.paid_per_unit.get(measure.id, 0.0))


def period_months(plan: Plan, reference: Reference, channel: str) -> int:
    """Give the months over which a channel's attainment is made up: those of its longest measure."""
    lengths = [
        12 if measure.accumulate == "year_to_date" else MONTHS_IN[plan.performance_period]
        for measure in plan.measures
        if reference.channel[measure.id] == channel
    ]
    return max(lengths, default=1)


def announced(plan: Plan) -> Plan:
    """Give the plan as it was announced."""
    return replace(plan, weights=plan.announced_weights or plan.weights)


def before(plan: Plan) -> Plan:
    """Give the plan with the weights of old for good."""
    old = plan.weights.before
    return replace(plan, weights=Path("monthly", old, ((1, old),)))
