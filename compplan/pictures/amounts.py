"""Amounts: bars from zero, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compplan.pictures.figures import figure
from compplan.pictures.listing import List, Listed, listings
from compplan.pictures.scales import Scale
from compplan.pictures.svg import box, coloured


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure that a bar shows."""

    label: str
    value: float
    colour: int = 1


def amounts(look: List, frames: Mapping[str, Sequence[Amount]], shown: int = 0) -> str:
    """Draw a bar from zero to each figure; zero is always on the scale.

    ``frames`` are lists of the same labels by name; one is seen at a time, on a scale that holds them all.
    """
    kind, signed = look.axis.kind, look.axis.signed
    listed = {
        name: [Listed(row.label, (0.0, row.value), figure(row.value, kind, signed=signed)) for row in rows]
        for name, rows in frames.items()
    }
    every = list(frames.values())
    return listings(look, listed, lambda number, ys, scale: _bars(every[number], ys, scale), shown)


def _bars(rows: Sequence[Amount], middles: Sequence[float], scale: Scale) -> str:
    zero = scale.at(0)
    return "".join(
        coloured(row.colour, box(zero, y - 6, scale.at(row.value) - zero, 12, opacity=0.75))
        for row, y in zip(rows, middles, strict=True)
    )
