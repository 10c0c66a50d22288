"""Forecasts that cost nothing, which a forecaster has to beat: ensembles from a participant's own past.

Each takes what was known [months, participants] and how many months ahead, and gives members [participants,
members]; nan where it has nothing to say. A point forecast becomes an ensemble by its own past errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from compplan.learning.backtest.levels import level_of
from compplan.learning.backtest.series import floor_of, mean_of

Floats = NDArray[np.float64]
Point = Callable[[Floats, int], Floats]
Method = Callable[[Floats, int], Floats]


def climatology(past: Floats, ahead: int) -> Floats:
    """Take the last twelve values, whatever the month."""
    assert ahead > 0
    return past[-12:].T


def with_errors(point: Point, past: Floats, ahead: int) -> Floats:
    """Add a point forecast's errors on the past to it; nothing with fewer than two of them."""
    origins = range(len(past) - ahead)
    errors = [past[at + ahead] - point(past[: at + 1], ahead) for at in origins]
    if len(errors) < 2:
        return np.full((past.shape[1], 1), np.nan)
    members = point(past, ahead)[:, None] + np.array(errors).T
    few = np.isfinite(members).sum(axis=1) < 2
    members[few] = np.nan
    return np.asarray(np.maximum(members, floor_of(past)))


def last(past: Floats, ahead: int) -> Floats:
    """Repeat the last value."""
    assert ahead > 0
    return np.asarray(past[-1])


def months_back(period: int, past: Floats, ahead: int) -> Floats:
    """Repeat the last known value of the same place in a period of so many months."""
    back = -ahead % period
    return past[-1 - back] if back < len(past) else np.full(past.shape[1], np.nan)


def recent_mean(past: Floats, ahead: int) -> Floats:
    """Take the mean of the last six months."""
    assert ahead > 0
    return mean_of(past[-6:])


def shrunken_mean(past: Floats, ahead: int) -> Floats:
    """Take the mean of all months, drawn towards everybody's as far as it is doubtful."""
    assert ahead > 0
    return level_of(past)


def drift(past: Floats, ahead: int) -> Floats:
    """Go on from the last value as it went from the first on average."""
    known = np.isfinite(past)
    first = np.where(known.any(axis=0), known.argmax(axis=0), 0)
    months = len(past) - 1 - first
    change = past[-1] - past[first, np.arange(past.shape[1])]
    slope = np.divide(change, months, out=np.zeros_like(change), where=months > 0)
    moved: Floats = past[-1] + ahead * slope
    return moved


NAIVE: Mapping[str, Method] = MappingProxyType(
    {
        "last value": partial(with_errors, last),
        "three months back": partial(with_errors, partial(months_back, 3)),
        "same month last year": partial(with_errors, partial(months_back, 12)),
        "mean of 6 months": partial(with_errors, recent_mean),
        "shrunken mean": partial(with_errors, shrunken_mean),
        "drift": partial(with_errors, drift),
        "last 12 values": climatology,
    }
)
"""The naive forecasts by name."""
