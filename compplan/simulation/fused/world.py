"""A world as the compiled kernel takes it: arrays in order of use, if it knows all of its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.tables import NEW, NEW_ROOT, OLD, OLD_ROOT, STEP, ChannelTables, Incentives
from compplan.simulation.response.respond import old_pay
from compplan.simulation.response.see import usual_rows
from compplan.simulation.response.stock import STAGES
from compplan.simulation.response.world import Levers, World

if TYPE_CHECKING:
    from compplan.simulation.fused.kernel import Constants, Months, People, Sample

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


@dataclass(frozen=True, slots=True)
class Arrays:
    """All that the kernel looks at."""

    sample: Sample
    people: People
    months: Months
    constants: Constants


def arrays_of(world: World, months: int, revenue: Floats) -> Arrays:
    """Lay out a world for the kernel; ``revenue`` is the baseline of each participant."""
    return Arrays(_sample(world), _people(world, months, revenue), _months(world, months), _constants(world))


def _sample(world: World) -> Sample:
    from compplan.simulation.fused.kernel import Sample

    values = {name: np.ascontiguousarray(each[:, 0]) for name, each in world.values.items()}
    odds = np.log(values["initial_belief"] / (1 - values["initial_belief"])) + world.levers.sign_off
    known = {
        "habit": -np.expm1(-1 / values["habit_months"]),
        "delay": STAGES / (STAGES + values["revenue_lag"]),
        "reading_noise": values["reading_noise"] * world.levers.clarity,
        "hire_odds": odds,
        "turnover": np.ascontiguousarray(world.turnover[:, :, 0].T),
    }
    return Sample(*(known[name] if name in known else values[name] for name in Sample._fields))


def _people(world: World, months: int, revenue: Floats) -> People:
    from compplan.simulation.fused.kernel import People

    people = world.people
    shape = people.elasticity.shape
    return People(
        elasticity=people.elasticity,
        anchor=people.anchor + world.levers.sign_off,
        ability=np.ascontiguousarray(np.broadcast_to(people.ability, shape)),
        intercept=np.ascontiguousarray(np.broadcast_to(people.intercept, shape)),
        skill=np.ascontiguousarray(np.moveaxis(people.skill, 0, 1)),
        reference=np.ascontiguousarray(np.broadcast_to(old_pay(world), shape)),
        raters=people.raters.astype(np.int64),
        product=people.product,
        relationship=people.relationship,
        variable=people.variable,
        revenue=revenue,
        base=_base(_Standing(world.incentives, people.product, people.relationship), months),
    )


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
    base = np.empty((months, 4, len(standing.product)))
    for month in range(months):
        product = usual_rows(channels["product"], month, standing.product)
        relationship = usual_rows(channels["relationship"], month, standing.relationship)
        base[month] = product[OLD], product[OLD_ROOT], relationship[OLD], relationship[OLD_ROOT]
    return base


def _months(world: World, months: int) -> Months:
    from compplan.simulation.fused.kernel import Months

    shift, levers = world.shift, world.levers
    product, relationship = (world.incentives.channels[name] for name in ("product", "relationship"))
    covered = np.arange(months) < levers.guarantee_months
    return Months(
        product=_by_point(product.expected, months),
        product_coming=_coming(product, months),
        relationship=_by_point(relationship.expected, months),
        relationship_coming=_coming(relationship, months),
        level=world.incentives.level[:months],
        quota=world.quota,
        announced=shift.announced[:months],
        delivered=shift.delivered[:months],
        on_ratings=shift.relationship[:months],
        live=shift.live[:months],
        easier=np.array([levers.target(month) for month in range(months)]),
        guarantee=np.where(covered, levers.guarantee, 0.0),
    )


def _coming(table: ChannelTables, months: int) -> Floats:
    return np.zeros((months, 2, 4)) if table.coming is None else _by_point(table.coming, months)


def _by_point(table: Floats, months: int) -> Floats:
    """Put the rows of a point beside each other: [months, grid, rows]."""
    assert (NEW, NEW_ROOT, OLD, OLD_ROOT) == (0, 1, 2, 3)
    return np.ascontiguousarray(np.moveaxis(table[:months], 1, 2))


def _constants(world: World) -> Constants:
    from compplan.simulation.fused.kernel import Constants

    fixed, card = world.fixed, world.card
    channels = world.incentives.channels
    base_product, base_rb = world.efforts
    return Constants(
        periods=(channels["product"].period, channels["relationship"].period),
        weights=card.weights,
        targets=card.targets,
        cap=float(card.cap),
        card_level=float(card.level),
        step=STEP,
        base_product=float(base_product),
        base_rb=float(base_rb),
        rb_share=1.0 - fixed["product_effort_share"],
        halo=float(fixed["halo"]),
        coaching=float(fixed["coaching_capacity"] * world.levers.coaching),
        expectation=float(fixed["expectation_months"]),
        reference=float(fixed["reference_months"]),
        vacancy=float(fixed["vacancy_months"]),
        ramp_start=float(fixed["ramp_start"]),
        ramp_months=float(fixed["ramp_months"]),
        low_potential=float(fixed["low_potential_share"]),
        stock_lost=float(fixed["stock_lost_with_leaver"]),
        hire_selection=float(fixed["hire_selection"]),
        belief_spread=float(fixed["belief_spread"]),
    )
