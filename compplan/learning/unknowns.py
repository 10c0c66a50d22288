"""What is not known before the data: every parameter of the simulator, and two levels, as normal deviates.

On this scale every prior is a standard normal one, independent of the others: what a unit means is how far
a parameter is from its prior centre, in standard deviations of its prior.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Level
from compplan.simulation.parameters.library import Library, Values

Floats = NDArray[np.float64]

LEVELS = ("revenue_level", "rating_level")


@dataclass(frozen=True, slots=True)
class Points:
    """Points of the unknowns [points, 1]: parameters by name, and means of the levels."""

    values: Values
    revenue: Floats
    rating: Floats


@dataclass(frozen=True, slots=True)
class Unknowns:
    """Parameters with their priors in a worldview, then the means of two levels."""

    library: Library
    worldview: str
    revenue: Level
    rating: Level

    @property
    def names(self) -> tuple[str, ...]:
        """Name the unknowns, parameters first."""
        return (*self.library.priors, *LEVELS)

    def points(self, deviates: Floats) -> Points:
        """Turn deviates [points, unknowns] into points."""
        from scipy import special  # slow to import

        values = self.library.values(special.ndtr(deviates[:, :-2]), self.worldview)
        revenue, rating = (
            level.mean + level.doubt * deviates[:, at : at + 1 or None]
            for level, at in ((self.revenue, -2), (self.rating, -1))
        )
        return Points(values, revenue, rating)

    def value(self, name: str, deviates: Floats) -> Floats:
        """Turn deviates of one unknown into its values."""
        from scipy import special

        if name in LEVELS:
            level = self.revenue if name == LEVELS[0] else self.rating
            return level.mean + level.doubt * deviates
        return self.library.prior(name, self.worldview).at(special.ndtr(deviates))
