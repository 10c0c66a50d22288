"""Log-likelihoods as functions of a participant's level, summed month by month and integrated over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 4
"""Steps to the most likely level."""
_LITTLE = 1e-9
_MORE = 0.5
"""What the cubic can add at most."""


@dataclass(slots=True)
class Quadratic:
    """A log-likelihood as a function of a level a: ``constant + slope a - curve a^2 / 2``."""

    constant: Floats | float = 0.0
    slope: Floats | float = 0.0
    curve: Floats | float = 0.0

    def add(self, constant: Floats, slope: Floats, curve: Floats) -> None:
        """Add a month."""
        self.constant = self.constant + constant
        self.slope = self.slope + slope
        self.curve = self.curve + curve

    def at(self, level: Floats) -> Floats:
        """Give the log-likelihood of a level."""
        found: Floats = self.constant + (self.slope - self.curve * level / 2) * level
        return found

    def best(self, mean: Floats, between: float) -> Floats:
        """Give the most likely level of those that are normal with this mean and sd."""
        level: Floats = (self.slope + mean / between**2) / (self.curve + between**-2)
        return level

    def integrated(self, mean: Floats, between: float) -> Floats:
        """Integrate over a level that is normal with this mean and sd."""
        pull = self.slope - self.curve * mean
        wide = 1 + self.curve * between**2
        total: Floats = self.at(mean) + between**2 * pull**2 / (2 * wide) - np.log(wide) / 2
        return total


@dataclass(slots=True)
class Cubic:
    """A log-likelihood as a function of a level, to third order about ``start``.

    ``weight`` sums the curves of months, ``middle`` the levels by them at which months were known.
    """

    start: Floats
    constant: Floats | float = 0.0
    slope: Floats | float = 0.0
    curve: Floats | float = 0.0
    turn: Floats | float = 0.0
    weight: Floats | float = _LITTLE
    middle: Floats | float = 0.0

    def add(self, level: Floats, constant: Floats, slope: Floats, curve: Floats, turn: Floats) -> None:
        """Add a month that is known at a level: value, and derivatives, the second one as ``-curve``."""
        off = self.start - level
        self.constant = self.constant + constant + (slope - (curve - turn * off / 3) * off / 2) * off
        self.slope = self.slope + slope - (curve - turn * off / 2) * off
        self.curve = self.curve + curve - turn * off
        self.turn = self.turn + turn
        told = np.maximum(curve, 0.0)
        self.weight = self.weight + told
        self.middle = self.middle - off * told

    def integrated(self, mean: Floats, between: float) -> Floats:
        """Integrate over a level that is normal with this mean and sd: by Laplace, and what a cubic adds.

        The cubic is that about the middle level; far from there it bends no further than half as much.
        """
        precision = between**-2
        to = self.middle / self.weight
        best = self.constant + (self.slope - (self.curve - self.turn * to / 3) * to / 2) * to
        start, slope = self.start + to, self.slope - (self.curve - self.turn * to / 2) * to
        curve = np.maximum(self.curve - self.turn * to, 0.0)
        off, turn = np.zeros_like(start), self.turn
        for _ in range(_STEPS):
            bend = curve - turn * off + precision
            up = slope - (curve - turn * off / 2) * off - (start + off - mean) * precision
            off = off + up / bend
            most = curve / (2 * np.abs(off) + _LITTLE)
            turn = np.clip(self.turn, -most, most)
        bend = curve - turn * off + precision
        best = best + (slope - (curve - turn * off / 3) * off / 2) * off
        away = (start + off - mean) ** 2 * precision
        more = np.minimum(5 * turn**2 / (24 * bend**3), _MORE)
        total: Floats = best - (away + np.log(bend / precision)) / 2 + more
        return total
