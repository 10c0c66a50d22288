"""All that the simulator assumes: parameters with priors, fixed inputs, worldviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.parameters.prior import Parameter, Prior

Floats = NDArray[np.float64]
Values = Mapping[str, Floats]
"""Parameters by name, each [samples, 1]."""
BY_VIEW = ("campaign_inflow",)
"""Fixed inputs that worldviews may differ in too: they stand among the values."""
UNSURE = 1e-4
"""Shares of a prior beyond which no sample is taken, so that no single one decides a mean."""


@dataclass(frozen=True, slots=True)
class Library:
    """Assumptions as the shipped file states them, or as a user's file changes them.

    ``worldviews`` holds, for each worldview, the prior centres that differ from ``priors``, and the inputs of
    `BY_VIEW` that differ from ``fixed``.
    """

    priors: Mapping[str, Parameter]
    fixed: Mapping[str, float]
    worldviews: Mapping[str, Mapping[str, float]]

    def prior(self, name: str, worldview: str) -> Prior:
        """Give a parameter's prior as a worldview sees it."""
        prior = self.priors[name].prior
        return replace(prior, centre=self.worldviews[worldview].get(name, prior.centre))

    def values(self, shares: Floats, worldview: str) -> dict[str, Floats]:
        """Turn shares [samples, parameters] between 0 and 1 into values of every parameter [samples, 1]."""
        inside = np.clip(shares, UNSURE, 1 - UNSURE)
        drawn = {
            name: self.prior(name, worldview).at(inside[:, at : at + 1])
            for at, name in enumerate(self.priors)
        }
        return drawn | self._of_view(worldview, len(shares))

    def centres(self, worldview: str) -> dict[str, Floats]:
        """Give every parameter at its centre, as one sample."""
        centres = {name: np.array([[self.prior(name, worldview).centre]]) for name in self.priors}
        return centres | self._of_view(worldview, 1)

    def certain(self) -> Library:
        """Give the same assumptions without any spread of parameters."""
        priors = {name: replace(each, prior=each.prior.certain()) for name, each in self.priors.items()}
        return replace(self, priors=priors)

    def _of_view(self, worldview: str, samples: int) -> dict[str, Floats]:
        own = self.worldviews[worldview]
        return {name: np.full((samples, 1), own.get(name, self.fixed[name])) for name in BY_VIEW}
