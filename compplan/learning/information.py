"""How much a participant's months would tell: expected information, before there is any data.

Panels are made by the simulator with truths drawn from the prior; the score of each participant at the truth
tells how the likelihood would move with every unknown. The mean product of scores is what a participant adds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.learning.likelihood import log_likelihood, seen_at
from compplan.learning.synthetic import Levels, Truth, panels
from compplan.learning.unknowns import Unknowns
from compplan.simulation.run import Setting
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]

PANELS = 8
"""Truths over which information is averaged."""
_STEP = 1e-3
_MODEST = 1.0
"""Truths are drawn within so many sds of the centre: it is the middle of the prior that is asked about."""


def information(
    setting: Setting, path: Path, unknowns: Unknowns, ends: Sequence[int], seed: int = 1
) -> Floats:
    """Give what a participant's first months tell [ends, unknowns, unknowns], next to a prior of 1 each."""
    generator = np.random.default_rng(seed)
    deviates = np.clip(generator.standard_normal((PANELS, len(unknowns.names))), -_MODEST, _MODEST)
    truth = Truth(deviates, unknowns.points(deviates).values)
    levels = Levels(unknowns.revenue, unknowns.rating)
    total = np.zeros((len(ends), len(unknowns.names), len(unknowns.names)))
    count = 0
    for at, evidence in zip(deviates, panels(setting, path, levels, truth), strict=True):
        score = _scores(evidence, unknowns, at, ends)
        total += np.einsum("eup,evp->euv", score, score)
        count += score.shape[-1]
    return total / count


def _scores(evidence: Evidence, unknowns: Unknowns, at: Floats, ends: Sequence[int]) -> Floats:
    """Give each participant's score of the months up to each end [ends, unknowns, participants]."""
    points = np.concatenate([at[None], at + _STEP * np.eye(len(at))])
    evidence = seen_at(evidence, unknowns.points(at[None]), unknowns.library.fixed)
    heights = log_likelihood(evidence, unknowns.points(points), unknowns.library.fixed, ends)
    scores: Floats = (heights[:, 1:] - heights[:, :1]) / _STEP
    return scores


def contraction(told: Floats) -> Floats:
    """Give by what share each prior would shrink, given information [..., unknowns, unknowns] in all."""
    inverse = np.linalg.inv(told + np.eye(told.shape[-1]))
    spread = np.sqrt(np.diagonal(inverse, axis1=-2, axis2=-1))
    shrunk: Floats = np.maximum(1 - spread, 0.0)
    return shrunk
