"""Founders: who was there when a plan began, and their levels, as the response model wants to know them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence, Level
from compplan.learning.observed import Observed
from compplan.learning.submodels import Rated, Sold
from compplan.simulation.workforce.model import Workforce
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NOISE = 0.25
"""Sd of a month's log revenue that shrinks levels; they hardly depend on it."""


def founders_of(observed: Observed) -> Bools:
    """Tell who was there in the first month, and sold something in a month with a quota."""
    sold = (observed.revenue > 0) & (observed.quota > 0)
    founders: Bools = observed.present[0] & sold.any(axis=0)
    return founders


def evidence_of(
    observed: Observed, path: Path, force: Workforce, sold: Sold, rated: Rated, fixed: Mapping[str, float]
) -> Evidence:
    """Take from what was observed what the likelihood looks at."""
    who = founders_of(observed)
    present = observed.present[:, who]
    known = present & (observed.revenue[:, who] > 0) & (observed.quota[:, who] > 0)
    ratio = np.divide(observed.revenue[:, who], observed.quota[:, who], where=known, out=np.ones(known.shape))
    attained = np.where(known, ratio / sold.usual, 0.0)
    favourable, responses = _answers(observed, who, len(path.card.weights))
    level, doubt = usual_levels(attained, known, sold.level)
    share = np.full(int(who.sum()), 1 / (1 + np.exp(-rated.level.mean)))
    variable = float(np.median(force.variable))
    return Evidence(
        path=path,
        present=present,
        left=observed.left[:, who],
        attained=attained,
        known=known,
        favourable=favourable,
        responses=responses,
        level=level,
        doubt=doubt,
        relationship=np.ones(len(share)),
        share=share,
        variable=np.full(len(share), variable),
        easier=rated.easier
        if len(rated.easier) == len(path.card.weights)
        else np.zeros(len(path.card.weights)),
        revenue=sold.level,
        rating=rated.level,
        mood=rated.mood if rated.responses else fixed["halo"],
    )


def _answers(observed: Observed, who: Bools, behaviours: int) -> tuple[Floats, Floats]:
    """Give favourable answers and all answers [months, behaviours, founders]; none without a card."""
    counts = observed.ratings[:, who]
    if counts.shape[2] != behaviours:
        nothing = np.zeros((observed.months, behaviours, int(who.sum())))
        return nothing, nothing
    moved = np.moveaxis(counts.astype(float), 1, 2)
    return moved[..., observed.favourable].sum(axis=-1), moved.sum(axis=-1)


def usual_levels(attained: Floats, known: Bools, level: Level) -> tuple[Floats, Floats]:
    """Give each participant's level of log revenue next to those of the same months, and its doubt (sd).

    What all share, the plan may have brought about; so their mean is taken from the level. Each is shrunk to
    it.
    """
    logs = np.log(np.where(known, attained, 1.0))
    usual = logs.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    count = known.sum(axis=0)
    apart = np.where(known, logs - usual[:, None], 0.0).sum(axis=0) / np.maximum(count, 1)
    kept = level.between**2 / (level.between**2 + NOISE**2 / np.maximum(count, 1)) * (count > 0)
    return level.mean + kept * apart, level.between * np.sqrt(1 - kept)
