"""Dumbbells: what each gains or loses from one state to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compplan.pictures.figures import figure
from compplan.pictures.listing import List, Listed, listing
from compplan.pictures.scales import Scale
from compplan.pictures.svg import coloured, dots, strokes

GAIN, LOSS = 1, 2
"""Colours of what rises and what falls; a dot left of its stroke is a loss, so shape tells too."""


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """From one figure to another."""

    label: str
    before: float
    after: float


def dumbbells(look: List, rows: Sequence[Dumbbell]) -> str:
    """Draw a stroke at each figure before, a dot at the one after, and a line between them."""
    listed = [Listed(row.label, (row.before, row.after), _told(row, look)) for row in rows]
    return listing(look, listed, lambda ys, scale: _marks(rows, ys, scale))


def _told(row: Dumbbell, look: List) -> str:
    return figure(row.after - row.before, look.axis.kind, signed=True)


def _marks(rows: Sequence[Dumbbell], middles: Sequence[float], scale: Scale) -> str:
    placed = list(zip(rows, middles, strict=True))
    losses = [each for each in placed if each[0].after < each[0].before]
    gains = [each for each in placed if each[0].after >= each[0].before]
    return _coloured(LOSS, losses, scale) + _coloured(GAIN, gains, scale)


def _coloured(colour: int, placed: Sequence[tuple[Dumbbell, float]], scale: Scale) -> str:
    ends = [(scale.at(row.before), scale.at(row.after), y) for row, y in placed]
    return coloured(
        colour,
        strokes((((start, y), (end, y)) for start, end, y in ends), width=3, opacity=0.5),
        strokes((((start, y - 6), (start, y + 6)) for start, _, y in ends), width=2),
        dots(((end, y) for _, end, y in ends), 4),
    )
