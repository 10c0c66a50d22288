"""What theory says in closed form, to hold the model against: contracts, and ratings by category."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.response.ratings import logistic

Floats = NDArray[np.float64]

CUTS = (-2.6, -1.5, 0.0, 1.6)
"""Cut points between the five categories on the logit scale; good begins at 0. An assumption."""


def best_contract(worth: Floats, cost: Floats, noise: Floats, risk_aversion: float) -> Floats:
    """Give the incentives per task that maximise the surplus of principal and agent.

    ``worth`` [tasks] is what effort is worth, ``cost`` [tasks, tasks] the matrix of the quadratic cost of
    effort, ``noise`` [tasks, tasks] the covariance of the measures. Holmström and Milgrom 1991.
    """
    return np.asarray(np.linalg.solve(np.eye(len(worth)) + risk_aversion * cost @ noise, worth), dtype=float)


def cost_matrix(tightness: float, elasticity: float) -> Floats:
    """Give the cost of two tasks under which `effort.best_effort` is the best response."""
    effect = np.eye(2) - tightness / 2 * np.ones((2, 2))
    return np.asarray(np.linalg.inv(elasticity * effect), dtype=float)


def category_probabilities(logit: Floats, cuts: tuple[float, ...] = CUTS) -> Floats:
    """Give the probability of each category [..., categories], worst first."""
    below = logistic(np.array(cuts) - np.asarray(logit)[..., None])
    ends = np.zeros((*below.shape[:-1], 1))
    probabilities: Floats = np.diff(below, axis=-1, prepend=ends, append=ends + 1)
    return probabilities
