"""What is known of the unknowns after the data: the likelihood climbed, measured and weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.learning.forced import NODES
from compplan.learning.likelihood import log_likelihood
from compplan.learning.mode import Likelihood, mode
from compplan.learning.unknowns import Unknowns
from compplan.learning.weighing import Weighed, weighed

Floats = NDArray[np.float64]

CELLS = 49152
"""Points times nodes times participants at a time, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """Draws of the unknowns, weighed; ``told`` counts the directions in which the data tell something."""

    unknowns: Unknowns
    weighed: Weighed
    told: int

    @property
    def effective_share(self) -> float:
        """Give the effective sample size as a share of the draws."""
        return self.weighed.effective / len(self.weighed.weights)

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

    def quantiles(self, shares: Floats) -> Floats:
        """Give the quantiles of deviates [shares, unknowns]."""
        order = np.argsort(self.weighed.deviates, axis=0)
        found = []
        for at in range(order.shape[1]):
            rows = order[:, at]
            mass = np.cumsum(self.weighed.weights[rows])
            found.append(np.interp(shares, mass - self.weighed.weights[rows] / 2, self.weighed.deviates[rows, at]))
        return np.stack(found, axis=1)


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
    likelihood = likelihood_of(evidence, unknowns)
    top = mode(likelihood, np.zeros(len(unknowns.names)))
    return Posterior(unknowns, weighed(likelihood, top, seed), len(top.spread))
