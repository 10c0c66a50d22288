"""The frame of a picture: where its axes stand, their ticks and grid lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compplan.pictures.figures import Kind, on_axis
from compplan.pictures.letters import fitted, width
from compplan.pictures.scales import Scale, spanning, ticks
from compplan.pictures.svg import line, text

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
    parts = []
    for mark, words in zip(marks, texts, strict=True):
        y = plot.y.at(mark)
        opacity = _GRID if mark else _AXIS
        parts.append(line((plot.x.start, y), (plot.x.end, y), opacity=opacity))
        parts.append(text(plot.x.start - 5, y + 4, words, anchor="end", quiet=True))
    return parts


def columns(scale: Scale, marks: Sequence[tuple[float, str]], top: float, bottom: float) -> list[str]:
    """Draw vertical grid lines with labels below; a label that has no room is left out."""
    parts = []
    free = float("-inf")
    for mark, words in marks:
        x, half = scale.at(mark), width(words) / 2
        parts.append(line((x, top), (x, bottom), opacity=_GRID if mark else _AXIS))
        if x - half > free:
            parts.append(text(x, bottom + 15, words, anchor="middle", quiet=True))
            free = x + half + 4
    return parts


def months(plot: Plot, marks: Sequence[tuple[float, str]]) -> list[str]:
    """Write names of times below the plot, each beginning at a short line."""
    bottom, parts, free = plot.y.start, [], float("-inf")
    for mark, words in marks:
        x = plot.x.at(mark)
        parts.append(line((x, bottom), (x, bottom + 5), opacity=_AXIS))
        if x > free and x + width(words) + 3 <= plot.x.end + 40:
            parts.append(text(x + 3, bottom + 16, words, quiet=True))
            free = x + width(words) + 8
    return parts


def heading(words: str, room: float) -> str:
    """Write a picture's heading above it."""
    return text(0, 13, fitted(words, room), bold=True)
