"""Belief that the announced plan is paid: two hypotheses, weighed by Bayes' rule each month.

Evidence of one month is worth D^2 / (2 sigma^2) log-odds for a weight shift of size D: boldness is signal
strength. A filter whose gain does not depend on D could not say this.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST = 8.0
"""Log-odds beyond which nobody becomes surer."""


def updated(
    log_odds: Floats, anchor: Floats, announced: float, read: Floats, noise: Floats, memory: Floats
) -> Floats:
    """Give the log-odds after a month.

    ``announced`` is the weight shift that was announced, ``read`` the one read off pay, ``noise`` the sd of
    reading; ``memory`` is the share of belief kept, the rest goes back to ``anchor``.
    """
    evidence = announced * (read - announced / 2) / noise**2
    after: Floats = np.clip(memory * log_odds + (1 - memory) * anchor + evidence, -MOST, MOST)
    return after
