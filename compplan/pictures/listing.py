"""Pictures that are lists: a label on the left, marks on a shared scale, a text on the right, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compplan.pictures.axes import TOP, WIDTH, Axis, columns, heading
from compplan.pictures.figures import on_axis
from compplan.pictures.letters import fitted, width
from compplan.pictures.scales import Scale, spanning, ticks
from compplan.pictures.svg import picture, text

LINE = 19
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


def listing(look: List, rows: Sequence[Listed], draw: Callable[[int, float, Scale], str]) -> str:
    """Draw a list; ``draw`` is given the number of a row, its middle and the scale."""
    height = TOP + look.line * len(rows) + 22
    scale, axis = _scale(look, rows, height - 22)
    room = scale.start - 8
    parts = [heading(look.title, look.width), *axis]
    for at, row in enumerate(rows):
        y = TOP + look.line * (at + 0.5)
        parts.append(text(0, y + 4, fitted(row.label, room)))
        parts.append(draw(at, y, scale))
        parts.append(text(look.width, y + 4, row.told, anchor="end"))
    told = "; ".join(f"{row.label}: {row.told}" for row in rows)
    return picture((look.width, height), look.title, told, parts)


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
