"""Small worlds for tests: straight pay, weights by month, one kind of participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import settings
from numpy.typing import NDArray

from compplan.simulation.incentive.smooth import Pieces
from compplan.simulation.incentive.tables import build
from compplan.simulation.parameters.read import shipped
from compplan.simulation.response.respond import QUIET, NoiseOf, respond
from compplan.simulation.response.state import Month, People
from compplan.simulation.response.world import Card, Shift, World

Floats = NDArray[np.float64]

FEW = settings(deadline=None, max_examples=25)
"""For laws whose every example runs many months."""
STRAIGHT = Pieces(np.zeros(0), np.zeros(0), np.ones(1), -1.0)
"""Pay as attained, less what 1 pays."""
SURE = 40.0
"""Log-odds of somebody who has no doubt at all."""


def world(
    product: Sequence[float],
    relationship: Sequence[float],
    *,
    samples: int = 1,
    participants: int = 1,
    horizon: int = 1,
    lucky: bool = False,
    odds: float | None = None,
    announced: Sequence[float] | None = None,
    campaign: Sequence[float] | None = None,
    **values: Any,
) -> World:
    """Make a world of straight pay with the given weights by month; ``values`` change parameters."""
    library = shipped()
    at = {**{name: each.item() for name, each in library.centres("evidence").items()}, **values}
    months = len(product)
    told = relationship if announced is None else announced
    functions = {
        "new": {
            "product": [STRAIGHT.scaled(p) for p in product],
            "relationship": [STRAIGHT.scaled(r) for r in told],
        },
        "old": {"product": [STRAIGHT] * months, "relationship": [STRAIGHT.scaled(0.0)] * months},
        "paid": {
            "product": [STRAIGHT.scaled(p) for p in product],
            "relationship": [STRAIGHT.scaled(r) for r in relationship],
        },
    }
    periods = {"product": 1, "relationship": 1}
    spreads = {"product": 0.25, "relationship": 0.1}
    if campaign is not None:
        periods["campaign"], spreads["campaign"] = 1, 0.15
        for version in ("new", "paid"):
            functions[version]["campaign"] = [STRAIGHT.scaled(c) for c in campaign]
        functions["old"]["campaign"] = [STRAIGHT.scaled(0.0)] * months
    level = np.array(product, dtype=float) + np.array(relationship, dtype=float)
    incentives = build(functions, periods, spreads, horizon, level, 1.0)
    shift = Shift(
        np.maximum(np.abs(np.array(told)), 0.0),
        np.abs(np.array(relationship, dtype=float)),
        np.array(relationship, dtype=float),
        np.array(relationship) > 0,
    )
    return World(
        values={name: np.full((samples, 1), value) for name, value in at.items()},
        fixed=library.fixed,
        incentives=incentives,
        shift=shift,
        people=people(samples, participants, at, odds),
        card=Card(np.full(6, 1 / 6), np.full(6, 0.8), np.inf, score_level()),
        quota=np.ones(months),
        turnover=np.ones((months, 1, 1)),
        lucky=lucky,
    )


def score_level() -> float:
    """Give the score of somebody whom customers rate as usual."""
    return float(1 / (1 + np.exp(-shipped().fixed["rating_level"])) / 0.8)


def people(samples: int, participants: int, at: dict[str, float], odds: float | None) -> People:
    """Make participants who are all alike."""
    ones = np.ones((samples, participants))
    belief = at["initial_belief"]
    row = np.ones(participants)
    return People(
        elasticity=ones * at["incentive_elasticity"],
        anchor=ones * (np.log(belief / (1 - belief)) if odds is None else odds),
        ability=ones * 0.0,
        intercept=ones * shipped().fixed["rating_level"],
        skill=np.full((6, samples, participants), 0.4),
        raters=row * 8,
        product=row,
        relationship=row,
        variable=row * 0.4,
    )


def lived(here: World, months: int | None = None, noise_of: NoiseOf = lambda _: QUIET) -> list[Month]:
    """Live through a world."""
    return list(respond(here, noise_of, months or len(here.quota)))


def changed(here: World, **values: float) -> World:
    """Change parameters of a world."""
    samples = len(here.values["morale"])
    return replace(here, values={**here.values, **{n: np.full((samples, 1), v) for n, v in values.items()}})
