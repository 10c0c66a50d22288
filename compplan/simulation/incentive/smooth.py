"""A pay function seen through luck: its expectation, slope and the slope of its variance, in closed form.

A pay function of attainment is made of straight pieces with jumps between them. A participant who aims at
attainment m attains m + s Z, Z standard normal, and so answers a smoothed curve: kinks and jumps count, each
by how near it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Straight pieces: value ``start`` and slope ``slopes[0]`` at 0, and at each knot a jump and new slope.

    ``slopes`` has one more entry than ``knots`` and ``jumps``; the outer pieces go on for ever.
    """

    knots: Floats
    jumps: Floats
    slopes: Floats
    start: float

    def at(self, attainment: Floats) -> Floats:
        """Evaluate the function itself; at a knot its value to the right."""
        gap = attainment[..., None] - self.knots
        ramps = np.maximum(gap, 0) @ np.diff(self.slopes) + (gap >= 0) @ self.jumps
        value: Floats = self.start + self.slopes[0] * attainment + ramps
        return value

    def scaled(self, factor: float) -> Pieces:
        """Multiply the function."""
        return Pieces(self.knots, self.jumps * factor, self.slopes * factor, self.start * factor)


@dataclass(frozen=True, slots=True)
class Smoothed:
    """What luck makes of a pay function at attainments aimed at: arrays of their shape.

    ``expected`` pay, its ``slope``, and ``variance_slope``, the slope of pay's variance.
    """

    expected: Floats
    slope: Floats
    variance_slope: Floats


def smoothed(pieces: Pieces, aim: Floats, spread: float) -> Smoothed:
    """Smooth a pay function by normal luck of standard deviation ``spread`` in attainment."""
    gap = (aim[..., None] - pieces.knots) / spread
    above, height = cumulative(gap), density(gap)
    turns = np.diff(pieces.slopes)
    slope = pieces.slopes[0] + above @ turns + height @ pieces.jumps / spread
    ramps = spread * (gap * above + height) @ turns
    expected = pieces.start + pieces.slopes[0] * aim + ramps + above @ pieces.jumps
    square = _square_slope(pieces, aim, spread)
    return Smoothed(expected, slope, square - 2 * expected * slope)


def _square_slope(pieces: Pieces, aim: Floats, spread: float) -> Floats:
    """Give the slope of the expected square: on a piece a + g x it is 2 g (a + g x), at a jump its height."""
    levels = _intercepts(pieces)
    edges = (pieces.knots - aim[..., None]) / spread
    ends = np.zeros((*edges.shape[:-1], 1))
    mass = np.diff(cumulative(edges), axis=-1, prepend=ends, append=ends + 1)
    height = density(edges)
    pull = -np.diff(height, axis=-1, prepend=ends, append=ends)
    inside = (
        2 * pieces.slopes * ((levels + pieces.slopes * aim[..., None]) * mass + pieces.slopes * spread * pull)
    )
    left = levels[:-1] + pieces.slopes[:-1] * pieces.knots
    right = levels[1:] + pieces.slopes[1:] * pieces.knots
    total: Floats = inside.sum(axis=-1) + height @ (right**2 - left**2) / spread
    return total


def _intercepts(pieces: Pieces) -> Floats:
    """Give a of each piece a + g x."""
    steps = pieces.jumps - np.diff(pieces.slopes) * pieces.knots
    levels: Floats = pieces.start + np.concatenate([[0.0], np.cumsum(steps)])
    return levels


def cumulative(deviate: Floats) -> Floats:
    """Give the normal distribution function."""
    from scipy import special

    below: Floats = special.ndtr(deviate)
    return below


def density(deviate: Floats) -> Floats:
    """Give the normal density."""
    height: Floats = np.exp(-(deviate**2) / 2) / np.sqrt(2 * np.pi)
    return height
