"""The search: named paths first, then the best of them moved month by month, each point tried once.

Every candidate meets the same samples and luck, so that two differ by what they do, and the same seed finds
the same path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np

from compplan.decision.candidates import THRESHOLDS, Candidate, moved_levers, moved_ways
from compplan.decision.figures import Samples

Choice = Literal["mean", "regret"]
"""Best on average over worldviews, or least regret in the worst of them."""
Evaluate = Callable[[Sequence[Candidate]], Iterable[Samples]]
"""From candidates to what each brings, in their order."""

STEPS = (
    (Fraction(1, 4), 12),
    (Fraction(1, 10), 12),
    (Fraction(1, 20), 6),
    (Fraction(1, 50), 12),
    (Fraction(1, 200), 12),
)
"""By how much the way is moved, and over how many months at a time: first coarsely."""
_STARTS = 2


@dataclass(frozen=True, slots=True)
class Aim:
    """What is sought: the most of a metric, within a budget and a risk.

    ``budget`` bounds the P90 of pay over the plan in every worldview; ``risk`` the share of samples, all
    worldviews alike, in which the metric falls below that of the first plan. ``allowed`` names levers. The
    whole way must be gone after ``reached`` months; as many as there are leave the end open. ``thresholds``
    are those above which a pilot goes on.
    """

    metric: str = "net_contribution"
    choice: Choice = "mean"
    budget: float | None = None
    risk: float | None = None
    allowed: tuple[str, ...] = ()
    pilots: bool = False
    reached: int = 24
    thresholds: tuple[float, ...] = THRESHOLDS


@dataclass(slots=True)
class Tried:
    """All candidates that were tried, with their samples; best values of worldviews so far."""

    evaluate: Evaluate
    worldviews: tuple[str, ...]
    base: Samples
    aim: Aim
    found: dict[Candidate, Samples] = field(default_factory=dict)
    told: Callable[[int], None] = lambda _done: None

    def value(self, candidate: Candidate) -> tuple[float, float]:
        """Rank a candidate: how far it breaks a limit, then what it brings, both to be small."""
        samples = self.samples(candidate)
        return broken(samples, self.base, self.worldviews, self.aim), -self._worth(samples)

    def samples(self, candidate: Candidate) -> Samples:
        """Try a candidate, once."""
        self.each(candidate)
        return self.found[candidate]

    def each(self, *candidates: Candidate) -> None:
        """Try those of some candidates that were not tried yet, once each."""
        fresh = [each for each in dict.fromkeys(candidates) if each not in self.found]
        for candidate, samples in zip(fresh, self.evaluate(fresh), strict=True):
            self.found[candidate] = samples
            self.told(len(self.found))

    def best(self, candidates: Iterable[Candidate]) -> Candidate:
        """Give the best of candidates; of equals the first."""
        every = list(candidates)
        self.each(*every)
        return min(every, key=self.value)

    def _worth(self, samples: Samples) -> float:
        means = {view: float(samples[view, self.aim.metric].mean()) for view in self.worldviews}
        if self.aim.choice == "mean":
            return float(np.mean(list(means.values())))
        return -max(self.most(view) - mean for view, mean in means.items())

    def most(self, view: str) -> float:
        """Give the most that any candidate so far brings in a worldview."""
        return max(float(each[view, self.aim.metric].mean()) for each in (*self.found.values(), self.base))


def search(tried: Tried, starts: Sequence[Candidate]) -> Candidate:
    """Find the best candidate from some to start with."""
    tried.each(*starts)
    ranked = sorted(starts, key=tried.value)
    moved = [_climb(tried, each) for each in ranked[:_STARTS]]
    return min([*moved, *ranked], key=tried.value)


def _climb(tried: Tried, start: Candidate) -> Candidate:
    """Go to the best neighbour as long as it is better, in ever finer steps."""
    best = start
    for step, span in STEPS:
        while True:
            near = [
                *moved_ways(best, step, span, tried.aim.reached),
                *moved_levers(best, tried.aim.allowed),
            ]
            better = tried.best([best, *near])
            if better is best:
                break
            best = better
    return best


def broken(samples: Samples, base: Samples, worldviews: Sequence[str], aim: Aim) -> float:
    """Say by how much limits are broken, as a share of them; 0 if they hold."""
    over = 0.0
    if aim.budget is not None:
        dearest = max(float(np.percentile(samples[view, "payout_cost"], 90)) for view in worldviews)
        over += max(dearest / aim.budget - 1, 0.0)
    if aim.risk is not None:
        over += max(risk_of(samples, base, worldviews, aim.metric) - aim.risk, 0.0)
    return over


def risk_of(samples: Samples, base: Samples, worldviews: Sequence[str], metric: str) -> float:
    """Give the share of samples, all worldviews alike, that fall below the first plan."""
    return float(np.mean([(samples[view, metric] < base[view, metric]).mean() for view in worldviews]))
