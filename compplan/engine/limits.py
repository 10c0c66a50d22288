"""Caps and floors in money: whole rounding units, after rounding, so that they hold to the last cent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from compplan.engine.schedule import Schedule
from compplan.plan.model import Measure

Ints = NDArray[np.int64]
_SAFE = 2**62


def limited(measure: Measure, rounded: Ints, schedule: Schedule, unit: Fraction) -> Ints:
    """Keep a measure's lines [lines, participants] within its floors and caps.

    ``rounded`` is in rounding units of ``unit`` (units of the currency); of a measure to date it is what is
    due. A floor lifts what is above 0, a cap cuts, the cap of a plan year what its lines come to in order.
    """
    floors, caps = measure.floors, measure.caps
    if floors is None and caps is None:
        return rounded
    to_date = measure.accumulate == "year_to_date"
    if floors is not None:
        least = floors.plan_year if to_date else floors.payout_period
        rounded = rounded if least is None else lifted(rounded, ceil(least / unit))
    if caps is None:
        return rounded
    most = caps.plan_year if to_date else caps.payout_period
    rounded = rounded if most is None else np.minimum(rounded, floor(most / unit))
    if to_date or caps.plan_year is None:
        return rounded
    years = [schedule.last_month(line) // 12 for line in range(len(rounded))]
    return within(rounded, years, floor(caps.plan_year / unit))


def lifted(rounded: Ints, least: int) -> Ints:
    """Lift what is above 0 to a floor."""
    return np.where(rounded > 0, np.maximum(rounded, least), rounded)


def within(amounts: Ints, years: Sequence[int], most: int) -> Ints:
    """Cut amounts, in order, where their sum within a year would be more than a cap."""
    result, used = np.empty_like(amounts), np.zeros(amounts.shape[1], dtype=np.int64)
    for line, year in enumerate(years):
        if line and year != years[line - 1]:
            used[:] = 0
        result[line] = np.minimum(amounts[line], np.maximum(most - used, 0))
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


def in_minor(amount: Fraction | None, exponent: int) -> int | None:
    """Give a cap in whole minor units, not above it."""
    return None if amount is None else floor(amount * 10**exponent)
