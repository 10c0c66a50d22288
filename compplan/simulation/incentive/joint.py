"""What two channels pay together beyond what each pays alone: gates, modifiers, matrices, caps over all.

Between knots, where pay bends or jumps in one channel, it is taken as bilinear: values just beside the
crossings of knots tell it all. Luck in both channels then has a closed form too, a matrix for each channel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.pieces import pieces_of
from compplan.simulation.incentive.reference import MonthlyPay
from compplan.simulation.incentive.smooth import cumulative, density

Floats = NDArray[np.float64]

CHANNELS = ("product", "relationship")
HIGHEST, STEP = 2.0, 0.025
GRID = np.linspace(0.0, HIGHEST, round(HIGHEST / STEP) + 1)
NEW, OLD, LEVEL = (0, 1), (2, 3), 4
"""Rows of a table: slope by each channel, as announced and of old; expected pay."""
_LINES = np.linspace(0.0, 3.0, 31)
_OTHERS = (0.3, 0.8, 1.0, 1.2, 1.8)
"""Where the other channel stands while knots are looked for."""
_BESIDE = 1e-7
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class JointTables:
    """Tables over both channels' attainments [months, rows, product, relationship]; see `ChannelTables`.

    ``coming`` is None where no period is longer than a month; ``old`` is the level of the old plan.
    """

    expected: Floats
    coming: Floats | None
    old: Floats


@dataclass(frozen=True, slots=True)
class Together:
    """Values just beside the crossings of knots [months, 2 product knots, 2 relationship knots]."""

    knots: tuple[Floats, Floats]
    values: Floats


def joint_tables(
    versions: Mapping[str, MonthlyPay], periods: tuple[int, int], spreads: tuple[float, float], horizon: int
) -> JointTables | None:
    """Make tables of what plans (``new``, ``old``, ``paid``) pay for both together; None if nothing."""
    new, old_pay, paid_pay = (versions[version] for version in ("new", "old", "paid"))
    as_paid = together(paid_pay)
    found = {
        "paid": as_paid,
        "new": as_paid if new.plan == paid_pay.plan else together(new),
        "old": together(old_pay),
    }
    if not any(found.values()):
        return None
    views = {name: None if each is None else _View(each, periods, spreads) for name, each in found.items()}
    months, longest = versions["new"].plan.months, max(periods)
    expected = np.zeros((months, 5, len(GRID), len(GRID)))
    coming = None if longest == 1 else np.zeros((months, 4, len(GRID), len(GRID)))
    paid, old = views["paid"], views["old"]
    for month in range(months):
        ends = month // longest * longest + longest
        for later in range(month, month + horizon):
            near = coming is not None and later < ends
            table = coming[month] if coming is not None and near else expected[month]
            _add(table, views, min(later, months - 1), month if near else None, horizon)
        if paid is not None:
            expected[month, LEVEL] = paid.level(month)
    return JointTables(expected, coming, np.zeros((len(GRID), len(GRID))) if old is None else old.level(0))


def together(pay: MonthlyPay) -> Together | None:
    """Find what channels pay together, less what each pays while the other attains 1; None if nothing."""
    if np.abs(_beyond(pay, _LINES, _LINES)).max() < _NOTHING:
        return None
    knots = _knots(pay, 0), _knots(pay, 1)
    sides = [np.maximum(np.stack([each - _BESIDE, each + _BESIDE], axis=1).ravel(), 0.0) for each in knots]
    return Together(knots, _beyond(pay, *sides))


def _beyond(pay: MonthlyPay, product: Floats, relationship: Floats) -> Floats:
    """Give pay at all pairs [months, product, relationship] beyond what each channel pays alone."""
    grid = np.meshgrid(np.append(product, 1.0), np.append(relationship, 1.0), indexing="ij")
    paid = pay({channel: each.ravel() for channel, each in zip(CHANNELS, grid, strict=True)})
    paid = paid.reshape(-1, *grid[0].shape)
    values: Floats = paid - paid[:, -1:, :] - paid[:, :, -1:] + paid[:, -1:, -1:]
    return values[:, :-1, :-1]


def _knots(pay: MonthlyPay, channel: int) -> Floats:
    """Find where pay bends or jumps in a channel, in any month and wherever the other one stands."""
    found = [_LINES]
    # No knots of different months cancel out in a sum with factors like these.
    factors = 1 + np.sqrt(np.arange(pay.plan.months) + 2) % 1
    for other in _OTHERS:

        def function(attained: Floats, other: float = other) -> Floats:
            beside = {CHANNELS[1 - channel]: np.full(len(attained), other)}
            paid: Floats = np.einsum("m,mp->p", factors, pay({CHANNELS[channel]: attained, **beside}))
            return paid / len(factors)

        found.append(pieces_of(function).knots)
    knots = np.unique(np.concatenate(found))
    knots = knots[knots <= _LINES[-1]]
    kept: Floats = knots[np.append(True, np.diff(knots) > 4 * _BESIDE)]
    return kept


Views = Mapping[str, "_View | None"]


def _add(table: Floats, views: Views, later: int, seen_from: int | None, horizon: int) -> None:
    for rows, version in ((NEW, "new"), (OLD, "old")):
        view = views[version]
        if view is not None:
            for row, slope in zip(rows, view.slopes(later, seen_from), strict=True):
                table[row] += slope / horizon


class _View:
    """Smoothed slopes of what is paid together; each distinct one is worked out once."""

    def __init__(self, found: Together, periods: tuple[int, int], spreads: tuple[float, float]) -> None:
        self._found, self._periods, self._spreads = found, periods, spreads
        self._weights: dict[tuple[int, int], tuple[Floats, Floats]] = {}
        self._slopes: dict[tuple[int, int, int], tuple[Floats, Floats]] = {}

    def slopes(self, month: int, seen_from: int | None) -> tuple[Floats, Floats]:
        """Give both slopes of the periods that hold a month; in a running one luck is that of months left."""
        starts = [month // period * period for period in self._periods]
        left = [
            period if seen_from is None or seen_from < start else start + period - seen_from
            for start, period in zip(starts, self._periods, strict=True)
        ]
        first, longest = min(starts), max(self._periods)
        key = first, left[0], left[1]
        if key not in self._slopes:
            values = self._found.values[first : first + longest].mean(axis=0)
            (product, by_product), (ratings, by_ratings) = (self._weight(at, left[at]) for at in range(2))
            self._slopes[key] = by_product @ values @ ratings.T, product @ values @ by_ratings.T
        return self._slopes[key]

    def level(self, month: int) -> Floats:
        """Give the expected pay of a month."""
        product, ratings = (self._weight(at, self._periods[at])[0] for at in range(2))
        level: Floats = product @ self._found.values[month] @ ratings.T
        return level

    def _weight(self, channel: int, left: int) -> tuple[Floats, Floats]:
        if (channel, left) not in self._weights:
            spread = self._spreads[channel] * sqrt(left) / self._periods[channel]
            self._weights[channel, left] = weights(self._found.knots[channel], GRID, spread)
        return self._weights[channel, left]


def weights(knots: Floats, aim: Floats, spread: float) -> tuple[Floats, Floats]:
    """Give what values just before and after knots weigh in the mean over luck, and in its slope.

    Both are [aims, 2 knots]. Between knots the function is straight, outside them flat.
    """
    edge = (knots - aim[:, None]) / spread
    below, height = cumulative(edge), density(edge)
    mass, by_mass = np.diff(below, axis=1), -np.diff(height, axis=1) / spread
    first = aim[:, None] * mass - spread * np.diff(height, axis=1)
    by_first = mass + aim[:, None] * by_mass - np.diff(edge * height, axis=1)
    mean, slope = (np.zeros((len(aim), len(knots), 2)) for _ in range(2))
    for result, whole, part in ((mean, mass, first), (slope, by_mass, by_first)):
        upper = (part - knots[:-1] * whole) / np.diff(knots)
        result[:, :-1, 1], result[:, 1:, 0] = whole - upper, upper
    mean[:, 0, 0], mean[:, -1, 1] = below[:, 0], 1 - below[:, -1]
    slope[:, 0, 0], slope[:, -1, 1] = -height[:, 0] / spread, height[:, -1] / spread
    return mean.reshape(len(aim), -1), slope.reshape(len(aim), -1)


def look_at(table: Floats, product: Floats, relationship: Floats) -> Floats:
    """Read a table [rows, grid, grid] at attainments of both channels: [rows, ...], straight in between."""
    (row, up), (column, across) = (_place(each) for each in (product, relationship))
    flat, wide = table.reshape(len(table), -1), len(GRID)
    at = row * wide + column
    low = np.take(flat, at, axis=1) * (1 - across) + np.take(flat, at + 1, axis=1) * across
    high = np.take(flat, at + wide, axis=1) * (1 - across) + np.take(flat, at + wide + 1, axis=1) * across
    value: Floats = low + up * (high - low)
    return value


def _place(point: Floats) -> tuple[NDArray[np.intp], Floats]:
    place = np.clip(point, 0.0, HIGHEST - STEP) / STEP
    index = place.astype(np.intp)
    return index, place - index
