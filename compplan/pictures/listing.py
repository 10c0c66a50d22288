"""Pictures that are lists: a label on the left, marks on a shared scale, a text on the right, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from compplan.pictures.axes import TOP, WIDTH, Axis, columns, heading
from compplan.pictures.figures import on_axis
from compplan.pictures.letters import fitted, width
from compplan.pictures.scales import Scale, spanning, ticks
from compplan.pictures.svg import element, framed, picture, text

LINE = 19
Draw = Callable[[Sequence[float], Scale], str]
"""Draws the marks of rows whose middles are given, on a scale."""
DrawFrame = Callable[[int, Sequence[float], Scale], str]
"""Draws those of the list with this number."""
_LABELS = 0.4
"""Share of the width that labels may take at most."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: its label, the values that its marks stand at, what is told on the right, and in words."""

    label: str
    values: tuple[float, ...]
    told: str


@dataclass(frozen=True, slots=True)
class List:
    """What a list is about: its title, its axis, and values that the axis has to show besides."""

    title: str
    axis: Axis
    always: tuple[float, ...] = ()
    width: float = WIDTH
    line: float = LINE


def listing(look: List, rows: Sequence[Listed], draw: Draw) -> str:
    """Draw a list of rows."""
    return listings(look, {"": rows}, lambda _, middles, scale: draw(middles, scale))


def listings(look: List, frames: Mapping[str, Sequence[Listed]], draw: DrawFrame, shown: int = 0) -> str:
    """Draw lists of the same labels by name, of which one is seen at a time, on a scale that holds all."""
    every = list(frames.values())
    height = TOP + look.line * len(every[0]) + 22
    scale, axis = _scale(look, [row for rows in every for row in rows], height - 22)
    middles = [TOP + look.line * (at + 0.5) for at in range(len(every[0]))]
    labels = [
        text(0, y + 4, fitted(row.label, scale.start - 8)) for row, y in zip(every[0], middles, strict=True)
    ]
    drawn = [
        draw(number, middles, scale) + _figures(look, rows, middles) for number, rows in enumerate(every)
    ]
    if len(drawn) > 1:
        drawn = [framed(number, shown, each) for number, each in enumerate(drawn)]
    told = ". ".join(_told(name, rows) for name, rows in frames.items())
    parts = [heading(look.title, look.width), *axis, *labels, *drawn]
    return picture((look.width, height), look.title, told, parts)


def _figures(look: List, rows: Sequence[Listed], middles: Sequence[float]) -> str:
    texts = [text(look.width - 2, y + 4, row.told) for row, y in zip(rows, middles, strict=True)]
    return element("g", *texts, text_anchor="end")


def _told(name: str, rows: Sequence[Listed]) -> str:
    told = "; ".join(f"{row.label}: {row.told}" for row in rows)
    return f"{name}: {told}" if name else told


def _scale(look: List, rows: Sequence[Listed], bottom: float) -> tuple[Scale, list[str]]:
    """Give the scale between labels and texts, and draw its ticks."""
    low, high = spanning([value for row in rows for value in row.values] + list(look.always))
    left = min(max((width(row.label) for row in rows), default=0), look.width * _LABELS) + 14
    right = max((width(row.told) for row in rows), default=0) + 12
    marks = ticks(low, high, 4)
    texts = on_axis(marks, look.axis.kind, signed=look.axis.signed)
    edge = width(texts[-1]) / 2
    scale = Scale(marks[0], marks[-1], left, max(look.width - max(right, edge), left + 40))
    return scale, columns(scale, list(zip(marks, texts, strict=True)), TOP, bottom)
