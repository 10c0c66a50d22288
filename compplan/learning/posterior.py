"""What is known of the unknowns after the data: the likelihood climbed, measured and weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.learning.forced import NODES
from compplan.learning.likelihood import log_likelihood, seen_at
from compplan.learning.mode import Likelihood, climbed, mode
from compplan.learning.unknowns import Unknowns
from compplan.learning.weighing import Weighed, smoothed, weighed
from compplan.simulation.workforce.shrinkage import month_noise

Floats = NDArray[np.float64]

_FARTHEST = 3.5
"""Deviates from which climbing begins, at most."""
_AGAIN = 2
"""Times that levels are looked at where parameters are most likely, given them."""
CELLS = 49152
"""Points times nodes times participants at a time, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """Draws of the unknowns, weighed and smoothed.

    ``draws`` counts those that were made, ``effective`` the equal draws that they are worth; ``told`` counts
    the directions in which the data tell something.
    """

    unknowns: Unknowns
    weighed: Weighed
    draws: int
    effective: float
    told: int

    @property
    def effective_share(self) -> float:
        """Give the effective sample size as a share of the draws."""
        return self.effective / self.draws

    def mean(self) -> Floats:
        """Give the mean deviates [unknowns]."""
        centre: Floats = self.weighed.weights @ self.weighed.deviates
        return centre

    def spread(self) -> Floats:
        """Give the sd of deviates [unknowns]: next to the prior's, which is 1."""
        away = self.weighed.deviates - self.mean()
        spread: Floats = np.sqrt(self.weighed.weights @ away**2)
        return spread

    def below(self, deviates: Floats) -> Floats:
        """Give the posterior probability of less than these deviates [unknowns]."""
        less = self.weighed.deviates < deviates
        half = self.weighed.deviates == deviates
        share: Floats = self.weighed.weights @ (less + half / 2)
        return share


def likelihood_of(evidence: Evidence, unknowns: Unknowns) -> Likelihood:
    """Give the likelihood of the evidence as a function of deviates."""
    fixed = unknowns.library.fixed
    step = max(1, CELLS // (len(NODES) * evidence.present.shape[1]))

    def likelihood(deviates: Floats) -> Floats:
        parts = (deviates[at : at + step] for at in range(0, len(deviates), step))
        return np.concatenate([log_likelihood(evidence, unknowns.points(part), fixed)[0] for part in parts])

    return likelihood


def posterior(evidence: Evidence, unknowns: Unknowns, seed: int = 0) -> Posterior:
    """Learn from the evidence."""
    start = _start(evidence, unknowns)
    for _ in range(_AGAIN):
        evidence = seen_at(evidence, unknowns.points(start[None]), unknowns.library.fixed)
        likelihood = likelihood_of(evidence, unknowns)
        start = climbed(likelihood, start)[0]
    top = mode(likelihood, start)
    drawn = weighed(likelihood, top, seed)
    smooth = smoothed(drawn, seed)
    return Posterior(unknowns, smooth, len(drawn.weights), drawn.effective, len(top.spread))


def _start(evidence: Evidence, unknowns: Unknowns) -> Floats:
    """Start at the priors' centres, but for the noise of a month's revenue, which is seen at once."""
    start = np.zeros(len(unknowns.names))
    noise = month_noise(np.where(evidence.known, evidence.logs, np.nan))
    prior = unknowns.library.prior("revenue_noise", unknowns.worldview)
    if noise is not None and prior.distribution == "lognormal":
        start[unknowns.names.index("revenue_noise")] = (
            np.log(max(noise[0], 1e-3) / prior.centre) / prior.spread
        )
    return np.clip(start, -_FARTHEST, _FARTHEST)
