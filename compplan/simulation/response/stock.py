"""The relationship stock: quality today becomes revenue later, through a delay of three stages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STAGES = 3


def delayed(stages: Floats, quality: Floats, months: Floats) -> Floats:
    """Pass a month's quality through the stages [stages, ...]; ``months`` is the mean delay, exactly.

    An Erlang delay in discrete time: the response to one month's quality is negative binomial.
    """
    share = STAGES / (STAGES + months)
    after = np.empty_like(stages)
    coming = quality
    for stage in range(STAGES):
        after[stage] = stages[stage] + share * (coming - stages[stage])
        coming = after[stage]
    return after
