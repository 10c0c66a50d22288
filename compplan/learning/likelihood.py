"""How likely what was observed is, participant by participant: revenue, ratings and leaving.

What nobody saw of participants is integrated out: levels, mood and skills by what is known at the most likely
of them (revenue is exact), how they answer to pay and what they believe by nodes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.learning.forced import (
    ANSWER,
    ANSWERS,
    BELIEFS,
    FEW,
    GRID,
    LEVEL,
    MIDDLE,
    NODES,
    Expected,
    held_to,
    world_of,
)
from compplan.learning.levels import Quadratic
from compplan.learning.rated import Rated
from compplan.learning.unknowns import Points

Floats = NDArray[np.float64]

_LEAST, _MOST = 0.2, 3.0
"""Bounds of how much sales rise with the level, in logs."""
_BENT = 0.5
"""Of the curve by sales, how much other things can take away."""
_NEAR, _STEEP = 1.5, 2.0
"""How far from the level seen it is followed, in sd to which that is known, and how much one changes it."""
_PARABOLA = np.linalg.solve(np.vander(ANSWER[FEW], 3).T, np.vander(ANSWER, 3).T).T
"""By how much each of the few answers counts, on a parabola through them, at each answer."""


def log_likelihood(
    evidence: Evidence, points: Points, fixed: Mapping[str, float], ends: Sequence[int] | None = None
) -> Floats:
    """Give the log-likelihood of each participant's months up to ``ends`` [ends, points, participants]."""
    wanted = [evidence.months] if ends is None else list(ends)
    world = world_of(evidence, points, fixed)
    revenue, rated, stayed = Quadratic(), Rated(evidence), np.zeros(1)
    usual = np.repeat(points.rating, len(NODES), axis=0)
    found = []
    for at, expected in enumerate(held_to(world, evidence)):
        _revenue(revenue, evidence, at, expected, points.values["revenue_noise"])
        rated.add(at, expected)
        stayed = stayed + _leaving(evidence, at, expected)
        if at + 1 in wanted:
            rest = by_node(stayed + rated.integrated(usual))
            found.append(over_deviates(integrated(revenue, rest, evidence, points.revenue)))
    return np.stack(found)


def seen_at(evidence: Evidence, point: Points, fixed: Mapping[str, float]) -> Evidence:
    """Give the evidence with levels of revenue as they most likely are at a point of the unknowns."""
    revenue = Quadratic()
    for at, expected in enumerate(held_to(world_of(evidence, point, fixed), evidence)):
        _revenue(revenue, evidence, at, expected, point.values["revenue_noise"])
    off = revenue.best(point.revenue[:, None] - evidence.level, evidence.revenue.between)[0, MIDDLE]
    precision = np.asarray(revenue.curve)[0, 0] + evidence.revenue.between**-2
    return replace(evidence, level=evidence.level + off, doubt=precision**-0.5)


def by_node(values: Floats) -> Floats:
    """Split samples into points and nodes [points, nodes, participants]."""
    split: Floats = values.reshape(-1, len(NODES), values.shape[-1])
    return split


def _revenue(sums: Quadratic, evidence: Evidence, at: int, expected: Expected, noise: Floats) -> None:
    """Add a month's revenue, as a function of how far the level is from that seen; it moves behaviour too."""
    sold, spread = by_node(expected.sold), noise[:, None]
    known = evidence.known[at].astype(float)
    moved = (sold[:, GRID + 1 :] - sold[:, GRID : GRID + 1]) / ((LEVEL[1] - LEVEL[0]) * evidence.doubt)
    rises = np.clip(1 + moved, _LEAST, _MOST)
    rest = known * (evidence.logs[at] - evidence.level - sold[:, :GRID] + spread**2 / 2)
    precision = known / spread**2
    constant = -known * (np.log(spread) + np.log(2 * np.pi) / 2) - rest**2 / (2 * spread**2)
    sums.add(constant, rest * rises * precision, rises**2 * precision)


def _leaving(evidence: Evidence, at: int, expected: Expected) -> Floats:
    stays = np.log1p(-expected.hazard)
    leaves = np.log(expected.hazard)
    told: Floats = np.where(evidence.left[at], leaves, stays) * evidence.present[at]
    return told


def integrated(revenue: Quadratic, rest: Floats, evidence: Evidence, mean: Floats) -> Floats:
    """Integrate over levels, of this mean [points, 1]: revenue, and what does not come from it.

    ``rest`` is [points, nodes, participants]. How it hangs on the level is seen at the middle of the grid,
    and is the same at all of it; it is followed near those levels alone.
    """
    away, between = mean[:, None] - evidence.level, evidence.revenue.between
    best = revenue.best(away, between)
    step = evidence.doubt * LEVEL[1]
    near = np.clip(best, -_NEAR * step, _NEAR * step)
    low, middle, high = (rest[:, at : at + 1] for at in (GRID, MIDDLE, GRID + 1))
    slope, curve = (high - low) / (2 * step), (2 * middle - low - high) / step**2
    more = np.clip((slope - curve * near / 2) * near, -_STEEP, _STEEP)
    slope = np.clip(slope - curve * near, -_STEEP / step, _STEEP / step)
    curve = np.maximum(curve, np.where(near == best, -_BENT * np.asarray(revenue.curve), 0.0))
    whole = Quadratic(revenue.constant, revenue.slope, revenue.curve)
    whole.add(rest[:, :GRID] + more - (slope + curve * near / 2) * near, slope + curve * near, curve)
    alone = revenue.integrated(away, between) + rest[:, :GRID]
    return np.minimum(whole.integrated(away, between), alone + _STEEP)


def over_deviates(of_nodes: Floats) -> Floats:
    """Integrate over the answer to pay and belief of each participant [points, nodes, participants].

    By Gauss and Hermite. What another belief changes is followed by a parabola through the few answers at
    which it was looked at; it makes none more likely than the likeliest of them, but for what the middle
    belief shows.
    """
    middle, first = of_nodes[:, : len(ANSWER)], len(ANSWER)
    higher = np.maximum(middle - middle[:, FEW].max(axis=1, keepdims=True), 0.0)
    each = [middle]
    for at in range(first, GRID, len(FEW)):
        seen = of_nodes[:, at : at + len(FEW)]
        between = middle + np.einsum("af,...fp->...ap", _PARABOLA, seen - middle[:, FEW])
        each.append(np.minimum(between, seen.max(axis=1, keepdims=True) + higher))
    whole = np.concatenate(each, axis=1) + np.log(np.outer(BELIEFS, ANSWERS)).reshape(-1, 1)
    most = whole.max(axis=1)
    total: Floats = most + np.log(np.exp(whole - most[:, None]).sum(axis=1))
    return total
