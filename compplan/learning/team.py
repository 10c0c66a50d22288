"""How much team totals alone would tell: means of revenue, ratings and expected pay by month, and leavers.

With common random numbers a difference of two parameters is a difference of two simulations and nothing else;
many simulations with other luck tell how much the means move by chance.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compplan.learning.unknowns import Unknowns
from compplan.simulation.response.respond import respond
from compplan.simulation.run import Setting, luck_of, world_of
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]

_SAMPLES, _STEP, _REPEATED = 192, 0.5, 16
_CHANCE = 1e-6
"""Of the size of a figure, the least chance that it is taken to have."""


def team_information(setting: Setting, path: Path, unknowns: Unknowns) -> Floats:
    """Give what the totals of all participants tell [unknowns, unknowns] over the months of a setting."""
    count = len(unknowns.names)
    steps = np.concatenate([-_STEP * np.eye(count), _STEP * np.eye(count)])
    slopes = np.zeros((count, 3 * setting.months + 1))
    for luck in range(_REPEATED):
        figures = _figures(setting, path, unknowns, steps, np.full(len(steps), luck))
        slopes += (figures[count:] - figures[:count]) / (2 * _STEP * _REPEATED)
    centre = np.zeros((_SAMPLES, count))
    return _told(slopes, _figures(setting, path, unknowns, centre, np.arange(_SAMPLES)))


def _figures(
    setting: Setting, path: Path, unknowns: Unknowns, deviates: Floats, luck: NDArray[np.int64]
) -> Floats:
    """Give means over participants [samples, figures] at deviates, with the luck of samples."""
    points = unknowns.points(deviates)
    drawn = luck_of(setting, luck)
    world = world_of(setting, path, points.values, drawn)
    people = replace(
        world.people,
        product=world.people.product * np.exp(points.revenue),
        intercept=world.people.intercept - unknowns.rating.mean + points.rating,
    )
    months = list(respond(replace(world, people=people), lambda month: drawn.months[month], setting.months))
    left = np.sum([each.left.mean(axis=-1) for each in months], axis=0)
    by_month = [
        figure
        for each in months
        for figure in (
            np.log(np.maximum(each.product.mean(axis=-1), _CHANCE)),
            each.favourable.mean(axis=(0, -1)),
            each.expected_pay.mean(axis=-1),
        )
    ]
    return np.stack([*by_month, left], axis=1)


def _told(slopes: Floats, chance: Floats) -> Floats:
    """Give the information of figures of which ``chance`` are samples; their covariance is shrunk."""
    covariance = np.cov(chance.T)
    own = np.diag(np.diag(covariance))
    share = min(1.0, chance.shape[1] / len(chance))
    shrunk = (1 - share) * covariance + share * own
    shrunk = shrunk + _CHANCE * np.diag(np.diag(own) + chance.mean(axis=0) ** 2)
    told: Floats = slopes @ np.linalg.solve(shrunk, slopes.T)
    return told
