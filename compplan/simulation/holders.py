"""Pay of sampled months by the engine: each who holds a territory for a while is a participant of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from compplan.engine.payment.stage import Recorded
from compplan.engine.sampled.months import Sampled, months_attained
from compplan.engine.sampled.pay import Columns, sampled_pay
from compplan.engine.sampled.ranking import Ranking
from compplan.plan.model import MONTHS_IN, Measure, Plan

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

COLUMNS = 2048
"""Columns paid at a time, about, so that temporaries stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Pricing:
    """What pay needs to know of participants [participants] beside what they attain.

    ``target`` (monthly) and ``paid_per_unit`` are by measure, ``groups`` say who is ranked against whom;
    ``draw`` and ``share_taken_back`` stand for rows of data that payment would look up. Money is in minor
    units.
    """

    incentive: Floats
    target: Mapping[str, Floats]
    paid_per_unit: Mapping[str, Floats]
    groups: Mapping[str, Ints]
    draw: Floats | None = None
    share_taken_back: float = 0.0


@dataclass(frozen=True, slots=True)
class Territories:
    """Sampled months [months, samples, participants]: attainments by measure, and who is there.

    ``holder`` counts those who held the territory before.
    """

    attained: Mapping[str, Floats]
    present: Bools
    holder: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class _Held:
    """Some columns, each a holder of a territory: index of sample, participant and holder."""

    sample: NDArray[np.intp]
    participant: NDArray[np.intp]
    number: NDArray[np.intp]


def pay_of(plan: Plan, pricing: Pricing, territories: Territories) -> Floats:
    """Pay every holder of every territory what the plan pays; minor units [months, samples, participants]."""
    paid = np.zeros(territories.present.shape)
    for held in _parts(territories):
        own = _paid(plan, pricing, territories, held)
        for number in np.unique(held.number):
            at = held.number == number
            paid[:, held.sample[at], held.participant[at]] += own[:, at]
    return paid


def _parts(territories: Territories) -> Iterator[_Held]:
    """List all holders, in parts of whole samples."""
    numbers = range(int(territories.holder.max(initial=0)) + 1)
    holds = [territories.present & (territories.holder == number) for number in numbers]
    sample, participant, number = np.nonzero(np.stack([each.any(axis=0) for each in holds], axis=-1))
    samples = territories.present.shape[1]
    step = max(1, COLUMNS * samples // max(len(sample), 1))
    edges = np.searchsorted(sample, np.arange(0, samples + step, step))
    for first, last in pairwise(edges):
        if first < last:
            yield _Held(sample[first:last], participant[first:last], number[first:last])


def _paid(plan: Plan, pricing: Pricing, territories: Territories, held: _Held) -> Floats:
    run = len(territories.present)
    run += -run % MONTHS_IN[plan.payout_period]
    shape = plan.months, len(held.sample)
    at = held.sample, held.participant
    here = _over(_at(territories.present, at) & (_at(territories.holder, at) == held.number), shape)
    measured = {measure.id: _months(measure, pricing, territories, held, here) for measure in plan.measures}
    incentive = np.broadcast_to(pricing.incentive[held.participant], shape)
    columns = Columns(incentive, here, _ranking(pricing, held, plan.months), _recorded(plan, pricing, held))
    paid = sampled_pay(plan, columns, measured, months=min(run, plan.months))
    total: Floats = np.sum([*paid.values()], axis=0)
    return total[: len(territories.present)]


def _months(
    measure: Measure, pricing: Pricing, territories: Territories, held: _Held, here: Bools
) -> Sampled:
    attained = _over(_at(territories.attained[measure.id], (held.sample, held.participant)), here.shape)
    target = pricing.target[measure.id][held.participant]
    by_unit = pricing.paid_per_unit.get(measure.id)
    return months_attained(
        measure, attained, target, here, 0.0 if by_unit is None else by_unit[held.participant]
    )


def _ranking(pricing: Pricing, held: _Held, months: int) -> Ranking:
    """Rank within samples."""
    groups = {}
    for among, group in pricing.groups.items():
        own = group[held.participant]
        code = np.where(own < 0, -1, held.sample * (int(group.max(initial=0)) + 1) + own)
        groups[among] = np.broadcast_to(code, (months, len(code)))
    return Ranking(groups)


def _recorded(plan: Plan, pricing: Pricing, held: _Held) -> Recorded:
    draws = None
    if pricing.draw is not None:
        periods = plan.months // MONTHS_IN[plan.payout_period]
        own = np.rint(pricing.draw[held.participant]).astype(np.int64)
        draws = np.broadcast_to(own, (periods, len(own)))
    return Recorded(draws, None, pricing.share_taken_back)


def _at(values: NDArray, at: tuple[NDArray[np.intp], NDArray[np.intp]]) -> NDArray:  # type: ignore[type-arg]  # of any kind
    return values[:, at[0], at[1]]


def _over(values: NDArray, shape: tuple[int, int]) -> NDArray:  # type: ignore[type-arg]  # of any kind
    """Go on to the plan's end with nothing."""
    if len(values) == shape[0]:
        return values
    months = np.zeros(shape, dtype=values.dtype)
    months[: len(values)] = values
    return months
