"""Pay of sampled months by the engine: each who holds a territory for a while is a participant of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.engine.sampled import Sampled, sampled_pay
from compplan.plan.model import Plan

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

COLUMNS = 2048
"""Columns paid at a time, so that temporaries stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Territories:
    """Months [months, territories] of sampled attainments by measure, target incentive, and who is there.

    ``holder`` counts those who held the territory before; ``incentive`` and, by measure, ``target`` are
    monthly [territories], the incentive in minor units.
    """

    attained: Mapping[str, Floats]
    target: Mapping[str, Floats]
    incentive: Floats
    present: Bools
    holder: NDArray[np.int8]


def pay_of(plan: Plan, territories: Territories) -> Floats:
    """Pay every holder of every territory what the plan pays; minor units [plan months, territories]."""
    months, columns = territories.present.shape
    paid = np.zeros((plan.months, columns))
    for number in range(int(territories.holder.max(initial=0)) + 1):
        holds = territories.present & (territories.holder == number)
        held = np.flatnonzero(holds.any(axis=0))
        for part in _parts(held):
            paid[:, part] += _paid(plan, territories, part, holds[:, part])
    return paid[:months]


def _parts(columns: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    return (columns[start : start + COLUMNS] for start in range(0, len(columns), COLUMNS))


def _paid(plan: Plan, territories: Territories, part: NDArray[np.intp], holds: Bools) -> Floats:
    months = len(holds)
    shape = plan.months, len(part)
    here = np.zeros(shape, dtype=bool)
    here[:months] = holds
    measured = {
        name: _sampled(_over(values[:, part], shape), territories.target[name][part])
        for name, values in territories.attained.items()
    }
    incentive = np.broadcast_to(territories.incentive[part], shape)
    paid = sampled_pay(plan, incentive, measured, here)
    total: Floats = np.sum([*paid.values()], axis=0)
    return total


def _sampled(attained: Floats, target: Floats) -> Sampled:
    targets = np.broadcast_to(target, attained.shape)
    return Sampled(attained * targets, targets)


def _over(values: Floats, shape: tuple[int, int]) -> Floats:
    if len(values) == shape[0]:
        return values
    months = np.zeros(shape)
    months[: len(values)] = values
    return months
