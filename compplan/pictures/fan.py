"""Fans: how figures spread over time, several views side by side, one of several frames shown at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.pictures.axes import TOP, WIDTH, Axis, Plot, heading, months, plot_of
from compplan.pictures.figures import figure
from compplan.pictures.labels import apart
from compplan.pictures.letters import fitted, width
from compplan.pictures.svg import (
    SIZE,
    Point,
    area,
    coloured,
    curve,
    curves,
    framed,
    picture,
    quietly,
    strokes,
    text,
)

Floats = NDArray[np.float64]
SHARES = (5, 25, 50, 75, 95)
"""The quantiles that a fan shows: a band of 90 %, one of 50 % and the median."""
_HEIGHT = 215
_MOST = 0.36
"""Share of a picture's width that labels may take."""


@dataclass(frozen=True, slots=True)
class Fan:
    """One frame: a name, the number of its colour, and quantiles [5, points] of every point in time."""

    name: str
    colour: int
    quantiles: Floats


@dataclass(frozen=True, slots=True)
class Level:
    """A level to compare with: a target, or zero for what differences are to."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Look:
    """What pictures of one figure have in common: its name, its axis, names of times, levels, size."""

    figure: str
    axis: Axis
    times: tuple[tuple[float, str], ...]
    levels: tuple[Level, ...] = ()
    size: tuple[float, float] = (WIDTH, _HEIGHT)


def quantiles(samples: Floats) -> Floats:
    """Give the quantiles of samples [samples, points] that a fan shows [5, points]."""
    found: Floats = np.percentile(samples, SHARES, axis=0)
    return found


def fans(views: Mapping[str, Sequence[Fan]], look: Look, shown: int = 0) -> dict[str, str]:
    """Draw a fan for each view, all on one scale that holds every frame of every view.

    Views have the same frames; frame ``shown`` is seen, the medians of the others as thin lines.
    """
    values = [float(value) for frames in views.values() for fan in frames for value in fan.quantiles.flat]
    values += [level.value for level in look.levels]
    right = _room(views, look)
    return {view: _picture(view, frames, look, (values, right), shown) for view, frames in views.items()}


def _room(views: Mapping[str, Sequence[Fan]], look: Look) -> float:
    """Give the room that labels need, at most a share of the picture."""
    rooms = [width(_label(fan, look), bold=True) for frames in views.values() for fan in frames]
    rooms += [width(level.name) for level in look.levels]
    return min(max(rooms, default=0) + 8, look.size[0] * _MOST)


def _label(fan: Fan, look: Look) -> str:
    return figure(float(fan.quantiles[2, -1]), look.axis.kind, signed=look.axis.signed)


def _picture(
    view: str, frames: Sequence[Fan], look: Look, common: tuple[list[float], float], shown: int
) -> str:
    values, right = common
    points = frames[0].quantiles.shape[1]
    plot, axis = plot_of(look.size, values, points, look.axis, right)
    medians = curves((_median(plot, fan) for fan in frames), width=0.8, opacity=0.45)
    parts = [*axis, *months(plot, look.times), *_levels(plot, look), medians]
    parts += [framed(at, shown, _frame(plot, fan, look)) for at, fan in enumerate(frames)]
    return picture(
        look.size,
        f"{look.figure}: {view}",
        "; ".join(_told(fan, look) for fan in frames),
        [heading(view, look.size[0]), *parts],
    )


def _frame(plot: Plot, fan: Fan, look: Look) -> str:
    """Draw the bands, the median and its label; the label keeps clear of the levels' labels."""
    low, low_half, _, high_half, high = fan.quantiles
    end = plot.y.at(float(fan.quantiles[2, -1]))
    places = [plot.y.at(level.value) for level in look.levels]
    y = _clear(end, places, plot)
    return coloured(
        fan.colour,
        area(_between(plot, low, high), opacity=0.18),
        area(_between(plot, low_half, high_half), opacity=0.3),
        curve(_median(plot, fan), width=2.2),
        text(plot.x.end + 5, y + 4, _label(fan, look), bold=True),
    )


def _clear(place: float, others: Sequence[float], plot: Plot) -> float:
    """Give the place nearest to the one wanted that is a line away from the others'."""
    gap = SIZE + 2
    taken = apart(others, gap, plot.y.end, plot.y.start)
    wanted = [place, *(each + side for each in taken for side in (-gap, gap))]
    free = [
        each
        for each in wanted
        if all(abs(each - other) >= gap - 0.01 for other in taken) and TOP - 8 <= each <= plot.y.start
    ]
    return min(free, key=lambda each: abs(each - place), default=place)


def _levels(plot: Plot, look: Look) -> list[str]:
    places = apart([plot.y.at(level.value) for level in look.levels], SIZE + 2, plot.y.end, plot.y.start)
    parts = []
    room = look.size[0] - plot.x.end - 5
    for level, place in zip(look.levels, places, strict=True):
        y = plot.y.at(level.value)
        parts.append(strokes([((plot.x.start, y), (plot.x.end, y))], width=1.2, dash="4 3", opacity=0.8))
        parts.append(quietly([text(plot.x.end + 5, place + 4, fitted(level.name, room))]))
    return parts


def _median(plot: Plot, fan: Fan) -> list[Point]:
    return [(plot.x.at(at), plot.y.at(float(value))) for at, value in enumerate(fan.quantiles[2])]


def _between(plot: Plot, low: Floats, high: Floats) -> list[Point]:
    there = [(plot.x.at(at), plot.y.at(float(value))) for at, value in enumerate(high)]
    back = [(plot.x.at(at), plot.y.at(float(value))) for at, value in enumerate(low)]
    return there + back[::-1]


def _told(fan: Fan, look: Look) -> str:
    """Say in words where a fan ends."""
    low, _, middle, _, high = (
        figure(float(value), look.axis.kind, signed=look.axis.signed) for value in fan.quantiles[:, -1]
    )
    return f"{fan.name} ends at {middle}, nine of ten samples between {low} and {high}"
