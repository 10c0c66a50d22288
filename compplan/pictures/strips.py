"""Strips: how single figures are distributed, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.pictures.figures import figure
from compplan.pictures.listing import List, Listed, listing
from compplan.pictures.scales import Scale
from compplan.pictures.svg import box, coloured, dots, strokes

MOST = 60
"""Values shown as dots; of more, as many quantiles."""
LINE = 40


@dataclass(frozen=True, slots=True)
class Strip:
    """A group and its figures."""

    label: str
    values: NDArray[np.float64]
    colour: int


def strips(look: List, groups: Sequence[Strip]) -> str:
    """Draw for each group its figures as dots, the middle half as a bar, the median as a stroke."""
    listed = [_listed(group, look) for group in groups]
    return listing(look, listed, lambda ys, scale: _marks(groups, ys, scale))


def _listed(group: Strip, look: List) -> Listed:
    ends = tuple(map(float, _spread(group.values)))
    return Listed(group.label, ends, figure(ends[len(ends) // 2], look.axis.kind, signed=look.axis.signed))


def _spread(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give at most so many figures that stand for all, in order."""
    if len(values) <= MOST:
        return np.sort(values)
    found: NDArray[np.float64] = np.quantile(values, np.linspace(0, 1, MOST + 1))
    return found


def _marks(groups: Sequence[Strip], middles: Sequence[float], scale: Scale) -> str:
    return "".join(_strip(group, y, scale) for group, y in zip(groups, middles, strict=True))


def _strip(group: Strip, y: float, scale: Scale) -> str:
    low, middle, high = (scale.at(float(value)) for value in np.percentile(group.values, [25, 50, 75]))
    shown = [(scale.at(float(value)), y + _beside(at)) for at, value in enumerate(_spread(group.values))]
    bar = box(low, y - 11, high - low, 22, opacity=0.18)
    median = strokes([((middle, y - 13), (middle, y + 13))], width=2.5)
    return coloured(group.colour, bar, dots(shown, 2.2, opacity=0.6), median)


def _beside(at: int) -> float:
    """Move every dot a little up or down, so that equal figures do not hide each other."""
    return (at * 5 % 9 - 4) * 1.9
