"""What participants see of a plan: for each month the slope of pay in every channel, smoothed, as tables.

Two points of view count. At the *expected* attainment stand months of later periods; at the *coming* one,
what the running period will come to, stand the months left of it, with the luck that is still to come.
Where a period is one month, the two are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from compplan.plan.model import Plan
from compplan.simulation.incentive.joint import CHANNELS, JointTables, joint_tables
from compplan.simulation.incentive.pieces import Function, pieces_of
from compplan.simulation.incentive.reference import MonthlyPay, Reference, announced, before, period_months
from compplan.simulation.incentive.smooth import Pieces, smoothed

Floats = NDArray[np.float64]

HIGHEST, STEP = 3.0, 0.01
GRID = np.linspace(0.0, HIGHEST, round(HIGHEST / STEP) + 1)
NEW, NEW_ROOT, OLD, OLD_ROOT, LEVEL = range(5)
"""Rows of a table: slope and signed root of the variance's slope, as announced and of old; expected pay."""


@dataclass(frozen=True, slots=True)
class ChannelTables:
    """Tables of a channel: ``expected`` [months, 5, grid]; ``coming`` [months, 4, grid] if periods are long.

    ``period`` is the length of the channel's periods in months; ``old`` [grid] what the old plan is expected
    to pay in its first month, less what it pays at 1.
    """

    period: int
    expected: Floats
    coming: Floats | None
    old: Floats


@dataclass(frozen=True, slots=True)
class Incentives:
    """Tables by channel, and pay where every channel attains 1, in multiples of target incentive.

    ``level`` [months] is that of the plan, ``old_level`` that of the old one; ``joint`` tells what channels
    pay together beyond that, None if nothing does.
    """

    channels: Mapping[str, ChannelTables]
    level: Floats
    old_level: float
    joint: JointTables | None = None


Functions = Mapping[str, list[Pieces]]
"""For each channel the pay function of every month, less its value at 1."""
Shape = tuple[Floats, Pieces]
"""A pay function: its values at some attainments, up to scale, and its pieces."""
Shapes = Mapping[str, Sequence[Shape]]
"""Pay functions that were found before, by channel."""


def incentives_of(
    plan: Plan,
    reference: Reference,
    spreads: Mapping[str, float],
    horizon: int,
    shapes: Shapes | None = None,
) -> Incentives:
    """Make a plan's tables for channels with a monthly luck of ``spreads``, looking ``horizon`` ahead.

    ``shapes`` are those found of a plan that differs from this one in weights alone.
    """
    paid = _versions(plan, reference)
    functions = _functions(paid, spreads, {each: [*(shapes or {}).get(each, ())] for each in spreads})
    periods = {channel: period_months(plan, reference, channel) for channel in spreads}
    level = paid["paid"]({"product": np.ones(1)})[:, 0]
    old_level = float(paid["old"]({"product": np.ones(1)})[0, 0])
    incentives = build(functions, periods, spreads, horizon, level, old_level)
    product, relationship = CHANNELS
    joint = joint_tables(
        paid,
        (periods[product], periods[relationship]),
        (spreads[product], spreads[relationship]),
        horizon,
    )
    return replace(incentives, joint=joint)


def shapes_of(plan: Plan, reference: Reference, channels: Iterable[str]) -> Shapes:
    """Find the pay functions of a plan, for plans that differ from it in weights alone."""
    known: dict[str, list[Shape]] = {channel: [] for channel in channels}
    _functions(_versions(plan, reference), list(known), known)
    return known


def _versions(plan: Plan, reference: Reference) -> dict[str, MonthlyPay]:
    versions = {"new": announced(plan), "old": before(plan), "paid": plan}
    return {version: MonthlyPay(each, reference) for version, each in versions.items()}


def _functions(
    paid: Mapping[str, MonthlyPay], channels: Iterable[str], known: dict[str, list[Shape]]
) -> dict[str, Functions]:
    """Find the pay functions of a plan's versions; ``known`` holds those found, and takes new ones."""
    told = "paid" if paid["new"].plan == paid["paid"].plan else "new"
    found = {
        version: {each: month_pieces(paid[version], each, known[each]) for each in channels}
        for version in dict.fromkeys(("old", "paid", told))
    }
    return {"old": found["old"], "paid": found["paid"], "new": found[told]}


def build(
    functions: Mapping[str, Functions],
    periods: Mapping[str, int],
    spreads: Mapping[str, float],
    horizon: int,
    level: Floats,
    old_level: float,
) -> Incentives:
    """Make tables of pay functions by version (``new``, ``old``, ``paid``), channel and month."""
    tables = {
        channel: _channel(
            {version: each[channel] for version, each in functions.items()},
            periods[channel],
            spreads[channel],
            horizon,
        )
        for channel in spreads
    }
    return Incentives(tables, level, old_level)


