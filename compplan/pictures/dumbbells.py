"""Dumbbells: what each gains or loses from one state to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compplan.pictures.figures import figure
from compplan.pictures.listing import List, Listed, listing
from compplan.pictures.scales import Scale
from compplan.pictures.svg import coloured, dot, line

GAIN, LOSS = 1, 2
"""Colours of what rises and what falls; a loss begins at a ring and ends left of it, so shape tells too."""


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """From one figure to another."""

    label: str
    before: float
    after: float


def dumbbells(look: List, rows: Sequence[Dumbbell]) -> str:
    """Draw a ring at each figure before, a dot at the one after, and a line between them."""
    listed = [Listed(row.label, (row.before, row.after), _told(row, look)) for row in rows]
    return listing(look, listed, lambda at, y, scale: _marks(rows[at], y, scale))


def _told(row: Dumbbell, look: List) -> str:
    return figure(row.after - row.before, look.axis.kind, signed=True)


def _marks(row: Dumbbell, y: float, scale: Scale) -> str:
    start, end = scale.at(row.before), scale.at(row.after)
    colour = LOSS if row.after < row.before else GAIN
    return coloured(
        colour, line((start, y), (end, y), width=3, opacity=0.5), dot(start, y, hollow=True), dot(end, y)
    )
