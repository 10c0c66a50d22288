"""Lines over time with a name at the end of each, and shares of a whole that move over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from compplan.pictures.axes import WIDTH, Axis, Plot, heading, months, plot_of
from compplan.pictures.colours import DASHES
from compplan.pictures.figures import figure, on_axis
from compplan.pictures.labels import apart
from compplan.pictures.letters import fitted, width
from compplan.pictures.svg import SIZE, Point, area, coloured, curve, picture, text

_HEIGHT = 215
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A series: name, the number of its colour, and a value for each point in time."""

    name: str
    colour: int
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What a picture over time is about: title, axis, names of times, size."""

    title: str
    axis: Axis
    times: tuple[tuple[float, str], ...]
    size: tuple[float, float] = (WIDTH, _HEIGHT)


def lines(look: Course, series: Sequence[Line]) -> str:
    """Draw each series as steps, since a value holds for its whole time; names stand at their ends."""
    values = [0.0, *(value for each in series for value in each.values)]
    values += [] if any(values) else [1.0]
    plot, parts = _plot(look, series, values)
    for each in series:
        dash = DASHES[each.colour % len(DASHES)]
        parts.append(coloured(each.colour, curve(_steps(plot, each.values), width=2.2, dash=dash)))
    parts += _names(plot, look, series, [each.values[-1] for each in series])
    return _picture(look, series, parts)


def stacked(look: Course, series: Sequence[Line]) -> str:
    """Draw shares of a whole on top of each other, the first at the bottom, with names at their ends."""
    plot, parts = _plot(look, series, [0.0, 1.0])
    below = [0.0] * len(series[0].values)
    middles = []
    for each in series:
        above = [low + value for low, value in zip(below, each.values, strict=True)]
        edge = _steps(plot, above) + _steps(plot, below)[::-1]
        parts.append(coloured(each.colour, area(edge, opacity=0.55)))
        middles.append((above[-1] + below[-1]) / 2)
        below = above
    parts += _names(plot, look, series, middles)
    return _picture(look, series, parts)


def _plot(look: Course, series: Sequence[Line], values: Sequence[float]) -> tuple[Plot, list[str]]:
    """Lay out the picture; a value holds from its point to the next, so there is one point more."""
    room = min(max(width(_label(each, look), bold=True) for each in series) + 8, look.size[0] * _MOST)
    plot, parts = plot_of(look.size, values, len(series[0].values) + 1, look.axis, room)
    return plot, [*parts, *months(plot, look.times)]


def _steps(plot: Plot, values: Sequence[float]) -> list[Point]:
    """Go along each value; one that changes nearly always is drawn as a slope."""
    changes = sum(value != before for before, value in pairwise(values))
    if changes > len(values) / 2:
        middles = [(plot.x.at(at + 0.5), plot.y.at(value)) for at, value in enumerate(values)]
        return [(plot.x.at(0), middles[0][1]), *middles, (plot.x.at(len(values)), middles[-1][1])]
    ends = [(at, at + 1, value) for at, value in enumerate(values)]
    points = [(plot.x.at(end), plot.y.at(value)) for *both, value in ends for end in both]
    return _corners(points)


def _corners(points: list[Point]) -> list[Point]:
    """Leave out points on the way of a level line."""
    kept = [
        here
        for before, here, after in zip(points, points[1:], points[2:], strict=False)
        if not before[1] == here[1] == after[1]
    ]
    return [points[0], *kept, points[-1]]


def _names(plot: Plot, look: Course, series: Sequence[Line], ends: Sequence[float]) -> list[str]:
    places = apart([plot.y.at(end) for end in ends], SIZE + 3, plot.y.end, plot.y.start)
    room = look.size[0] - plot.x.end - 5
    return [
        coloured(
            each.colour,
            text(plot.x.end + 5, place + 4, fitted(_label(each, look), room, bold=True), bold=True),
        )
        for each, place in zip(series, places, strict=True)
    ]


def _label(each: Line, look: Course) -> str:
    end, kind = each.values[-1], look.axis.kind
    told = on_axis([end], kind)[0] if kind == "share" else figure(end, kind, signed=look.axis.signed)
    return f"{told} {each.name}"


def _picture(look: Course, series: Sequence[Line], parts: Sequence[str]) -> str:
    told = "; ".join(
        f"{each.name} goes from {figure(each.values[0], look.axis.kind)} "
        f"to {figure(each.values[-1], look.axis.kind)}"
        for each in series
    )
    return picture(look.size, look.title, told, [heading(look.title, look.size[0]), *parts])