def month_pieces(pay: MonthlyPay, channel: str, shapes: list[Shape] | None = None) -> list[Pieces]:
    """Find a channel's pay function of every month; months that differ only in scale share the work."""
    shapes = [] if shapes is None else shapes
    probe = np.linspace(0.0, 3.0, 61)
    rows = pay({channel: np.append(probe, 1.0)})
    rows = rows[:, :-1] - rows[:, -1:]
    found = []
    for month, row in enumerate(rows):
        size = float(np.abs(row).max())
        if size < 1e-12:
            found.append(Pieces(np.zeros(0), np.zeros(0), np.zeros(1), 0.0))
            continue
        shape = row / size
        known = next((each for seen, each in shapes if np.abs(seen - shape).max() < 1e-9), None)
        if known is None:
            known = pieces_of(_of_month(pay, channel, month, size))
            shapes.append((shape, known))
        found.append(known.scaled(size))
    return found


def _of_month(pay: MonthlyPay, channel: str, month: int, size: float) -> Function:
    def function(attained: Floats) -> Floats:
        rows = pay({channel: np.append(attained, 1.0)}, month + 1)[month]
        value: Floats = (rows[:-1] - rows[-1]) / size
        return value

    return function


def _channel(
    functions: Mapping[str, list[Pieces]], period: int, spread: float, horizon: int
) -> ChannelTables:
    months = len(functions["new"])
    views = _Views(functions, period, spread)
    expected = np.zeros((months, 5, len(GRID)))
    coming = None if period == 1 else np.zeros((months, 4, len(GRID)))
    for month in range(months):
        ends = month // period * period + period
        for later in range(month, month + horizon):
            if coming is not None and later < ends:
                coming[month] += views.seen(min(later, months - 1), ends - month) / horizon
            else:
                expected[month, :4] += views.seen(min(later, months - 1), period) / horizon
        expected[month, LEVEL] = views.level("paid", month)
    return ChannelTables(period, expected, coming, views.level("old", 0))


class _Views:
    """Smoothed slopes of the months of a channel; each distinct one is worked out once."""

    def __init__(self, functions: Mapping[str, list[Pieces]], period: int, spread: float) -> None:
        self._functions, self._period, self._spread = functions, period, spread
        self._known: dict[tuple[bytes, int], Floats] = {}
        self._seen: dict[tuple[int, int], Floats] = {}

    def seen(self, month: int, left: int) -> Floats:
        """Give slope and root of the variance's slope [4, grid] of a month of a period with months left."""
        start = month // self._period * self._period
        if (start, left) not in self._seen:
            self._seen[start, left] = self._of_period(start, left)
        return self._seen[start, left]

    def _of_period(self, start: int, left: int) -> Floats:
        inside = range(start, min(start + self._period, len(self._functions["new"])))
        rows = []
        for version in ("new", "old"):
            parts = [self._smoothed(version, each, left)[:2] for each in inside]
            rows.append(np.mean(parts, axis=0))
        return np.concatenate(rows)

    def level(self, version: str, month: int) -> Floats:
        """Give the expected pay of a month [grid], less that at 1."""
        level: Floats = self._smoothed(version, month, self._period)[2]
        return level

    def _smoothed(self, version: str, month: int, left: int) -> Floats:
        pieces = self._functions[version][month]
        size = float(np.abs(np.append(pieces.slopes, pieces.jumps)).max(initial=0)) or 1.0
        unit = pieces.scaled(1 / size)
        shape = np.round(np.concatenate([unit.knots, unit.jumps, unit.slopes, [unit.start]]), 9)
        key = shape.tobytes(), left
        if key not in self._known:
            seen = smoothed(unit, GRID, self._spread * sqrt(left) / self._period)
            root = np.sign(seen.variance_slope) * np.sqrt(np.abs(seen.variance_slope))
            self._known[key] = np.stack([seen.slope, root, seen.expected])
        return size * self._known[key]


def look(table: Floats, point: Floats) -> Floats:
    """Read a table [rows, grid] at attainments [...]: [rows, ...], straight between grid points."""
    place = np.clip(point, 0.0, HIGHEST - STEP) / STEP
    index = place.astype(np.intp)
    share = place - index
    low = np.take(table, index, axis=1)
    value: Floats = low + share * (np.take(table, index + 1, axis=1) - low)
    return value
