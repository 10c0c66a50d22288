"""The frontier: of all that was tried, what nothing beats in cost, gain, behaviour and regret at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from compplan.decision.candidates import Candidate

Floats = NDArray[np.float64]

_MOST = 12


def frontier(points: Mapping[Candidate, Sequence[float]]) -> list[Candidate]:
    """Keep the candidates that no other one beats; every figure is one that should be small.

    A candidate is beaten by one that is nowhere larger and somewhere smaller. Of equals the first stays.
    """
    names = list(points)
    values = np.array([points[name] for name in names])
    kept = []
    for at, own in enumerate(values):
        no_larger = (values <= own).all(axis=1)
        beaten = no_larger & (values < own).any(axis=1)
        twin = (values[:at] == own).all(axis=1).any()
        if not beaten.any() and not twin:
            kept.append(names[at])
    return kept


def told(kept: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """Take twelve of a frontier, evenly in its order, and the best candidate if it lies there."""
    evenly = np.linspace(0, len(kept) - 1, min(_MOST, len(kept))).round()
    return [each for at, each in enumerate(kept) if at in evenly or each == best]
