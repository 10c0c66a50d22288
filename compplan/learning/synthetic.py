"""Panels of which the truth is known: the simulator lives through parameters drawn from their priors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence, Level
from compplan.learning.founders import usual_levels
from compplan.simulation.parameters.library import Values
from compplan.simulation.response.respond import respond
from compplan.simulation.response.state import Month
from compplan.simulation.run import Setting, luck_of, world_of
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Truth:
    """What panels were made with: deviates [panels, unknowns], parameters first, then both mean levels."""

    deviates: Floats
    values: Values


@dataclass(frozen=True, slots=True)
class Levels:
    """How levels differ: that of the log of revenue next to quota, and that of ratings."""

    revenue: Level
    rating: Level


def panels(setting: Setting, path: Path, levels: Levels, truth: Truth, first: int = 0) -> Iterator[Evidence]:
    """Live through panels, one for each row of the truth, under a path; ``first`` numbers their luck."""
    count = len(truth.deviates)
    luck = luck_of(setting, np.arange(first, first + count))
    world = world_of(setting, path, truth.values, luck)
    deviate = np.random.default_rng([setting.seed, first]).standard_normal(world.people.ability.shape)
    means = [
        level.mean + level.doubt * truth.deviates[:, at, None]
        for level, at in ((levels.revenue, -2), (levels.rating, -1))
    ]
    people = replace(
        world.people,
        product=np.exp(means[0] + levels.revenue.between * deviate),
        ability=deviate,
        intercept=world.people.intercept - levels.rating.mean + means[1],
    )
    world = replace(world, people=people)
    months = list(respond(world, lambda month: luck.months[month], setting.months))
    for panel in range(count):
        yield _founders(setting, path, levels, months, panel, people.raters)


def _founders(
    setting: Setting, path: Path, levels: Levels, months: list[Month], panel: int, raters: Floats
) -> Evidence:
    left = np.stack([each.left[panel] for each in months])
    gone = np.concatenate([np.zeros_like(left[:1]), np.maximum.accumulate(left)[:-1]])
    present = ~gone
    attained = np.where(present, np.stack([each.product[panel] for each in months]), 0.0)
    shares = np.stack([each.favourable[:, panel] for each in months])
    responses = present[:, None] * np.broadcast_to(raters, shares.shape)
    favourable = np.round(shares * responses)
    known = present & (attained > 0)
    level, doubt = usual_levels(attained, known, levels.revenue)
    return Evidence(
        path=path,
        present=present,
        left=left & present,
        attained=attained,
        known=known,
        favourable=favourable,
        responses=responses,
        level=level,
        doubt=doubt,
        relationship=path.relationship,
        share=1 / (1 + np.exp(-setting.workforce.rating_logit)),
        variable=setting.workforce.variable,
        easier=np.zeros(len(path.card.weights)),
        revenue=levels.revenue,
        rating=levels.rating,
        mood=setting.library.fixed["halo"],
    )
