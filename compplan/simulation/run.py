"""Run a path through a worldview: live through its months and pay them, compiled where that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.plan.model import ReportCardMeasure
from compplan.simulation.business import Business
from compplan.simulation.channels import channel_of
from compplan.simulation.fused import can_live
from compplan.simulation.holders import Territories, pay_of
from compplan.simulation.luck import Luck
from compplan.simulation.outcome import Outcome
from compplan.simulation.parameters.library import Library, Values
from compplan.simulation.response.people import people_of
from compplan.simulation.response.respond import respond
from compplan.simulation.response.steady import usual_turnover
from compplan.simulation.response.world import World
from compplan.simulation.sums import PAID, Sums, added, outcome_of_sums
from compplan.simulation.workforce.model import Workforce
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]

CHANNELS = ("product", "relationship", "campaign")
CELLS = 8192
"""Territories (samples times participants) lived through at a time, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Setting:
    """All that paths of one study share; ``fast`` says whether the compiled kernel may take part."""

    workforce: Workforce
    library: Library
    business: Business
    months: int
    seed: int
    fast: bool = False


def luck_of(setting: Setting, samples: NDArray[np.int64]) -> Luck:
    """Draw the luck of samples by number."""
    return Luck(setting.seed, samples, len(setting.workforce.ids), setting.months)


def no_luck(setting: Setting) -> Luck:
    """Give the luck of a world without any."""
    return Luck(None, np.zeros(1, dtype=np.int64), len(setting.workforce.ids), setting.months)


def chunks(samples: int, people: int) -> Iterator[slice]:
    """Split samples so that a chunk stays in the cache."""
    size = max(1, CELLS // max(people, 1))
    return (slice(start, min(start + size, samples)) for start in range(0, samples, size))


def world_of(setting: Setting, path: Path, values: Values, luck: Luck) -> World:
    """Make the world of a path for some samples' parameters and luck."""
    fixed, lucky = setting.library.fixed, luck.seed is not None
    people = people_of(
        setting.workforce, values, fixed, luck.start, len(path.card.weights), path.relationship
    )
    return World(
        values=values,
        fixed=fixed,
        incentives=path.incentives,
        shift=path.shift,
        people=people,
        card=path.card,
        quota=setting.business.quota(setting.months),
        turnover=usual_turnover(values, fixed, setting.months) if lucky else np.ones((setting.months, 1, 1)),
        levers=path.levers,
        lucky=lucky,
    )


def outcome_of(setting: Setting, path: Path, values: Values, luck: Luck) -> Outcome:
    """Live through a path and pay it."""
    world = world_of(setting, path, values, luck)
    if setting.fast and can_live(world):
        from compplan.simulation.fused.sample import live_fused

        sums = live_fused(setting, path, world, luck)
    else:
        sums = _live(setting, path, world, luck)
    return outcome_of_sums(setting, path, world, sums)


def _live(setting: Setting, path: Path, world: World, luck: Luck) -> Sums:
    months = list(respond(world, lambda month: luck.months[month], setting.months))
    sums = added(months, world, setting.workforce.revenue)
    present = np.stack([month.present for month in months])
    holder = np.zeros(present.shape, dtype=np.int8)
    np.cumsum(np.stack([month.left for month in months])[:-1], axis=0, out=holder[1:])
    multiples = {name: np.stack([getattr(month, name) for month in months]) for name in CHANNELS}
    return with_pay(setting, path, world, Shown(multiples, present, holder), sums)


@dataclass(frozen=True, slots=True)
class Shown:
    """What months show of territories [months, samples, participants]: multiples by channel, who is there.

    ``holder`` counts those who held a territory before.
    """

    multiples: Mapping[str, Floats]
    present: NDArray[np.bool_]
    holder: NDArray[np.int8]


def with_pay(setting: Setting, path: Path, world: World, shown: Shown, sums: Floats) -> Sums:
    """Pay what was attained by the engine, and add it to the sums."""
    force, unit = setting.workforce, 10**path.plan.currency.exponent
    factors = factors_of(setting, path)
    attained = {}
    for measure in path.plan.measures:
        multiple = shown.multiples.get(channel_of(measure), np.ones(shown.present.shape))
        attained[measure.id] = factors[measure.id] * multiple
    paid = pay_of(path.plan, path.pricing, Territories(attained, shown.present, shown.holder)) / unit
    paid = np.where(shown.present, np.maximum(paid, top_up(setting, world)[:, None]), paid)
    sums[:, :, PAID] = paid.sum(axis=-1).T
    return Sums(
        sums,
        _by_year(paid + fixed_pay(force) * shown.present),
        shown.present.sum(axis=0).astype(float),
    )


def factors_of(setting: Setting, path: Path) -> dict[str, Floats]:
    """Give what participants attain of each measure where its channel attains 1 [participants]."""
    factors = {}
    for measure in path.plan.measures:
        level, channel = path.levels[measure.id], channel_of(measure)
        if channel == "product":
            factors[measure.id] = level / setting.workforce.product
        elif channel == "relationship" and isinstance(measure, ReportCardMeasure):
            factors[measure.id] = np.full(len(level), path.card.level)
        else:
            factors[measure.id] = level / path.relationship if channel == "relationship" else level
    return factors


def fixed_pay(force: Workforce) -> Floats:
    """Give the fixed pay of a month [participants], in units of the currency."""
    pay: Floats = force.incentive * (1 - force.variable) / force.variable
    return pay


def top_up(setting: Setting, world: World) -> Floats:
    """Give the least pay of a month [months, participants]: what a guarantee promises, else none."""
    levers, force = world.levers, setting.workforce
    floor = levers.guarantee * world.incentives.old_level * force.incentive
    covered = (np.arange(setting.months) < levers.guarantee_months) & (levers.guarantee > 0)
    return np.where(covered[:, None], floor, -np.inf)


def _by_year(pay: Floats) -> Floats:
    """Sum pay [months, samples, participants] by plan year: [samples, years, participants]."""
    starts = np.arange(0, len(pay), 12)
    years: Floats = np.moveaxis(np.add.reduceat(pay, starts, axis=0), 0, 1)
    return years


Progress = Callable[[int, int], None]
"""Is told how many runs of how many are done."""
