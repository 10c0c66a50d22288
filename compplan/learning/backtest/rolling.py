"""Rolling origins: at each month everybody forecasts from what was known, and is scored by what came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.learning.backtest.forecaster import forecasts
from compplan.learning.backtest.naive import Method
from compplan.learning.backtest.scores import crps, pit
from compplan.learning.backtest.series import Series, active_months

Floats = NDArray[np.float64]
Ints = NDArray[Any]
OURS = "compplan"
"""The name of our own forecaster among the methods."""
_MONTHS, _PEOPLE = 2**16, 2**32
"""More months and participants than there are."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Scored:
    """Forecasts that were scored, one a row: which of ``methods``, origin (row), months ahead, whose.

    ``score`` is the fair CRPS, ``issued`` that of the members as they are; ``low`` and ``high`` the stretch
    of probability at which the outcome fell.
    """

    methods: tuple[str, ...]
    method: Ints
    origin: Ints
    ahead: Ints
    person: Ints
    actual: Floats
    score: Floats
    issued: Floats
    low: Floats
    high: Floats

    def part(self, method: str, horizons: Sequence[int]) -> Scored:
        """Give the forecasts of one method for some horizons, in order of origin, horizon and person."""
        used = (self.method == self.methods.index(method)) & np.isin(self.ahead, horizons)
        return self.only(np.flatnonzero(used))

    def only(self, rows: Ints) -> Scored:
        """Give some of the rows."""
        arrays = (getattr(self, name)[rows] for name in _COLUMNS)
        return Scored(self.methods, *arrays)

    def keys(self) -> Ints:
        """Give each forecast a number by origin, horizon and person, alike for all methods."""
        return (self.origin * _MONTHS + self.ahead) * _PEOPLE + self.person


_COLUMNS = ("method", "origin", "ahead", "person", "actual", "score", "issued", "low", "high")


@dataclass(frozen=True, slots=True)
class Rolled:
    """What rolling gave: scored forecasts, and how our candidates were weighed [origins, candidates]."""

    scored: Scored
    origins: tuple[int, ...]
    weights: Floats


def rolled(
    series: Series,
    horizons: Sequence[int],
    start: int,
    least: int,
    others: Mapping[str, Method],
    progress: Progress = lambda _done, _of: None,
) -> Rolled:
    """Forecast from each origin since row ``start`` and score what is known of it.

    Scored are participants with at least ``least`` months of other than 0 by the origin. ``others`` are the
    methods beside our own.
    """
    values, found, weights = series.values, list[tuple[Any, ...]](), list[Floats]()
    methods = (OURS, *others)
    for origin, own in forecasts(values, horizons):
        progress(origin + 1, len(values))
        if origin < start or origin + min(horizons) >= len(values):
            continue
        weights += [each.weights for each in own.values()][:1]
        past = values[: origin + 1]
        enough = active_months(past) >= least
        for ahead in (each for each in horizons if origin + each < len(values)):
            who = np.flatnonzero(enough & np.isfinite(values[origin + ahead]))
            members = _members(past, ahead, own[ahead].members if ahead in own else None, others)
            for number, each in members:
                row = _row(each[who], values[origin + ahead, who])
                found.append((np.full(len(who), number), who, *row, origin, ahead))
    scored = _collected(methods, found)
    return Rolled(scored, tuple(np.unique(scored.origin).tolist()), np.array(weights))


def _members(
    past: Floats, ahead: int, own: Floats | None, others: Mapping[str, Method]
) -> Iterator[tuple[int, Floats]]:
    if own is not None:
        yield 0, own
    for number, method in enumerate(others.values(), 1):
        yield number, method(past, ahead)


def _row(members: Floats, actual: Floats) -> tuple[Floats, ...]:
    return (actual, crps(members, actual), crps(members, actual, fair=False), *pit(members, actual))


def _collected(methods: tuple[str, ...], found: Sequence[tuple[Any, ...]]) -> Scored:
    """Put forecasts together, leaving out those that a method did not make."""
    parts = [
        (each[0], np.full(len(each[0]), each[7]), np.full(len(each[0]), each[8]), *each[1:7])
        for each in found
    ]
    if not parts:
        nothing: list[Any] = [np.zeros(0, dtype=np.int64)] * 4 + [np.zeros(0)] * 5
        return Scored(methods, *nothing)
    every = Scored(methods, *(np.concatenate(column) for column in zip(*parts, strict=True)))
    return every.only(np.flatnonzero(np.isfinite(every.score)))
