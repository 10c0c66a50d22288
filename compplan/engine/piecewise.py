"""A function that is straight between edges on many values at once, exactly, in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE
from compplan.plan.model import Curve

Ints = NDArray[np.int64]
Line = tuple[int, Fraction, Fraction]
"""The first value in 1 / SCALE that it holds for, its level at 0 and its slope for each 1 / SCALE."""
ZERO = Fraction(0)
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that follow each other from 0 on, as whole numbers over ``common``."""

    begins: Ints
    levels: NDArray[np.object_]
    slopes: NDArray[np.object_]
    common: int

    def at(self, values: Ints) -> NDArray[Any]:
        """Evaluate values of 0 or more, in 1 / SCALE; the result is over ``common``."""
        largest = max(map(abs, self.levels)) + max(map(abs, self.slopes)) * int(values.max(initial=0))
        kind: Any = np.int64 if largest < _SAFE else object
        line = np.searchsorted(self.begins, values, side="right") - 1
        found: NDArray[Any] = self.levels.astype(kind)[line] + self.slopes.astype(kind)[line] * values
        return found


def lines_of(curve: Curve, function: Callable[[Fraction], Fraction], over: int) -> Lines:
    """Cut a function of values that is straight between a curve's edges into lines.

    The common denominator is a multiple of ``over``.
    """
    lines = list(_lines(curve, function))
    common = lcm(over, *(part.denominator for _, level, slope in lines for part in (level, slope)))
    return Lines(
        np.array([begin for begin, _, _ in lines], dtype=np.int64),
        np.array([int(level * common) for _, level, _ in lines], dtype=object),
        np.array([int(slope * common) for _, _, slope in lines], dtype=object),
        common,
    )


def _lines(curve: Curve, function: Callable[[Fraction], Fraction]) -> Iterator[Line]:
    """Find each line by two values inside it; an edge that belongs to the band before is one by itself."""
    edges = {ZERO, curve.threshold or ZERO, *(edge for edge, _ in curve.points)}
    begins = sorted(edges | {band.to for band in curve.bands if band.to is not None})
    for begin, end in zip(begins, [*begins[1:], begins[-1] + 3], strict=True):
        first, second = begin + (end - begin) / 3, end - (end - begin) / 3
        slope = (function(second) - function(first)) / (second - first)
        level = function(first) - slope * first
        if curve.includes == "to" or not begin:
            yield ceil(begin * SCALE), function(begin), ZERO
            yield floor(begin * SCALE) + 1, level, slope / SCALE
        else:
            yield ceil(begin * SCALE), level, slope / SCALE
