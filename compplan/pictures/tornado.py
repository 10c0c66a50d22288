"""Tornado: how far a figure moves when one assumption at a time goes to its ends, the widest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compplan.pictures.figures import between
from compplan.pictures.listing import List, Listed, listing
from compplan.pictures.scales import Scale
from compplan.pictures.svg import box, coloured, line

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
    return listing(look, listed, lambda at, y, scale: _marks(ordered[at], centre, y, scale))


def _told(swing: Swing, look: List) -> str:
    return between(swing.low, swing.high, look.axis.kind, signed=look.axis.signed)


def _marks(swing: Swing, centre: float, y: float, scale: Scale) -> str:
    middle = scale.at(centre)
    low = coloured(LOW, box(middle, y - 6, scale.at(swing.low) - middle, 12, opacity=0.55))
    high = coloured(HIGH, box(middle, y - 6, scale.at(swing.high) - middle, 12, opacity=0.9))
    return low + high + line((middle, y - 9), (middle, y + 9), width=1.5)
