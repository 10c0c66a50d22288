"""Caps and floors: whole rounding units, after rounding, so that they hold to the last cent."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compplan.engine.edges import Edges, Units
from compplan.engine.schedule import Schedule

Ints = NDArray[np.int64]
_SAFE = 2**62


def limited(edges: Edges | None, rounded: Ints, schedule: Schedule) -> Ints:
    """Keep a measure's lines [lines, participants] within its floors and caps, in rounding units.

    Of a measure to date ``rounded`` is what is due. A floor lifts what is above 0, a cap cuts, the cap of a
    plan year what its lines come to in order.
    """
    if edges is None:
        return rounded
    if edges.least is not None:
        rounded = lifted(rounded, edges.least)
    if edges.most is not None:
        rounded = np.minimum(rounded, edges.most)
    if edges.of_year is None:
        return rounded
    years = [schedule.last_month(line) // 12 for line in range(len(rounded))]
    return within(rounded, years, edges.of_year)


def lifted(rounded: Ints, least: Units) -> Ints:
    """Lift what is above 0 to a floor."""
    return np.where(rounded > 0, np.maximum(rounded, least), rounded)


def within(amounts: Ints, years: Sequence[int], most: Units) -> Ints:
    """Cut amounts, in order, where their sum within a year would be more than a cap."""
    result, used = np.empty_like(amounts), np.zeros(amounts.shape[1], dtype=np.int64)
    for line, year in enumerate(years):
        if line and year != years[line - 1]:
            used[:] = 0
        left = (most if isinstance(most, int) else most[line]) - used
        result[line] = np.minimum(amounts[line], np.maximum(left, 0))
        used += result[line]
    return result


def shared_cut(lines: Ints, most: Ints) -> Ints:
    """Cut the sum of lines [lines, participants] to ``most`` [participants], in proportion to those above 0.

    What the cut leaves of each is by largest remainder, the earlier line first.
    """
    positive = np.maximum(lines, 0)
    gross = positive.sum(axis=0)
    cut = np.clip(lines.sum(axis=0) - most, 0, gross)
    people = np.flatnonzero(cut)
    if not len(people):
        return lines
    positive, gross, cut = positive[:, people], gross[people], cut[people]
    large = int(positive.max()) * int(cut.max()) >= _SAFE
    parts = positive.astype(object if large else np.int64) * cut
    shares, left = (np.asarray(part, dtype=np.int64) for part in (parts // gross, parts % gross))
    place = np.argsort(np.argsort(-left, axis=0, kind="stable"), axis=0, kind="stable")
    result = lines.copy()
    result[:, people] -= shares + (place < cut - shares.sum(axis=0))
    return result
