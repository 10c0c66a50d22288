"""What may become of a forecast: what became of earlier ones that were like it.

Outcomes are kept as multiples of what was forecast, those of all participants together, so that months of
nothing and rare large ones appear as often as they did. Earlier forecasts count by how near they are in size,
in how many months were known, and in being of the same participant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MEMBERS = 100
"""Members of a forecast: its quantiles at equal steps."""
LEVELS = (np.arange(MEMBERS) + 0.5) / MEMBERS
LEAST = 10
"""Earlier forecasts that it takes."""
_MOST = 1500
"""Earlier forecasts that are looked at; of more, so many are chosen by a fixed lot."""
_OTHER, _KNOWN = 0.5, 0.6
"""Distance of another participant, and of a factor e in the months known, in standard deviations of size."""
_FAR = 1e-6
"""Weight that is left to what is far, so that there is always something."""
_CELLS = 2_000_000
"""Pairs of forecasts weighed at a time."""


@dataclass(frozen=True, slots=True)
class Analogues:
    """Earlier forecasts: outcome as a multiple of it, log of its size, log of months known, whose it was."""

    multiple: Floats
    size: Floats
    known: Floats
    person: NDArray[np.int64]


def analogues_of(point: Sequence[Floats], actual: Sequence[Floats], known: Sequence[Floats]) -> Analogues:
    """Collect earlier forecasts by origin: point, outcome and months known, each [participants]."""
    columns = [_of_origin(*each) for each in zip(point, actual, known, strict=True)] or [(np.zeros(0),) * 4]
    multiple, size, months, person = (np.concatenate(each) for each in zip(*columns, strict=True))
    if len(multiple) > _MOST:
        lot = np.random.default_rng(0).permutation(len(multiple))[:_MOST]
        multiple, size, months, person = (each[lot] for each in (multiple, size, months, person))
    order = np.argsort(multiple, kind="stable")
    return Analogues(multiple[order], size[order], months[order], person[order].astype(np.int64))


def _of_origin(point: Floats, actual: Floats, known: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    used = np.flatnonzero(np.isfinite(actual) & (point > 0) & (known > 0))
    multiple = actual[used] / point[used]
    return multiple, np.log(point[used]), np.log(known[used]), used.astype(np.float64)


def spread(found: Analogues, point: Floats, known: Floats, width: float) -> Floats:
    """Give members [participants, MEMBERS] for points, by analogues that count within a ``width``."""
    people = np.arange(len(point))
    step = max(_CELLS // max(len(found.multiple), 1), 1)
    parts = [people[at : at + step] for at in range(0, len(point), step)]
    members = [_members(found, point, known, part, width) for part in parts]
    return np.concatenate(members) if members else np.zeros((0, MEMBERS))


def _members(
    found: Analogues, point: Floats, known: Floats, people: NDArray[np.int64], width: float
) -> Floats:
    unit = max(float(found.size.std()), 0.1)
    usable = np.maximum(point[people], np.finfo(float).tiny)
    far = np.abs(found.size - np.log(usable)[:, None]) / unit
    far += _KNOWN * np.abs(found.known - np.log(np.maximum(known[people], 1))[:, None])
    far += _OTHER * (found.person != people[:, None])
    weight = np.exp(-0.5 * (far / width) ** 2) + _FAR
    level = np.cumsum(weight, axis=1)
    level = (level - 0.5 * weight) / level[:, -1:]
    return np.array(
        [p * np.interp(LEVELS, each, found.multiple) for p, each in zip(point[people], level, strict=True)]
    )
