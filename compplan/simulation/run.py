"""Run paths through worldviews: the same samples and the same luck for every one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.business import Business
from compplan.simulation.channels import channel_of
from compplan.simulation.holders import Territories, pay_of
from compplan.simulation.outcome import Outcome
from compplan.simulation.parameters.library import Library, Values
from compplan.simulation.response.people import people_of
from compplan.simulation.response.randomness import Noise, noise_of
from compplan.simulation.response.respond import QUIET, respond
from compplan.simulation.response.state import Month
from compplan.simulation.response.steady import usual_turnover
from compplan.simulation.response.world import World
from compplan.simulation.workforce.model import Workforce
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]

CELLS = 8192
"""Territories (samples times participants) lived through at a time, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Setting:
    """All that paths of one study share."""

    workforce: Workforce
    library: Library
    business: Business
    months: int
    seed: int


@dataclass(frozen=True, slots=True)
class Luck:
    """The luck of some samples: that of the start and of every month. Without luck every noise is none."""

    start: Noise
    months: Sequence[Noise]


def luck_of(setting: Setting, samples: NDArray[np.int64]) -> Luck:
    """Draw the luck of samples by number."""
    people = len(setting.workforce.ids)
    months = [noise_of(setting.seed, samples, people, month) for month in range(setting.months)]
    return Luck(noise_of(setting.seed, samples, people, -1), months)


def no_luck(setting: Setting) -> Luck:
    """Give the luck of a world without any."""
    return Luck(QUIET, [QUIET] * setting.months)


def chunks(samples: int, people: int) -> Iterator[slice]:
    """Split samples so that a chunk stays in the cache."""
    size = max(1, CELLS // max(people, 1))
    return (slice(start, min(start + size, samples)) for start in range(0, samples, size))


def world_of(setting: Setting, path: Path, values: Values, luck: Luck) -> World:
    """Make the world of a path for some samples' parameters and luck."""
    fixed, lucky = setting.library.fixed, luck.start.uniform is not None
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
    """Live through a path and pay it by the engine."""
    world = world_of(setting, path, values, luck)
    months = list(respond(world, lambda month: luck.months[month], setting.months))
    paid = _pay(setting, path, months)
    return _summed(setting, path, world, months, paid)


def _pay(setting: Setting, path: Path, months: list[Month]) -> Floats:
    """Pay what was attained, in units of the currency [months, samples, participants]."""
    unit = 10**path.plan.currency.exponent
    present = np.stack([month.present for month in months])
    holder = np.zeros(present.shape, dtype=np.int8)
    np.cumsum(np.stack([month.left for month in months])[:-1], axis=0, out=holder[1:])
    attained = {
        measure.id: _attained(setting, path, measure.id, channel_of(measure), months)
        for measure in path.plan.measures
    }
    pay: Floats = pay_of(path.plan, path.pricing, Territories(attained, present, holder)) / unit
    return pay


def _attained(setting: Setting, path: Path, measure: str, channel: str, months: list[Month]) -> Floats:
    level = path.levels[measure]
    if channel == "product":
        ratio = level / setting.workforce.product
        return np.stack([ratio * month.product for month in months])
    if channel == "relationship":
        if hasattr(path.plan.measure(measure), "report_card"):
            return np.stack([path.card.level * month.relationship for month in months])
        return np.stack([level * month.relationship / path.relationship for month in months])
    return np.stack([np.broadcast_to(level, month.revenue.shape) for month in months])


def _summed(setting: Setting, path: Path, world: World, months: list[Month], paid: Floats) -> Outcome:
    force, business = setting.workforce, setting.business
    count = setting.months
    heads, discount = business.headcount(count), business.discount(count)
    earning = business.market(count) * np.roll(force.season, -path.plan.starts % 12)[np.arange(count) % 12]
    present = np.stack([month.present for month in months])
    revenue = np.stack([(month.revenue * force.revenue).sum(axis=-1) for month in months], axis=1)
    revenue = revenue * earning * heads
    top_up = _top_up(world, months, force, paid)
    cost = (paid + top_up).sum(axis=-1).T * heads
    program = (
        np.stack([_program(business, world, month, at) for at, month in enumerate(months)], axis=1) * heads
    )
    net = (revenue * business.gross_margin - cost - program) * discount
    behaviours = np.stack([_present_mean(month.favourable, month.present) for month in months], axis=-1)
    fixed_pay = force.incentive * (1 - force.variable) / force.variable
    figures = {
        "payout_cost": cost,
        "revenue": revenue,
        "net_contribution": net,
        "rb_effort": _means(months, "rb_effort") / (1 - world.fixed["product_effort_share"]),
        "product_effort": _means(months, "product_effort") / world.fixed["product_effort_share"],
        "belief": _means(months, "belief"),
        "favourable_share": np.einsum("k,kst->st", path.card.weights, behaviours),
        "leavers": np.stack([month.left.sum(axis=-1) for month in months], axis=1) * heads,
        "program_cost": program,
    }
    return Outcome(
        figures,
        behaviours,
        _by_year(paid + top_up + fixed_pay * present),
        present.sum(axis=0).astype(float),
    )


def _top_up(world: World, months: list[Month], force: Workforce, paid: Floats) -> Floats:
    """Give what a guarantee adds to pay, so that no month pays less than the promised share of old."""
    levers = world.levers
    if not levers.guarantee:
        return np.zeros_like(paid)
    present = np.stack([month.present for month in months])
    floor = levers.guarantee * world.incentives.old_level * force.incentive
    covered = (np.arange(len(months)) < levers.guarantee_months)[:, None, None]
    return np.where(covered & present, np.maximum(floor - paid, 0), 0.0)


def _program(business: Business, world: World, month: Month, at: int) -> Floats:
    """Give what surveys and coaching cost in a month [samples]."""
    asked = (
        (month.present * world.people.raters).sum(axis=-1) * len(world.card.weights) * world.shift.live[at]
    )
    cost: Floats = business.survey_cost * asked + business.coaching_cost * month.coached.sum(axis=-1)
    return cost


def _means(months: list[Month], name: str) -> Floats:
    return np.stack([_present_mean(getattr(month, name), month.present) for month in months], axis=1)


def _present_mean(values: Floats, present: NDArray[np.bool_]) -> Floats:
    count = np.maximum(present.sum(axis=-1), 1)
    mean: Floats = (values * present).sum(axis=-1) / count
    return mean


def _by_year(pay: Floats) -> Floats:
    """Sum pay [months, samples, participants] by plan year: [samples, years, participants]."""
    starts = np.arange(0, len(pay), 12)
    years: Floats = np.moveaxis(np.add.reduceat(pay, starts, axis=0), 0, 1)
    return years


Progress = Callable[[int, int], None]
"""Is told how many runs of how many are done."""
