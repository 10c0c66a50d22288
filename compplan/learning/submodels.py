"""What can be told without the response model: month-to-month revenue, the level of ratings, and leaving.

Each is a model of its own, and what it tells holds whatever people answer to: how much a month's revenue
moves by chance, how participants differ in ratings and how much a month's mood moves them, and how often
people leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Level
from compplan.learning.observed import Observed
from compplan.simulation.workforce.shrinkage import month_noise

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_DOUBT, _RATING_DOUBT = 0.2, 0.5
"""Sd to which levels of old are known before the data: revenue in logs, ratings in log-odds."""
_LEAST = 0.05
_SHARED = 2.0
"""Times the jumps that chance would make of the months' means, from which months move together."""
_FEW_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Sold:
    """Revenue next to quota: its ``usual`` mean, the ``level`` of participants, and the noise of a month.

    ``noise`` is the sd of a month's log and its degrees of freedom, None with too few months. ``shared`` is
    the sd of what all participants' months share by chance, 0 if it is no more than chance would have it.
    """

    usual: float
    level: Level
    noise: tuple[float, int] | None
    shared: float


@dataclass(frozen=True, slots=True)
class Rated:
    """Log-odds of a favourable rating: the ``level`` of participants, and the sd of a month's ``mood``.

    ``easier`` [behaviours] is by how much a behaviour's log-odds differ from the mean of them.
    """

    level: Level
    mood: float
    easier: Floats
    responses: int


def sold_of(observed: Observed, who: Bools, changed: Bools) -> Sold:
    """Tell how revenue moves next to quota; ``changed`` marks the months paid by new weights."""
    known = observed.present & (observed.revenue > 0) & (observed.quota > 0)
    known = known[:, who]
    ratio = np.divide(observed.revenue[:, who], observed.quota[:, who], where=known, out=np.ones(known.shape))
    logs = np.where(known, np.log(ratio), np.nan)
    old = logs[~changed] if (~changed).sum() >= 3 else logs
    usual = float(np.exp(np.nanmean(old))) if np.isfinite(old).any() else 1.0
    noise = month_noise(logs)
    means = _row_means(logs.T)
    error = (noise[0] if noise else 0.25) ** 2 / np.maximum(known.sum(axis=0), 1)
    spread = float(np.nanvar(means)) - float(error.mean()) if np.isfinite(means).sum() > 1 else 0.0
    level = Level(0.0, _DOUBT, max(np.sqrt(max(spread, 0.0)), _LEAST))
    return Sold(usual, level, noise, _shared(logs, changed, noise))


def _shared(logs: Floats, changed: Bools, noise: tuple[float, int] | None) -> float:
    """Give the sd of months that all share, from how jagged the months' means are.

    What a plan brings about comes smoothly, so that second differences of the means hold chance alone, but
    for those across a change of weights.
    """
    if noise is None or len(logs) < _FEW_MONTHS:
        return 0.0
    count = np.maximum(np.isfinite(logs).sum(axis=1), 1)
    jumps = np.diff(_row_means(logs), 2)
    turns = np.abs(np.diff(changed.astype(int), prepend=int(changed[0])))
    calm = ~(np.convolve(turns, np.ones(3), "full")[2 : len(jumps) + 2] > 0)
    jumps = jumps[calm & np.isfinite(jumps)]
    if len(jumps) < _FEW_MONTHS - 2:
        return 0.0
    by_chance = noise[0] ** 2 / float(np.median(count))
    variance = float((jumps**2).mean()) / 6
    return float(np.sqrt(variance - by_chance)) if variance > _SHARED * by_chance else 0.0


def without_shared(observed: Observed, who: Bools) -> Observed:
    """Take from everybody's revenue what the months share, which cannot be told from what the plan does."""
    known = observed.present & (observed.revenue > 0) & (observed.quota > 0)
    ratio = np.divide(observed.revenue, observed.quota, where=known, out=np.ones(known.shape))
    logs = np.where(known & who, np.log(ratio), np.nan)
    means = _row_means(logs)
    away = np.nan_to_num(means - np.nanmean(means))
    return replace(observed, revenue=observed.revenue * np.exp(-away)[:, None])


def rated_of(observed: Observed, who: Bools, fixed: Mapping[str, float]) -> Rated:
    """Tell how participants and months differ in favourable ratings, beyond the chance of few answers."""
    counts = observed.ratings[:, who].astype(float).sum(axis=2)
    if not counts.size or not counts.sum():
        return Rated(
            Level(fixed["rating_level"], _RATING_DOUBT, fixed["rating_spread"]), fixed["halo"], np.zeros(0), 0
        )
    good, count = counts[..., observed.favourable].sum(axis=-1), counts.sum(axis=-1)
    mean = float(np.clip(good.sum() / count.sum(), 0.02, 0.98))
    scale = mean * (1 - mean)
    share = np.divide(good, count, out=np.full(good.shape, np.nan), where=count > 0)
    own = np.divide(
        good.sum(axis=0), count.sum(axis=0), out=np.full(len(good[0]), np.nan), where=count.sum(axis=0) > 0
    )
    inside = np.nanmean((share - own) ** 2 - scale / np.maximum(count, 1)) if len(good) > 1 else 0.0
    moods = float(np.sqrt(max(float(inside), 0.0)) / scale)
    between = np.nanvar(own) - float(np.mean(scale / np.maximum(count.sum(axis=0), 1)))
    level = Level(
        float(np.log(mean / (1 - mean))),
        _RATING_DOUBT,
        max(float(np.sqrt(max(between, 0.0))) / scale, _LEAST),
    )
    return Rated(level, max(moods, _LEAST), _easier(observed, who), int(count.sum()))


def _easier(observed: Observed, who: Bools) -> Floats:
    """Give by how much the log-odds of each behaviour differ from their mean, shrunk."""
    counts = observed.ratings[:, who].astype(float).sum(axis=(0, 1))
    good, count = counts[:, observed.favourable].sum(axis=1), counts.sum(axis=1)
    mean = good.sum() / count.sum()
    share = np.clip((good + 10 * mean) / (count + 10), 0.01, 0.99)
    odds: Floats = np.log(share / (1 - share))
    away: Floats = odds - odds.mean()
    return away


def _row_means(values: Floats) -> Floats:
    """Average what is known of each row; nan where nothing is."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    means: Floats = np.divide(
        np.where(known, values, 0.0).sum(axis=1), count, out=np.full(len(values), np.nan), where=count > 0
    )
    return means
