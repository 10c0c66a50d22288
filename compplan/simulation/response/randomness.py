"""Noise: each number is a function of seed, sample, participant, month and purpose, and of nothing else.

Philox is a counter-based generator: its key holds the seed, and the sample and month; the counter runs over
participants and purposes. So the same seed gives the same bits however samples are grouped or spread over
threads, however many samples or participants there are, and for every path and worldview.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BEHAVIOURS = 10
"""Behaviours with noise of their own, at most."""
REVENUE, MOOD, READING, HIRE_ABILITY, HIRE_BELIEF, LEAVING = range(6)
RATING = 6
ELASTICITY, BELIEF, ABILITY, INTERCEPT = range(4)
"""What participants bring with them, under the noise of the start; their skills are under `RATING`."""
PURPOSES = RATING + BEHAVIOURS
LEAST = 2.0**-54
"""Stands for 0, which has no normal deviate; the generator never gives 1."""
_START = 2**16 - 1
"""The month under which what participants bring with them is drawn."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Numbers of one month: ``uniform`` [purposes, samples, participants], ``deviates`` of the first ones.

    Both are None in a world without luck.
    """

    uniform: Floats | None = None
    deviates: Floats | None = None

    def normal(self, purpose: int) -> Floats:
        """Give standard normal deviates [samples, participants] of a purpose; 0 without luck."""
        if self.deviates is None:
            return np.zeros((1, 1))
        deviates: Floats = self.deviates[purpose]
        return deviates


def noise_of(seed: int, samples: NDArray[np.int64], participants: int, month: int) -> Noise:
    """Give the noise of a month, or of the start (-1), for samples by number."""
    from scipy import special  # slow to import

    uniform = uniforms(seed, samples, participants, month)
    return Noise(uniform, special.ndtri(uniform if month < 0 else uniform[:RATING]))


def uniforms(seed: int, samples: NDArray[np.int64], participants: int, month: int) -> Floats:
    """Give uniform numbers in (0, 1) [purposes, samples, participants] of a month, or of the start (-1)."""
    return np.ascontiguousarray(np.moveaxis(draw(seed, samples, participants, month), 2, 0))


def draw(seed: int, samples: NDArray[np.int64], participants: int, month: int) -> Floats:
    """Give the same as `uniforms`, as [samples, participants, purposes]."""
    at = _START if month < 0 else month
    drawn = np.empty((len(samples), participants, PURPOSES))
    for row, sample in enumerate(samples.tolist()):
        generator = np.random.Generator(np.random.Philox(key=[seed, (sample << 16) | at]))
        generator.random(out=drawn[row])
    return np.maximum(drawn, LEAST, out=drawn)
