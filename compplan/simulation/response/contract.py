"""What theory says of the best linear contract, in closed form: a yardstick for plans and for searches."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
