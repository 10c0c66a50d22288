"""From values to places in a picture: scales, ranges that hold everything, ticks at round numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high`` stand at places from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Give the place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def within(self, value: float) -> float:
        """Give the place of a value, or of the end of the scale that it lies beyond."""
        return self.at(min(max(value, self.low), self.high))


def spanning(values: Iterable[float]) -> tuple[float, float]:
    """Give a range that holds all finite values and is wider than nothing.

    >>> spanning([3.0, float("nan"), -1.0]), spanning([]), spanning([5.0])
    ((-1.0, 3.0), (0.0, 1.0), (2.5, 7.5))
    """
    finite = [value for value in values if isfinite(value)]
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    if high - low > 1e-9 * max(abs(low), abs(high)):
        return low, high
    half = abs(low) / 2 or 0.5
    return low - half, high + half


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Give at most so many round numbers that surround a range, the first and last at or beyond its ends.

    >>> ticks(0, 0.93), ticks(-130, 40)
    ((0.0, 0.25, 0.5, 0.75, 1.0), (-150.0, -100.0, -50.0, 0.0, 50.0))
    """
    steps = (unit * 10.0**power for power in range(_power(high - low, most), 309) for unit in _STEPS)
    for step in steps:
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first < most:
            return tuple(_clean(at * step) for at in range(first, last + 1))
    return low, high


def inside(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Give round numbers within a range.

    >>> inside(0.07, 0.93)
    (0.25, 0.5, 0.75)
    """
    return tuple(value for value in ticks(low, high, most) if low <= value <= high)


def _power(span: float, most: int) -> int:
    return floor(log10(span / most)) - 1


def _clean(value: float) -> float:
    return float(f"{value:.10g}") + 0.0
