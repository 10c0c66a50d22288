"""Bars: a figure by year for several series, and a waterfall from one total to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compplan.pictures.axes import BOTTOM, TOP, WIDTH, Axis, Plot, heading, rows
from compplan.pictures.figures import figure, on_axis
from compplan.pictures.letters import fitted, width
from compplan.pictures.scales import Scale, spanning, ticks
from compplan.pictures.svg import box, coloured, picture, quietly, strokes, text

_HEIGHT = 200
_LEGEND = 16


@dataclass(frozen=True, slots=True)
class Bars:
    """A series: name, the number of its colour, a value for each group, perhaps a range of each."""

    name: str
    colour: int
    values: tuple[float, ...]
    ranges: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a waterfall: by how much the total changes, or what it is (``total``)."""

    label: str
    value: float
    total: bool = False


def grouped(
    title: str, groups: Sequence[str], series: Sequence[Bars], axis: Axis, always: Sequence[float] = ()
) -> str:
    """Draw bars from zero side by side in groups, with a line for each range; names stand below.

    The axis also holds the values that it should ``always`` show, such as those of a picture beside it.
    """
    wide, ends = WIDTH, [*always, *(end for each in series for ends in each.ranges for end in ends)]
    height = _HEIGHT + _LEGEND * len(series)
    plot, parts = _plot((wide, _HEIGHT), [0.0, *ends, *(v for each in series for v in each.values)], axis)
    step = (plot.x.end - plot.x.start) / max(len(groups), 1)
    bar = min(step * 0.8 / max(len(series), 1), 44)
    for at, group in enumerate(groups):
        middle = plot.x.start + step * (at + 0.5)
        parts.append(quietly([text(middle, _HEIGHT - 6, fitted(group, step), anchor="middle")]))
        for number, each in enumerate(series):
            parts.append(_bar(plot, each, at, (middle + (number - len(series) / 2) * bar, bar)))
    parts += [_name(each, _HEIGHT + _LEGEND * at, wide) for at, each in enumerate(series)]
    told = "; ".join(_told(each, groups, axis) for each in series)
    return picture((wide, height), title, told, [heading(title, wide), *parts])


def waterfall(title: str, steps: Sequence[Step], axis: Axis, always: Sequence[float] = ()) -> str:
    """Draw totals from the ground and changes from where the one before ended, each with its figure.

    The axis also holds the values that it should ``always`` show.
    """
    wide = WIDTH
    tops, level = [], 0.0
    for each in steps:
        start = 0.0 if each.total else level
        level = each.value if each.total else level + each.value
        tops.append((start, level))
    levels = [*always, *(top for _, top in tops)]
    ends = [*always, *(end for top in tops for end in top)]
    plot, parts = _plot((wide, _HEIGHT), _near(ends, levels), axis)
    room = (plot.x.end - plot.x.start) / max(len(steps), 1)
    for at, (each, span) in enumerate(zip(steps, tops, strict=True)):
        parts += _fall(plot, each, span, (plot.x.start + room * at, room), axis)
    told = "; ".join(
        f"{each.label}: {figure(each.value, axis.kind, signed=not each.total)}" for each in steps
    )
    if plot.y.low > 0:
        title = f"{title} (axis from {on_axis([plot.y.low], axis.kind)[0]})"
    return picture((wide, _HEIGHT), title, told, [heading(title, wide), *parts])


def _near(values: list[float], levels: Sequence[float]) -> list[float]:
    """Leave out the ground where changes are small beside totals: they would not be seen."""
    spread = max(levels) - min(levels)
    if min(levels) <= 0 or spread > 0.2 * max(levels):
        return values
    return [*levels, min(levels) - max(spread, 0.01 * max(levels))]


def _plot(size: tuple[float, float], values: Sequence[float], axis: Axis) -> tuple[Plot, list[str]]:
    marks = ticks(*spanning(values))
    texts = on_axis(marks, axis.kind, signed=axis.signed)
    left = max(map(width, texts)) + 8
    plot = Plot(Scale(0, 1, left, size[0]), Scale(marks[0], marks[-1], size[1] - BOTTOM, TOP + 8))
    return plot, rows(plot, marks, texts)


def _bar(plot: Plot, each: Bars, at: int, place: tuple[float, float]) -> str:
    x, bar = place
    zero, top = plot.y.within(0), plot.y.at(each.values[at])
    parts = [box(x + 1, zero, bar - 2, top - zero, opacity=0.75)]
    if each.ranges:
        low, high = (plot.y.at(end) for end in each.ranges[at])
        parts.append(strokes([((x + bar / 2, low), (x + bar / 2, high))], width=2))
    return coloured(each.colour, *parts)


def _name(each: Bars, y: float, wide: float) -> str:
    return coloured(each.colour, box(0, y, 10, 10, opacity=0.75)) + text(
        16, y + 9, fitted(each.name, wide - 16)
    )


def _fall(
    plot: Plot, each: Step, ends: tuple[float, float], place: tuple[float, float], axis: Axis
) -> list[str]:
    x, room = place
    start, end = (plot.y.within(value) for value in ends)
    colour = 0 if each.total else 1 if each.value >= 0 else 2
    words = figure(each.value, axis.kind, signed=not each.total)
    onward = [((x + room * 0.88, end), (x + room * 1.12, end))] if x + 1.5 * room < plot.x.end else []
    return [
        coloured(colour, box(x + room * 0.12, start, room * 0.76, end - start, opacity=0.8)),
        strokes(onward, opacity=0.5),
        text(x + room / 2, min(start, end) - 4, fitted(words, room), anchor="middle"),
        quietly([text(x + room / 2, _HEIGHT - 6, fitted(each.label, room - 2), anchor="middle")]),
    ]


def _told(each: Bars, groups: Sequence[str], axis: Axis) -> str:
    figures = ", ".join(
        f"{group} {figure(value, axis.kind, signed=axis.signed)}"
        for group, value in zip(groups, each.values, strict=True)
    )
    return f"{each.name}: {figures}"
