"""A world as the compiled kernel takes it: arrays in order of use, if it knows all of its words."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.fused.compiled.rows import LANES, PARAMETERS, SKILLS
from compplan.simulation.incentive.tables import NEW, NEW_ROOT, OLD, OLD_ROOT, STEP, ChannelTables, Incentives
from compplan.simulation.response.respond import old_pay
from compplan.simulation.response.see import usual_rows
from compplan.simulation.response.stock import STAGES
from compplan.simulation.response.world import Levers, World

Floats = NDArray[np.float64]


def unknown(levers: Levers, incentives: Incentives) -> list[str]:
    """Name what the kernel does not know of a path; none if it can live through it."""
    words = {
        "focus": levers.focus,
        "timing": levers.timing,
        "foresight": levers.foresight,
        "campaigns": "campaign" in incentives.channels,
        "what measures pay together": incentives.joint is not None,
    }
    return [word for word, used in words.items() if used]


def wide(people: int) -> int:
    """Give the lanes of all tiles of so many participants."""
    return -(-people // LANES) * LANES


def padded(rows: Floats) -> Floats:
    """Fill the last tile up: [..., participants] becomes [..., lanes], the last participant repeated."""
    people = rows.shape[-1]
    if people % LANES == 0:
        return np.ascontiguousarray(rows)
    filled = np.empty((*rows.shape[:-1], wide(people)))
    filled[..., :people], filled[..., people:] = rows, rows[..., -1:]
    return filled


def arrays_of(world: World, months: int) -> dict[str, Floats]:
    """Lay out a world for the kernel, by the names of `rows.ARRAYS`."""
    product, relationship = (world.incentives.channels[name] for name in ("product", "relationship"))
    people = world.people
    return {
        "numbers": _numbers(world),
        "card": np.stack([world.card.weights, world.card.targets]),
        "sample": _sample(world),
        "turnover": np.ascontiguousarray(world.turnover[:, :, 0].T),
        "brought": _brought(world),
        "old": _base(_Standing(world.incentives, people.product, people.relationship), months),
        "by_month": _by_month(world, months),
        "product": _by_point(product.expected, months),
        "product_coming": _coming(product, months),
        "relationship": _by_point(relationship.expected, months),
        "relationship_coming": _coming(relationship, months),
    }


def _sample(world: World) -> Floats:
    """Give the parameters of every sample [samples, parameters]."""
    values = {name: each[:, 0] for name, each in world.values.items()}
    odds = np.log(values["initial_belief"] / (1 - values["initial_belief"])) + world.levers.sign_off
    known = {
        "habit": -np.expm1(-1 / values["habit_months"]),
        "delay": STAGES / (STAGES + values["revenue_lag"]),
        "reading_noise": values["reading_noise"] * world.levers.clarity,
        "hire_odds": odds,
    }
    return np.stack([known[name] if name in known else values[name] for name in PARAMETERS], axis=1)


def _brought(world: World) -> Floats:
    """Give what a sample's participants bring [samples, rows, lanes], skills last."""
    people = world.people
    samples, count = people.elasticity.shape
    brought = np.empty((samples, SKILLS + len(people.skill), wide(count)))
    rows = (
        people.elasticity,
        people.anchor + world.levers.sign_off,
        people.ability,
        people.intercept,
        old_pay(world),
    )
    for row, values in enumerate((*rows, *people.skill)):
        brought[:, row, :count] = values
    brought[:, :, count:] = brought[:, :, count - 1 : count]
    return brought


class _Standing:
    """Who stands where at the baseline, as a key of its own: every sample and worldview asks for the same."""

    __slots__ = ("incentives", "product", "relationship")

    def __init__(self, incentives: Incentives, product: Floats, relationship: Floats) -> None:
        self.incentives, self.product, self.relationship = incentives, product, relationship

    def __hash__(self) -> int:
        return hash((id(self.incentives), id(self.product), id(self.relationship)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Standing) and all(
            getattr(self, name) is getattr(other, name) for name in self.__slots__
        )


@lru_cache(maxsize=64)
def _base(standing: _Standing, months: int) -> Floats:
    """Give slope and signed root of old [months, 4, participants] of those who stand at the baseline."""
    channels = standing.incentives.channels
    base = np.empty((months, 4, wide(len(standing.product))))
    for month in range(months):
        product = usual_rows(channels["product"], month, standing.product)
        relationship = usual_rows(channels["relationship"], month, standing.relationship)
        rows = product[OLD], product[OLD_ROOT], relationship[OLD], relationship[OLD_ROOT]
        base[month] = padded(np.stack(rows))
    return base


def _by_month(world: World, months: int) -> Floats:
    """Give what the plan and the business bring by month [months, columns]."""
    shift, levers = world.shift, world.levers
    covered = np.arange(months) < levers.guarantee_months
    columns = (
        world.incentives.level[:months],
        world.quota[:months],
        shift.announced[:months],
        shift.delivered[:months],
        shift.relationship[:months],
        shift.live[:months],
        [levers.target(month) for month in range(months)],
        np.where(covered, levers.guarantee, 0.0),
    )
    return np.stack([np.asarray(column, dtype=float) for column in columns], axis=1)


def _coming(table: ChannelTables, months: int) -> Floats:
    return np.zeros((months, 2, 4)) if table.coming is None else _by_point(table.coming, months)


def _by_point(table: Floats, months: int) -> Floats:
    """Put the rows of a point beside each other: [months, grid, rows]."""
    assert (NEW, NEW_ROOT, OLD, OLD_ROOT) == (0, 1, 2, 3)
    return np.ascontiguousarray(np.moveaxis(table[:months], 1, 2))


def _numbers(world: World) -> Floats:
    """Give what is the same for all; see `rows`."""
    fixed, card = world.fixed, world.card
    base_product, base_rb = world.efforts
    return np.array(
        [
            card.cap,
            card.level,
            STEP,
            base_product,
            base_rb,
            1 - fixed["product_effort_share"],
            fixed["halo"],
            fixed["coaching_capacity"] * world.levers.coaching,
            fixed["expectation_months"],
            fixed["reference_months"],
            fixed["vacancy_months"],
            1 - fixed["ramp_start"],
            np.exp(-1 / fixed["ramp_months"]),
            fixed["low_potential_share"],
            fixed["stock_lost_with_leaver"],
            fixed["hire_selection"],
            fixed["belief_spread"],
        ]
    )
