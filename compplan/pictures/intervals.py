"""Intervals: what is known of figures, row by row, beside a target or beside zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compplan.pictures.figures import figure
from compplan.pictures.listing import List, Listed, listings
from compplan.pictures.scales import Scale
from compplan.pictures.svg import coloured, dot, line


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
    return listings(look, listed, lambda number, at, y, scale: _marks(every[number][at], y, scale), shown)


def _listed(row: Interval, look: List) -> Listed:
    target = () if row.target is None else (row.target,)
    shown = figure(row.middle, look.axis.kind, signed=look.axis.signed)
    return Listed(row.label, (row.middle, *row.wide, *target), shown)


def _marks(row: Interval, y: float, scale: Scale) -> str:
    low, high = (scale.at(end) for end in row.wide)
    parts = [line((low, y), (high, y), width=1.6)]
    if row.narrow is not None:
        parts.append(line((scale.at(row.narrow[0]), y), (scale.at(row.narrow[1]), y), width=5, opacity=0.55))
    parts.append(dot(scale.at(row.middle), y, 4))
    target = "" if row.target is None else _target(scale.at(row.target), y)
    return coloured(row.colour, *parts) + target


def _target(x: float, y: float) -> str:
    return line((x, y - 7), (x, y + 7), width=2)
