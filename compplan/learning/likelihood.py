"""How likely what was observed is, participant by participant: revenue, ratings and leaving.

Levels of participants and the mood of a participant's month are normal and integrated out, exactly where
noise is normal (revenue) and by a quadratic at the observed share where it is binomial (ratings).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.learning.forced import ANSWER, NODES, WEIGHTS, Expected, held_to, world_of
from compplan.learning.unknowns import Points

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Quadratic:
    """A log-likelihood as a function of a level a: ``constant + slope a - curve a^2 / 2``."""

    constant: Floats | float = 0.0
    slope: Floats | float = 0.0
    curve: Floats | float = 0.0

    def add(self, constant: Floats, slope: Floats, curve: Floats) -> None:
        """Add a month."""
        self.constant = self.constant + constant
        self.slope = self.slope + slope
        self.curve = self.curve + curve

    def integrated(self, mean: Floats, between: float) -> Floats:
        """Integrate over a level that is normal with this mean and sd."""
        pull = self.slope - self.curve * mean
        wide = 1 + self.curve * between**2
        at_mean = self.constant + (self.slope - self.curve * mean / 2) * mean
        total: Floats = at_mean + between**2 * pull**2 / (2 * wide) - np.log(wide) / 2
        return total


def log_likelihood(
    evidence: Evidence, points: Points, fixed: Mapping[str, float], ends: Sequence[int] | None = None
) -> Floats:
    """Give the log-likelihood of each participant's months up to ``ends`` [ends, points, participants]."""
    wanted = [evidence.months] if ends is None else list(ends)
    world = world_of(evidence, points.values, fixed)
    revenue, rating, stayed = Quadratic(), Quadratic(), np.zeros(1)
    spread = world.values["revenue_noise"]
    means = [np.repeat(each, len(NODES), axis=0) for each in (points.revenue, points.rating)]
    near = _near(evidence)
    apart = np.log(evidence.product) - np.log(evidence.product).mean()
    found = []
    for at, expected in enumerate(held_to(world, evidence)):
        _revenue(revenue, evidence, at, expected, spread)
        _ratings(rating, evidence, at, expected, near)
        stayed = stayed + _leaving(evidence, at, expected)
        if at + 1 in wanted:
            of_nodes = stayed + revenue.integrated(means[0] + apart, evidence.revenue.between)
            of_nodes = of_nodes + rating.integrated(means[1], evidence.rating.between)
            found.append(over_deviates(of_nodes))
    return np.stack(found)


def _revenue(sums: Quadratic, evidence: Evidence, at: int, expected: Expected, spread: Floats) -> None:
    known = evidence.known[at].astype(float)
    rest = known * (evidence.logs[at] - expected.sold + spread**2 / 2)
    precision = known / spread**2
    constant = -known * (np.log(spread) + np.log(2 * np.pi) / 2) - rest**2 / (2 * spread**2)
    sums.add(constant, rest * precision, precision)


def _ratings(sums: Quadratic, evidence: Evidence, at: int, expected: Expected, near: _Near) -> None:
    """Add a month's ratings: binomial in each behaviour, with a mood that all share."""
    good, count = (each[at][:, None] for each in (evidence.favourable, evidence.responses))
    start = near.months[at] - expected.risen.mean(axis=0)
    logit = start + expected.risen + evidence.easier[:, None, None]
    odds = np.exp(-logit)
    share = 1 / (1 + odds)
    whole = (good * logit - count * (logit + np.log1p(odds))).sum(axis=0)
    slope = (good - count * share).sum(axis=0)
    each = count * share * (1 - share)
    curve, bend = each.sum(axis=0), (each * (2 * share - 1)).sum(axis=0)
    variance = evidence.mood**2
    wide = 1 + curve * variance
    # What a quadratic misses, to first order: the cubic term, near the level that the participant has.
    level = near.usual - expected.risen.mean(axis=0)
    off, doubt = (level - start + slope * variance) / wide, variance / wide
    turn = bend * (off**2 + doubt) / (2 * wide)
    constant = whole - np.log(wide) / 2 + variance * slope**2 / (2 * wide)
    constant = constant + bend * off * (off**2 + 3 * doubt) / 6 - turn * level
    slope, curve = slope / wide, curve / wide
    sums.add(constant - slope * start - curve * start**2 / 2, slope + curve * start + turn, curve)


def _leaving(evidence: Evidence, at: int, expected: Expected) -> Floats:
    stays = np.log1p(-expected.hazard)
    leaves = np.log(expected.hazard)
    told: Floats = np.where(evidence.left[at], leaves, stays) * evidence.present[at]
    return told


@dataclass(frozen=True, slots=True)
class _Near:
    """Log-odds near which ratings lie: of each month, as far as a mood can have moved it, and ``usual`` ones.

    Arrays [months, participants] and [participants], all behaviours together.
    """

    months: Floats
    usual: Floats


def _near(evidence: Evidence) -> _Near:
    good, count = (each.sum(axis=1) for each in (evidence.favourable, evidence.responses))
    usual = (good.sum(axis=0) + 2) / (count.sum(axis=0) + 4)
    few = 1 / (max(evidence.mood, _LEAST_MOOD) ** 2 * usual * (1 - usual))
    share = (good + few * usual) / (count + few)
    return _Near(np.log(share / (1 - share)), np.log(usual / (1 - usual)))


_LEAST_MOOD = 0.1
_FARTHEST = 2.5
"""Deviates of the answer to pay up to which its quadratic is followed."""
_ABOVE = 3.0
"""By how much, at most, what lies between nodes counts for more than the best of them."""


def over_deviates(of_nodes: Floats) -> Floats:
    """Integrate over the two deviates of each participant [points * nodes, participants].

    In the answer to pay the log-likelihood is taken as a quadratic, over belief the nodes are weighed.
    """
    split = of_nodes.reshape(-1, len(WEIGHTS), len(ANSWER), of_nodes.shape[-1])
    low, level, high = (split[:, :, at] for at in range(3))
    step = ANSWER[2]
    slope, bend = (high - low) / (2 * step), (high + low - 2 * level) / step**2
    curve = 1 - np.minimum(bend, 0.0)
    best = np.clip(slope / curve, -_FARTHEST, _FARTHEST)
    each = level + (slope - curve * best / 2) * best - np.log(curve) / 2
    each = np.minimum(each, split.max(axis=2) + _ABOVE) + np.log(WEIGHTS)[:, None]
    most = each.max(axis=1)
    total: Floats = most + np.log(np.exp(each - most[:, None]).sum(axis=1))
    return total
