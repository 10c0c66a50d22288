"""Chance that falls the same way on every machine and Python version.

Only ``Random.random`` is used: its sequence is promised to stay, those of the other methods are not.
Floats are added by ``math.fsum``, since what ``sum`` gives in the last place depends on the version.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
SEED = "quillmere-2027"


class Chance:
    """A stream of its own for each name, so that a change for one participant moves nobody else."""

    def __init__(self, *name: str) -> None:
        """Start the stream of a name."""
        self.random = Random(":".join((SEED, *name))).random  # noqa: S311  no secret is made here

    def happens(self, probability: float) -> bool:
        """Tell whether something of this probability happens."""
        return self.random() < probability

    def uniform(self, low: float, high: float) -> float:
        """Take a number between two others."""
        return low + (high - low) * self.random()

    def normal(self, mean: float, sd: float) -> float:
        """Take a nearly normal number: the sum of twelve uniform ones."""
        return mean + sd * (math.fsum(self.random() for _ in range(12)) - 6.0)

    def logistic(self) -> float:
        """Take a number with the standard logistic distribution."""
        u = self.uniform(1e-9, 1 - 1e-9)
        return math.log(u / (1 - u))

    def poisson(self, mean: float) -> int:
        """Take a count with a Poisson distribution."""
        limit, product, count = math.exp(-mean), self.random(), 0
        while product > limit:
            product, count = product * self.random(), count + 1
        return count

    def binomial(self, trials: int, probability: float) -> int:
        """Count how often something happens in so many trials."""
        return sum(self.happens(probability) for _ in range(trials))

    def whole(self, low: int, high: int) -> int:
        """Take a whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Take one of the items, each with the same probability."""
        return items[int(self.random() * len(items))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Take a key, each with a probability in proportion to its weight."""
        left = self.random() * math.fsum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return next(reversed(list(weights)))

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Take so many different items (all, if there are fewer)."""
        rest = list(items)
        return [rest.pop(int(self.random() * len(rest))) for _ in range(min(count, len(rest)))]
