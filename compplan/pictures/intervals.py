"""Intervals: what is known of figures, row by row, beside a target or beside zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compplan.pictures.figures import figure
from compplan.pictures.listing import List, Listed, listings
from compplan.pictures.scales import Scale
from compplan.pictures.svg import Point, coloured, dots, strokes


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with what it may be: a wide range, a narrower one inside it if known, perhaps a target."""

    label: str
    middle: float
    wide: tuple[float, float]
    narrow: tuple[float, float] | None = None
    target: float | None = None
    colour: int = 1


def intervals(look: List, frames: Mapping[str, Sequence[Interval]], shown: int = 0) -> str:
    """Draw a line for each interval, its middle as a dot, its target as a stroke across.

    ``frames`` are lists of the same labels by name; one is seen at a time, on a scale that holds them all.
    """
    listed = {name: [_listed(row, look) for row in rows] for name, rows in frames.items()}
    every = list(frames.values())
    return listings(look, listed, lambda number, ys, scale: _marks(every[number], ys, scale), shown)


def _listed(row: Interval, look: List) -> Listed:
    target = () if row.target is None else (row.target,)
    shown = figure(row.middle, look.axis.kind, signed=look.axis.signed)
    return Listed(row.label, (row.middle, *row.wide, *target), shown)


def _marks(rows: Sequence[Interval], middles: Sequence[float], scale: Scale) -> str:
    """Draw rows colour by colour, then the targets above them."""
    placed = list(zip(rows, middles, strict=True))
    colours = dict.fromkeys(row.colour for row in rows)
    drawn = [_lines([each for each in placed if each[0].colour == colour], scale) for colour in colours]
    targets = [
        ((scale.at(row.target), y - 7), (scale.at(row.target), y + 7))
        for row, y in placed
        if row.target is not None
    ]
    return "".join(drawn) + strokes(targets, width=2)


def _lines(placed: Sequence[tuple[Interval, float]], scale: Scale) -> str:
    narrow = [(row.narrow, y) for row, y in placed if row.narrow is not None]
    return coloured(
        placed[0][0].colour,
        strokes((_level(row.wide, y, scale) for row, y in placed), width=1.6),
        strokes((_level(ends, y, scale) for ends, y in narrow), width=5, opacity=0.55),
        dots(((scale.at(row.middle), y) for row, y in placed), 4),
    )


def _level(ends: tuple[float, float], y: float, scale: Scale) -> tuple[Point, Point]:
    return (scale.at(ends[0]), y), (scale.at(ends[1]), y)
