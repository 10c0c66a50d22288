"""Published experiments run inside the simulator, so that all can see where model and literature differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.smooth import Pieces
from compplan.simulation.incentive.tables import build
from compplan.simulation.parameters.library import Library, Values
from compplan.simulation.response.month import advance
from compplan.simulation.response.respond import QUIET, respond, start
from compplan.simulation.response.state import Month, People
from compplan.simulation.response.turnover import leave
from compplan.simulation.response.world import Card, Levers, Shift, World
from compplan.simulation.sampling import BATCH, shares

Floats = NDArray[np.float64]

MONTHS = 24
_STRAIGHT = Pieces(np.zeros(0), np.zeros(0), np.ones(1), -1.0)
_CARD = Card(np.full(6, 1 / 6), np.full(6, 0.8), np.inf, 1 / (1 + np.exp(-0.2)) / 0.8)
_SURE = 40.0


@dataclass(frozen=True, slots=True)
class Finding:
    """An experiment: what was published, and what the model gives, mean and 10 % and 90 % over parameters.

    ``low`` and ``high`` bound the published value; shares, 0.08 being 8 %.
    """

    name: str
    measure: str
    low: float
    high: float
    source: str
    mean: float
    p10: float
    p90: float

    @property
    def inside(self) -> bool:
        """Tell whether the model's mean lies within what was published."""
        return self.low <= self.mean <= self.high


def findings(library: Library, samples: int, seed: int) -> list[Finding]:
    """Run every experiment with samples of the parameters of the first worldview, without luck."""
    batches = [shares(seed, batch, len(library.priors)) for batch in range(-(-samples // BATCH))]
    values = library.values(np.concatenate(batches)[:samples], next(iter(library.worldviews)))
    return [_finding(library, values, *each) for each in _EXPERIMENTS]


_Experiment = tuple[str, str, float, float, str, Callable[[Library, Values], Floats]]


def _finding(
    library: Library,
    values: Values,
    name: str,
    measure: str,
    low: float,
    high: float,
    source: str,
    run: Callable[[Library, Values], Floats],
) -> Finding:
    found = run(library, values)
    p10, p90 = np.percentile(found, [10, 90])
    return Finding(name, measure, low, high, source, float(found.mean()), float(p10), float(p90))


def world(library: Library, values: Values, product: float, relationship: float, cut: float = 0.0) -> World:
    """Make a world in which everybody is like the middle, pay is straight, and the new weights are believed.

    ``cut`` is the share of on-target earnings by which pay falls for all, whatever is attained.
    """
    variable = library.fixed["variable_pay_share"]
    months = range(MONTHS)
    new = {"product": _STRAIGHT.scaled(product), "relationship": _STRAIGHT.scaled(relationship)}
    old = {"product": _STRAIGHT, "relationship": _STRAIGHT.scaled(0.0)}
    functions = {
        version: {name: [each[name] for _ in months] for name in each}
        for version, each in (("new", new), ("old", old), ("paid", new))
    }
    spreads = {"product": 0.25, "relationship": 0.1}
    level = np.full(MONTHS, product + relationship - cut / variable)
    horizon = int(library.fixed["planning_months"])
    incentives = build(functions, dict.fromkeys(spreads, 1), spreads, horizon, level, 1.0)
    shift = np.full(MONTHS, max(abs(1 - product), relationship))
    return World(
        values=values,
        fixed=library.fixed,
        incentives=incentives,
        shift=Shift(shift, shift, np.full(MONTHS, relationship), np.full(MONTHS, relationship > 0)),
        people=_people(library, values),
        card=_CARD,
        quota=np.ones(MONTHS),
        turnover=np.ones((MONTHS, 1, 1)),
        levers=Levers(),
        lucky=False,
    )


def _people(library: Library, values: Values) -> People:
    samples = len(values["morale"])
    ones, one = np.ones((samples, 1)), np.ones(1)
    return People(
        elasticity=values["incentive_elasticity"] * ones,
        anchor=ones * _SURE,
        ability=ones * 0.0,
        intercept=ones * 0.2,
        skill=np.full((6, samples, 1), library.fixed["skill_level"]),
        raters=one * library.fixed["raters"],
        product=one,
        relationship=one,
        variable=one * library.fixed["variable_pay_share"],
    )


def _lived(here: World) -> list[Month]:
    return list(respond(here, lambda _: QUIET, MONTHS))


def _second_year(here: World) -> Floats:
    months = _lived(here)[12:]
    revenue: Floats = np.mean([month.revenue[:, 0] for month in months], axis=0) - 1
    return revenue


def _activity_pay(library: Library, values: Values) -> Floats:
    return _second_year(world(library, values, 1.0, 0.2))


def _no_product_pay(library: Library, values: Values) -> Floats:
    """Take product pay away where there is but one task: product effort is output."""
    alone = {**values, "time_tightness": np.zeros_like(values["time_tightness"])}
    alone["morale"] = np.zeros_like(values["morale"])
    last = _lived(world(library, alone, 0.0, 0.0))[11]
    output: Floats = last.product_effort[:, 0] / library.fixed["product_effort_share"] - 1
    return output


def _pay_cut(library: Library, values: Values) -> Floats:
    first = _lived(world(library, values, 1.0, 0.0, cut=0.075))[5]
    effort: Floats = first.product_effort[:, 0] / library.fixed["product_effort_share"] - 1
    return effort


def _departure(library: Library, values: Values) -> Floats:
    """Let everybody leave at once; give sales in the year from the successor's start, next to before."""
    here = world(library, values, 1.0, 0.0)
    state = leave(here, start(here), np.ones_like(here.people.ability, dtype=bool))
    sold = []
    for month in range(MONTHS):
        state, shown = advance(here, state, month, QUIET)
        sold.append(shown.revenue[:, 0])
    begins = int(library.fixed["vacancy_months"])
    year: Floats = np.mean(sold[begins : begins + 12], axis=0) - 1
    return year


def _status_quo(library: Library, values: Values) -> Floats:
    return _second_year(world(library, values, 1.0, 0.0))


_EXPERIMENTS: tuple[_Experiment, ...] = (
    (
        "V1 pay 20 % of target incentive for relationships on top of the old plan",
        "revenue in months 13 to 24",
        0.06,
        0.09,
        "Rao, Viswanathan, John and Kishore 2021 (paid sales calls, not relationships)",
        _activity_pay,
    ),
    (
        "V2 take product pay away, one task",
        "output after a year",
        -0.18,
        -0.17,
        "Chung, Steenburgh and Sudhir 2014 (from memory); Shearer 2004 the other way round",
        _no_product_pay,
    ),
    (
        "V3 expected pay falls by 7.5 %",
        "effort after half a year",
        -0.30,
        0.0,
        "Friebel and Krueger 2022 (-30 %); Sandvik et al. 2021 (about 0)",
        _pay_cut,
    ),
    (
        "V4 a participant leaves",
        "sales in the successor's first year",
        -0.176,
        -0.132,
        "Shi, Sridhar, Grewal and Lilien 2017",
        _departure,
    ),
    ("V5 nothing changes", "revenue in months 13 to 24", 0.0, 0.0, "by construction", _status_quo),
)
