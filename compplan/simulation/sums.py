"""What a path comes to: sums over participants by sample and month, and the figures that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.outcome import Outcome
from compplan.simulation.response.state import Month
from compplan.simulation.response.world import World
from compplan.simulation.worlds import Path

if TYPE_CHECKING:
    from compplan.simulation.run import Setting

Floats = NDArray[np.float64]

(REVENUE, EFFORT, RB, BELIEF, PRESENT, LEFT, COACHED, ASKED) = range(8)
FAVOURABLE = 8
"""Where the sums of favourable shares begin, one a behaviour; pay is the last."""
PAID = -1


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over participants [samples, months, 9 + behaviours], of those who are there.

    ``by_year`` [samples, years, participants] is each territory's pay, fixed and variable, and ``held``
    [samples, participants] for how many months somebody held it.
    """

    by_month: Floats
    by_year: Floats
    held: Floats


def added(months: list[Month], world: World, revenue: Floats) -> Floats:
    """Add up what every month showed, without pay."""
    sums = np.zeros((len(months[0].revenue), len(months), FAVOURABLE + len(world.card.weights) + 1))
    for at, month in enumerate(months):
        there = month.present
        sums[:, at, REVENUE] = (month.revenue * revenue).sum(axis=-1)
        sums[:, at, EFFORT] = (month.product_effort * there).sum(axis=-1)
        sums[:, at, RB] = (month.rb_effort * there).sum(axis=-1)
        sums[:, at, BELIEF] = (month.belief * there).sum(axis=-1)
        sums[:, at, PRESENT] = there.sum(axis=-1)
        sums[:, at, LEFT] = month.left.sum(axis=-1)
        sums[:, at, COACHED] = month.coached.sum(axis=-1)
        sums[:, at, ASKED] = (there * world.people.raters).sum(axis=-1)
        sums[:, at, FAVOURABLE:PAID] = (month.favourable * there).sum(axis=-1).T
    return sums


def outcome_of_sums(setting: Setting, path: Path, world: World, sums: Sums) -> Outcome:
    """Turn sums into the figures of a study."""
    force, business, count = setting.workforce, setting.business, setting.months
    heads, discount = business.headcount(count), business.discount(count)
    earning = business.market(count) * np.roll(force.season, -path.plan.starts % 12)[np.arange(count) % 12]
    of = np.moveaxis(sums.by_month, 2, 0)
    here = np.maximum(of[PRESENT], 1)
    revenue, cost = of[REVENUE] * earning * heads, of[PAID] * heads
    asked = of[ASKED] * len(world.card.weights) * world.shift.live[:count]
    program = (business.survey_cost * asked + business.coaching_cost * of[COACHED]) * heads
    behaviours = of[FAVOURABLE:PAID] / here
    product_share = world.fixed["product_effort_share"]
    figures = {
        "payout_cost": cost,
        "revenue": revenue,
        "net_contribution": (revenue * business.gross_margin - cost - program) * discount,
        "rb_effort": of[RB] / here / (1 - product_share),
        "product_effort": of[EFFORT] / here / product_share,
        "belief": of[BELIEF] / here,
        "favourable_share": np.einsum("k,kst->st", path.card.weights, behaviours),
        "leavers": of[LEFT] * heads,
        "program_cost": program,
    }
    return Outcome(figures, behaviours, sums.by_year, sums.held)
