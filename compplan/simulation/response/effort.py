"""Effort: the best response to what pay gives for it (Holmström and Milgrom 1991), morale and habit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_EFFORT = 0.02
"""No task is given up wholly."""


def crowding(
    product: Floats, relationship: Floats, tightness: Floats, campaign: Floats | None = None
) -> Floats:
    """Give what competing for time takes from each task, of two, or three with a campaign.

    Tasks are given by changes of incentive next to the old plan's product incentive; ``tightness`` runs from
    0, where tasks are independent, to 1, where time is only moved.
    """
    if campaign is None:
        taken: Floats = tightness * (product + relationship) / 2
        return taken
    of_three: Floats = tightness * (product + relationship + campaign) / 3
    return of_three


def morale(expected: Floats, reference: Floats, elasticity: Floats) -> Floats:
    """Give the factor on effort of those who expect less pay than they are used to."""
    loss = np.maximum(np.log(reference / expected), 0)
    factor: Floats = np.exp(-elasticity * loss)
    return factor


def best_effort(base: Floats, change: Floats, crowded: Floats, elasticity: Floats, spirit: Floats) -> Floats:
    """Give the effort in one task that answers its incentive best.

    ``base`` is the effort under the old plan; ``elasticity`` is in units of effort per unit of incentive.
    The first-order condition of a quadratic cost with one time-budget parameter.
    """
    wanted: Floats = np.maximum(spirit * (base + elasticity * (change - crowded)), LEAST_EFFORT)
    return wanted


def habit(now: Floats, wanted: Floats, months: Floats) -> Floats:
    """Move effort towards what is wanted, with a time constant in months."""
    moved: Floats = now - np.expm1(-1 / months) * (wanted - now)
    return moved
