"""Our own forecaster: level times season, spread as earlier forecasts turned out.

There are several candidates, which differ in how fast levels forget and in how near an earlier forecast must
be to count. Their quantiles are averaged with weights that fall with the score that each earned on what was
known at the origin: nothing that came later is looked at, neither for figures nor for the choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from compplan.learning.backtest.analogues import LEAST, MEMBERS, analogues_of, spread
from compplan.learning.backtest.levels import level_of
from compplan.learning.backtest.scores import crps
from compplan.learning.backtest.season import season_of
from compplan.learning.backtest.series import floor_of

Floats = NDArray[np.float64]
HALF_LIVES = (2.0, 6.0, np.inf)
"""Months after which a month counts half in the level."""
WIDTHS = (0.5, 1.5)
"""How near an earlier forecast must be to count."""
CANDIDATES = tuple(product(HALF_LIVES, WIDTHS))
_POWER = 8
"""A candidate with a score worse by 1 % has about 8 % less weight."""
_MEMORY = 6.0
"""Months after which a score counts half in the choice."""
_RUNGS = (1, 3, 6)
"""Horizons whose errors stand for those of a longer one that was never seen."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was forecast at an origin: members [participants, members], weights [candidates]."""

    members: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was forecast so far, by origin: points [candidates, participants] by horizon, months known."""

    point: dict[tuple[int, int], Floats] = field(default_factory=dict)
    known: list[Floats] = field(default_factory=list)
    waiting: dict[tuple[int, int], Floats] = field(default_factory=dict)
    score: dict[tuple[int, int], tuple[Floats, int]] = field(default_factory=dict)


def forecasts(values: Floats, horizons: Sequence[int]) -> Iterator[tuple[int, dict[int, Forecast]]]:
    """Forecast from every month [months, participants], in order: the row, and forecasts by horizon.

    A forecast of a row looks at that row and earlier ones alone. A horizon is left out where too few
    earlier forecasts are known.
    """
    seen, ladder = _Seen(), sorted({*horizons, *(rung for rung in _RUNGS if rung < max(horizons))})
    for origin in range(len(values)):
        past = values[: origin + 1]
        _learn(seen, past)
        for ahead, point in zip(ladder, points(past, ladder), strict=True):
            seen.point[origin, ahead] = point
        found = {ahead: _forecast(seen, past, ahead, ladder) for ahead in ladder}
        yield origin, {ahead: each for ahead in horizons if (each := found[ahead]) is not None}


def points(past: Floats, horizons: Sequence[int]) -> list[Floats]:
    """Give the point forecasts of each horizon [half-lives, participants]."""
    factor = season_of(past, max(horizons))
    plain = past / factor[: len(past), None]
    levels = np.array([level_of(plain, half_life) for half_life in HALF_LIVES])
    return [levels * factor[len(past) - 1 + ahead] for ahead in horizons]


def _learn(seen: _Seen, past: Floats) -> None:
    """Take in a month: score the forecasts that it decides."""
    seen.known.append(np.isfinite(past).sum(axis=0).astype(float))
    latest = len(past) - 1
    for origin, ahead in [key for key in seen.waiting if sum(key) == latest]:
        candidates = seen.waiting.pop((origin, ahead))
        known = np.flatnonzero(np.isfinite(past[-1]) & (seen.known[origin] > 0))
        if len(known):
            scores = [crps(each[known], past[-1][known], fair=False).mean() for each in candidates]
            seen.score[origin, ahead] = np.array(scores), len(known)


def _forecast(seen: _Seen, past: Floats, ahead: int, ladder: Sequence[int]) -> Forecast | None:
    origin = len(past) - 1
    for rung in [each for each in reversed(ladder) if each <= ahead]:
        candidates = _candidates(seen, past, ahead, rung)
        if candidates is not None:
            if rung == ahead:
                seen.waiting[origin, ahead] = candidates
            weights = _weights(seen, origin)
            members = np.einsum("c,cpm->pm", weights, candidates)
            return Forecast(_widened(members, origin - rung + 1, floor_of(past)), weights)
    return None


def _candidates(seen: _Seen, past: Floats, ahead: int, rung: int) -> Floats | None:
    """Give the members of every candidate [candidates, participants, members], from errors of a horizon."""
    origin = len(past) - 1
    earlier, found = range(origin - rung + 1), []
    for index in range(len(HALF_LIVES)):
        point = [seen.point[at, rung][index] for at in earlier]
        pool = analogues_of(point, [past[at + rung] for at in earlier], [seen.known[at] for at in earlier])
        if len(pool.multiple) < LEAST:
            return None
        now = seen.point[origin, ahead][index]
        found += [spread(pool, now, seen.known[origin], width) for width in WIDTHS]
    return np.array(found).reshape(len(CANDIDATES), -1, MEMBERS)


def _weights(seen: _Seen, origin: int) -> Floats:
    """Weigh the candidates by the scores that they earned until the origin, recent ones counting more."""
    if not seen.score:
        return np.full(len(CANDIDATES), 1 / len(CANDIDATES))
    count = np.array([n * 0.5 ** ((origin - at) / _MEMORY) for (at, _), (_, n) in seen.score.items()])
    mean = count @ np.array([score for score, _ in seen.score.values()]) / count.sum()
    least = float(mean.min())
    weight = (mean / least) ** -_POWER if least > 0 else (mean <= least).astype(float)
    return np.asarray(weight / weight.sum())


def _widened(members: Floats, months: int, least: float) -> Floats:
    """Widen a forecast for the few months in which errors were seen: half of an error is the month's own."""
    middle = np.median(members, axis=1, keepdims=True)
    wide = middle + np.sqrt(1 + 0.5 / max(months, 1)) * (members - middle)
    return np.asarray(np.maximum(wide, least))
