"""Where a path fails: one or two bounds on parameters that a person can read, tried on samples kept aside.

The search is in the spirit of scenario discovery (Bryant and Lempert 2010): of all bounds, those that hold
most failures for the fewest other samples. Half of the samples find the rule, the other half judge it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_CUTS = np.arange(0.1, 0.95, 0.1)
_LEAST_GAIN = 0.02
_TELLS = 0.1
"""By how much more often a path has to fail within bounds than elsewhere for them to be a rule."""
_LEAST = 4
"""Failures without which no rule is sought."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A parameter is below or above a value."""

    parameter: str
    above: bool
    value: float


@dataclass(frozen=True, slots=True)
class Region:
    """Bounds that hold together, judged on samples that did not choose them; none if no rule tells.

    ``inside`` is the share of samples within, ``failing`` the share of these that fail, ``covered`` the share
    of all failures that lie within, and ``overall`` the share of all samples that fail. ``regret_inside`` and
    ``regret_outside`` are what is given away on average, within and elsewhere.
    """

    bounds: tuple[Bound, ...]
    inside: float
    failing: float
    covered: float
    overall: float
    regret_inside: float
    regret_outside: float


def failing_region(values: Mapping[str, Floats], lost: Floats, clearly: float, most: int = 2) -> Region:
    """Find the bounds within which a path fails: none if it hardly ever or always does, or no rule holds.

    ``values`` gives each parameter [samples], ``lost`` [samples] by how much others bring more; a path fails
    where that is more than ``clearly``.
    """
    failed = lost > clearly
    learn = np.arange(len(failed)) % 2 == 0
    inside, bounds = np.ones(len(failed), dtype=bool), list[Bound]()
    if failed[learn].sum() >= _LEAST and not failed.all():
        inside, bounds = _found(values, failed, learn, most)
    every, given = np.ones(len(failed), dtype=bool), np.maximum(lost, 0.0)
    found = _judged(tuple(bounds), inside[~learn], failed[~learn], given[~learn])
    holds = bounds and found.failing > found.overall + _TELLS
    return found if holds else _judged((), every, failed, given)


def _found(values: Mapping[str, Floats], failed: Flags, learn: Flags, most: int) -> tuple[Flags, list[Bound]]:
    inside, bounds = np.ones(len(failed), dtype=bool), list[Bound]()
    score = _score(inside[learn], failed[learn])
    while len(bounds) < most:
        found = max(
            (
                (_score((inside & cut)[learn], failed[learn]), at)
                for at, (_, cut) in enumerate(_bounds(values))
            ),
            default=(0.0, -1),
        )
        if found[0] < score + _LEAST_GAIN:
            break
        score = found[0]
        bound, cut = list(_bounds(values))[found[1]]
        inside, bounds = inside & cut, [*bounds, bound]
    return inside, bounds


def _bounds(values: Mapping[str, Floats]) -> Iterator[tuple[Bound, Flags]]:
    for name, each in values.items():
        if not np.ptp(each) > 0:
            continue
        for value in np.quantile(each, _CUTS):
            yield Bound(name, above=True, value=float(value)), each > value
            yield Bound(name, above=False, value=float(value)), each <= value


def _score(inside: Flags, failed: Flags) -> float:
    """Weigh how pure a region is against how much of the failures it holds: their harmonic mean."""
    both = float((inside & failed).sum())
    return 2 * both / max(float(inside.sum() + failed.sum()), 1.0)


def _judged(bounds: tuple[Bound, ...], inside: Flags, failed: Flags, lost: Floats) -> Region:
    both = float((inside & failed).sum())
    return Region(
        bounds,
        inside=float(inside.mean()),
        failing=both / max(float(inside.sum()), 1.0),
        covered=both / max(float(failed.sum()), 1.0),
        overall=float(failed.mean()),
        regret_inside=_mean(lost[inside]),
        regret_outside=_mean(lost[~inside]),
    )


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0
