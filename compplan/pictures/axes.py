"""The frame of a picture: where its axes stand, their ticks and grid lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compplan.pictures.figures import Kind, on_axis
from compplan.pictures.letters import fitted, width
from compplan.pictures.scales import Scale, spanning, ticks
from compplan.pictures.svg import Point, quietly, strokes, text

TOP = 26
"""Room for a heading."""
BOTTOM = 22
WIDTH = 340
_GRID = 0.16
_AXIS = 0.55


@dataclass(frozen=True, slots=True)
class Axis:
    """What the figures of an axis are: their kind, and whether a plus is written."""

    kind: Kind
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """A rectangle with two scales; y grows upwards."""

    x: Scale
    y: Scale


def plot_of(
    size: tuple[float, float], values: Iterable[float], points: int, axis: Axis, right: float
) -> tuple[Plot, list[str]]:
    """Lay out a picture over time and draw its y axis: a range that holds all values, labels on the left.

    ``points`` are numbered from 0; ``right`` is the room for labels behind the last one.
    """
    width_, height = size
    low, high = spanning(values)
    marks = ticks(low, high)
    texts = on_axis(marks, axis.kind, signed=axis.signed)
    left = max(map(width, texts)) + 6
    x = Scale(0, max(points - 1, 1), left, width_ - right)
    y = Scale(marks[0], marks[-1], height - BOTTOM, TOP)
    return Plot(x, y), rows(Plot(x, y), marks, texts)


def rows(plot: Plot, marks: Sequence[float], texts: Sequence[str]) -> list[str]:
    """Draw horizontal grid lines with their labels; the one at zero is stronger."""
    lines = {mark: ((plot.x.start, plot.y.at(mark)), (plot.x.end, plot.y.at(mark))) for mark in marks}
    labels = [
        text(plot.x.start - 5, plot.y.at(mark) + 4, words) for mark, words in zip(marks, texts, strict=True)
    ]
    return [*_grid(lines), quietly(labels, anchor="end")]


def columns(scale: Scale, marks: Sequence[tuple[float, str]], top: float, bottom: float) -> list[str]:
    """Draw vertical grid lines with labels below; a label that has no room is left out."""
    labels, free = [], float("-inf")
    for mark, words in marks:
        x, half = scale.at(mark), width(words) / 2
        if x - half > free:
            labels.append(text(x, bottom + 15, words))
            free = x + half + 4
    lines = {mark: ((scale.at(mark), top), (scale.at(mark), bottom)) for mark, _ in marks}
    return [*_grid(lines), quietly(labels, anchor="middle")]


def _grid(lines: dict[float, tuple[Point, Point]]) -> list[str]:
    plain = strokes((line for mark, line in lines.items() if mark), opacity=_GRID)
    return [plain, strokes((line for mark, line in lines.items() if not mark), opacity=_AXIS)]


def months(plot: Plot, marks: Sequence[tuple[float, str]]) -> list[str]:
    """Write names of times below the plot, each beginning at a short line."""
    bottom, labels, free = plot.y.start, [], float("-inf")
    for mark, words in marks:
        x = plot.x.at(mark)
        if x > free and x + width(words) + 3 <= plot.x.end + 40:
            labels.append(text(x + 3, bottom + 16, words))
            free = x + width(words) + 8
    lines = [((plot.x.at(mark), bottom), (plot.x.at(mark), bottom + 5)) for mark, _ in marks]
    return [strokes(lines, opacity=_AXIS), quietly(labels)]


def heading(words: str, room: float) -> str:
    """Write a picture's heading above it."""
    return text(0, 13, fitted(words, room, bold=True), bold=True)
