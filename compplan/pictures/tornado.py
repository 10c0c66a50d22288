"""Tornado: how far a figure moves when one assumption at a time goes to its ends, the widest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compplan.pictures.figures import between
from compplan.pictures.listing import List, Listed, listing
from compplan.pictures.scales import Scale
from compplan.pictures.svg import box, coloured, strokes

LOW, HIGH = 2, 1


@dataclass(frozen=True, slots=True)
class Swing:
    """What a figure becomes with an assumption at its low end and at its high end."""

    label: str
    low: float
    high: float


def tornado(look: List, swings: Sequence[Swing], centre: float) -> str:
    """Draw a bar from the centre to each end, one colour for low and one for high; give the widest first."""
    ordered = sorted(swings, key=lambda swing: -abs(swing.high - swing.low))
    listed = [Listed(swing.label, (swing.low, swing.high, centre), _told(swing, look)) for swing in ordered]
    return listing(look, listed, lambda ys, scale: _marks(ordered, centre, ys, scale))


def _told(swing: Swing, look: List) -> str:
    return between(swing.low, swing.high, look.axis.kind, signed=look.axis.signed)


def _marks(swings: Sequence[Swing], centre: float, middles: Sequence[float], scale: Scale) -> str:
    middle = scale.at(centre)
    bars = "".join(_bar(swing, middle, y, scale) for swing, y in zip(swings, middles, strict=True))
    return bars + strokes([((middle, middles[0] - 9), (middle, middles[-1] + 9))], width=1.5)


def _bar(swing: Swing, middle: float, y: float, scale: Scale) -> str:
    low = coloured(LOW, box(middle, y - 6, scale.at(swing.low) - middle, 12, opacity=0.55))
    return low + coloured(HIGH, box(middle, y - 6, scale.at(swing.high) - middle, 12, opacity=0.9))
