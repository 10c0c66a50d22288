"""The luck of some samples, as each way to live through months wants it; drawn once, when it is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.response.randomness import Noise, noise_of
from compplan.simulation.response.respond import QUIET

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Luck:
    """The luck of samples by number, for so many participants and months; without a seed there is none.

    ``who`` holds the places of some of the participants, if the luck is theirs alone.
    """

    seed: int | None
    samples: NDArray[np.int64]
    participants: int
    count: int
    who: NDArray[np.int64] | None = None

    def of(self, who: NDArray[np.int64]) -> Luck:
        """Give the luck of some of the participants: each has the same as among all."""
        return replace(self, who=who)

    @cached_property
    def start(self) -> Noise:
        """Give the luck of the start."""
        return QUIET if self.seed is None else self._noise(self.seed, -1)

    @cached_property
    def months(self) -> Sequence[Noise]:
        """Give the luck of every month."""
        if self.seed is None:
            return [QUIET] * self.count
        return [self._noise(self.seed, month) for month in range(self.count)]

    def tiles(self, behaviours: int) -> Floats:
        """Give the same numbers as the compiled kernel wants them, for so many behaviours."""
        if behaviours not in self._tiles:
            from compplan.simulation.fused.luck import tiles_of

            assert self.seed is not None
            who = np.arange(self.participants) if self.who is None else self.who
            self._tiles[behaviours] = tiles_of(self.seed, self.samples, who, self.count, behaviours)
        return self._tiles[behaviours]

    @cached_property
    def _tiles(self) -> dict[int, Floats]:
        return {}

    def _noise(self, seed: int, month: int) -> Noise:
        noise = noise_of(seed, self.samples, self.participants, month)
        if self.who is None or noise.uniform is None or noise.deviates is None:
            return noise
        return Noise(noise.uniform[..., self.who], noise.deviates[..., self.who])
