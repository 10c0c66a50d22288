"""Log-likelihoods as functions of a participant's level, summed month by month and integrated over it."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Cubic:
    """A log-likelihood as a function of a level, to third order about ``start``.

    Of its derivatives there, ``curve`` is the second one with the other sign, ``turn`` the third one.
    """

    start: Floats
    constant: Floats
    slope: Floats
    curve: Floats
    turn: Floats

    def integrated(self, mean: Floats, between: float) -> Floats:
        """Integrate over a level that is normal with this mean and sd: by Laplace, and what a cubic adds.

        Far from where it starts, the cubic bends no further than half as much as there.
        """
        precision = between**-2
        start, slope, curve = self.start, self.slope, np.maximum(self.curve, 0.0)
        off, turn = np.zeros_like(start), self.turn
        for _ in range(_STEPS):
            bend = curve - turn * off + precision
            up = slope - (curve - turn * off / 2) * off - (start + off - mean) * precision
            off = off + up / bend
            most = curve / (2 * np.abs(off) + _LITTLE)
            turn = np.clip(self.turn, -most, most)
        bend = curve - turn * off + precision
        best = self.constant + (slope - (curve - turn * off / 3) * off / 2) * off
        away = (start + off - mean) ** 2 * precision
        more = np.minimum(5 * turn**2 / (24 * bend**3), _MORE)
        total: Floats = best - (away + np.log(bend / precision)) / 2 + more
        return total


@dataclass(slots=True)
class CubicSums:
    """Sums of months, each known to third order about a level of its own.

    ``even`` is their quadratic about ``start``; ``bent`` holds what third derivatives add to its value, slope
    and curve there, and their sum. ``weight`` sums the curves; ``middle`` and ``apart`` are the levels, and
    their squares, by curves.
    """

    start: Floats
    even: Quadratic = field(default_factory=Quadratic)
    bent: tuple[Floats | float, ...] = (0.0, 0.0, 0.0, 0.0)
    weight: Floats | float = _LITTLE
    middle: Floats | float = 0.0
    apart: Floats | float = 0.0

    def add(self, level: Floats, constant: Floats, slope: Floats, curve: Floats, turn: Floats) -> None:
        """Add a month that is known at a level: value, and derivatives, the second one as ``-curve``."""
        off = self.start - level
        self.even.add(constant + (slope - curve * off / 2) * off, slope - curve * off, curve)
        bend = turn * off
        more = (bend * off**2 / 6, bend * off / 2, -bend, turn)
        self.bent = tuple(old + new for old, new in zip(self.bent, more, strict=True))
        told = np.maximum(curve, 0.0)
        self.weight = self.weight + told
        self.middle = self.middle - off * told
        self.apart = self.apart + off**2 * told

    def centred(self) -> Cubic:
        """Give the sum about the middle of the levels of months.

        The farther these lie apart, the less third derivatives count: far from where it is known, a cubic
        runs away.
        """
        to = np.asarray(self.middle / self.weight)
        apart = np.maximum(self.apart / self.weight - to**2, 0.0)
        value, slope, curve, turn = (each / (1 + apart**4) for each in self.bent)
        return Cubic(
            self.start + to,
            self.even.at(to) + value + (slope - (curve - turn * to / 3) * to / 2) * to,
            self.even.slope - self.even.curve * to + slope - (curve - turn * to / 2) * to,
            self.even.curve + curve - turn * to,
            turn,
        )
