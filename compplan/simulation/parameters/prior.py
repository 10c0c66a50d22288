"""Priors: what is believed of a parameter before any data, and how a sample of it is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Distribution = Literal["lognormal", "normal", "beta"]
Certainty = Literal["A", "B", "M", "none"]


@dataclass(frozen=True, slots=True)
class Prior:
    """A distribution by its centre (median, or mean) and spread (log sd, sd, or concentration)."""

    distribution: Distribution
    centre: float
    spread: float

    def at(self, share: Floats) -> Floats:
        """Give the quantiles at shares between 0 and 1; spread 0 (beta: infinite) gives the centre."""
        from scipy import special  # slow to import

        if self.distribution == "beta":
            if np.isinf(self.spread):
                return np.full(np.shape(share), self.centre)
            alpha = self.centre * self.spread
            inverted: Floats = special.betaincinv(alpha, self.spread - alpha, share)
            return inverted
        deviate = special.ndtri(share) * self.spread
        if self.distribution == "normal":
            return np.asarray(self.centre + deviate)
        return np.asarray(self.centre * np.exp(deviate))

    def certain(self) -> Prior:
        """Give the prior without its spread."""
        return replace(self, spread=float("inf") if self.distribution == "beta" else 0.0)

    def takes(self, centre: float) -> bool:
        """Tell whether the distribution can have this centre."""
        if self.distribution == "beta":
            return 0 < centre < 1
        return self.distribution == "normal" or centre > 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that nobody knows exactly, and what is known of it."""

    name: str
    prior: Prior
    symbol: str = ""
    meaning: str = ""
    unit: str = ""
    source: str = ""
    certainty: Certainty = "none"
