"""How likely ratings are: binomial in each behaviour, with a level, a mood and skills that nobody saw.

The mood of a participant's month is integrated at once, the level and the skills, which stay, at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.learning.forced import Expected
from compplan.learning.levels import CubicSums

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_FARTHEST = 3.0
"""Standard deviations from the mean up to which skills are looked at."""
_MOST, _BEYOND = 4.5, 2.0
"""What they can add to a log-likelihood beyond, and what third and fourth derivatives can add nearer."""
_MONTH = 50.0
"""Answers by which the share of a month is drawn to that of all."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """A month's log-likelihood at some log-odds, ``value``, and its derivatives by those of each behaviour.

    ``slope``, ``curve`` (the second one with the other sign), ``third`` and ``fourth`` [behaviours, ...].
    """

    value: Floats
    slope: Floats
    curve: Floats
    third: Floats
    fourth: Floats


class Rated:
    """Sums of the log-likelihood of ratings, month by month.

    A behaviour's skill moves its log-odds by a deviate times ``unlike``, what an sd of skill brings. The sums
    hold derivatives by deviates at level 0: the slope, how it ``falls`` with the level, the curve, how much
    of it moods take, which behaviours share (``shared``), and by which it is less at moods other than 0
    (``eased``), the third and the fourth one; and the third ones by the level ``once`` and the deviate twice,
    and the other way round (``twice``).
    """

    def __init__(self, evidence: Evidence) -> None:
        """Begin without any."""
        self.evidence = evidence
        self.near = near(evidence)
        self.level = CubicSums(self.near[0])
        self.slope: Floats | float = 0.0
        self.falls: Floats | float = 0.0
        self.curve: Floats | float = 0.0
        self.shared: Floats | float = 0.0
        self.eased: Floats | float = 0.0
        self.third: Floats | float = 0.0
        self.fourth: Floats | float = 0.0
        self.once: Floats | float = 0.0
        self.twice: Floats | float = 0.0

    def add(self, at: int, expected: Expected) -> None:
        """Add a month's ratings, as known near the level that a participant as a rule is of."""
        level = self.near[at] - expected.risen.mean(axis=0)
        found = _answers(self.evidence, at, expected.risen + (level + self.evidence.easier[:, None, None]))
        kept, mood, wide = self._over_mood(level, found)
        unlike = expected.unlike
        square = unlike**2
        falls = unlike * found.curve * kept
        slope = found.slope - mood * found.curve + wide * found.third
        self.slope = self.slope + unlike * slope + falls * level
        self.falls = self.falls + falls
        self.curve = self.curve + square * found.curve
        self.eased = self.eased + square * (mood * found.third + wide * found.fourth)
        self.shared = self.shared + self.evidence.mood**2 / kept * falls**2
        third = unlike * found.third
        self.third = self.third + square * third
        self.fourth = self.fourth + square**2 * found.fourth
        third *= kept**2
        self.twice = self.twice + third
        self.once = self.once + unlike * third

    def _over_mood(self, level: Floats, found: _Answers) -> tuple[Floats, Floats, Floats]:
        """Add the level's part, with the month's mood integrated to fourth order.

        Gives which share of the level's slope the mood leaves to it, the mood's mean, and half its square.
        """
        variance = self.evidence.mood**2
        slope, curve, third, fourth = (
            each.sum(axis=0) for each in (found.slope, found.curve, found.third, found.fourth)
        )
        kept = 1 / (1 + curve * variance)
        doubt = variance * kept
        mood = doubt * slope
        value = found.value + (np.log(kept) + mood * slope) / 2
        value += mood * third * (mood**2 + 3 * doubt) / 6 + fourth * doubt * (2 * mood**2 + doubt) / 8
        turn = (third * (mood**2 + doubt) + fourth * doubt * mood) / 2
        bend = third * mood + fourth * doubt / 2
        self.level.add(level, value, kept * (slope + turn), kept * (curve - kept * bend), kept**3 * third)
        return kept, mood, (mood**2 + doubt) / 2

    def integrated(self, mean: Floats) -> Floats:
        """Integrate over levels, of this mean, and over skills."""
        level = self.level.centred()
        precise, left = self._precise()
        drawn = np.sqrt(self.shared) * precise
        away = self.slope - self.falls * level.start
        by_all, falling = (away * drawn).sum(axis=0), (self.falls * drawn).sum(axis=0)
        best = precise * away + drawn * by_all / left
        near = (np.abs(best) < _FARTHEST).all(axis=0)
        gained = ((away * best).sum(axis=0) + np.sum(np.log(precise), axis=0) - np.log(left)) / 2
        bends = np.sum(self.falls**2 * precise, axis=0) + falling**2 / left
        follow = precise * self.falls
        turn = self.once * follow
        whole = replace(
            level,
            constant=level.constant
            + np.where(near, gained + self._beyond(best, precise), np.minimum(gained, _MOST)),
            slope=level.slope + _where(near, self.once * (best**2 + precise) / 2 - self.falls * best),
            curve=level.curve - np.where(near, bends, 0.0) + _where(near, best * (2 * turn - self.twice)),
            turn=level.turn + _where(near, 3 * follow * (turn - self.twice)),
        )
        return whole.integrated(mean, self.evidence.rating.between)

    def _precise(self) -> tuple[Floats, Floats]:
        """Give the variance of each skill without moods, and which share of the whole these leave, above 0.

        Where they would leave nothing, curves are eased by so much less.
        """
        whole = 1 + self.curve
        left = 1 - np.sum(self.shared / whole, axis=0)
        precise = 1 / (whole - np.minimum(self.eased, whole * left / 2))
        return precise, 1 - np.sum(self.shared * precise, axis=0)

    def _beyond(self, best: Floats, precise: Floats) -> Floats:
        """Give what third and fourth derivatives by deviates add [...], near the best ones."""
        square = best**2
        skewed = best * (square + 3 * precise) / 6
        value = self.third * skewed + self.fourth * (square**2 + 6 * square * precise + 3 * precise**2) / 24
        slope = self.third * (square + precise) / 2 + self.fourth * skewed
        more: Floats = np.sum(value + precise * slope**2 / 2, axis=0)
        return np.clip(more, -_BEYOND, _BEYOND)


def _where(near: Bools, each: Floats) -> Floats:
    """Sum over behaviours, where skills are near."""
    found: Floats = np.where(near, each.sum(axis=0), 0.0)
    return found


def _answers(evidence: Evidence, at: int, logit: Floats) -> _Answers:
    good, count = (each[at][:, None] for each in (evidence.favourable, evidence.responses))
    odds = np.exp(-logit)
    share = 1 / (1 + odds)
    told = count * share
    curve = told * (1 - share)
    return _Answers(
        -_product(count - good, logit) - _product(count, np.log(1 + odds)),
        good - told,
        curve,
        curve * (2 * share - 1),
        curve * (6 * share * (1 - share) - 1),
    )


def _product(first: Floats, second: Floats) -> Floats:
    """Sum products over behaviours."""
    found: Floats = np.einsum("k...,k...->...", first, second)
    return found


def near(evidence: Evidence) -> Floats:
    """Give log-odds near which ratings lie [months, participants]: a participant's own, moved as all are."""
    good, count = (each.sum(axis=1) for each in (evidence.favourable, evidence.responses))
    usual = _log_odds((good.sum(axis=0) + 2) / (count.sum(axis=0) + 4))
    everybody = (good.sum() + 2) / (count.sum() + 4)
    months = _log_odds((good.sum(axis=1) + _MONTH * everybody) / (count.sum(axis=1) + _MONTH))[:, None]
    own = (months * count).sum(axis=0) / np.maximum(count.sum(axis=0), 1)
    levels: Floats = usual + np.where(count.sum(axis=0) > 0, months - own, 0.0)
    return levels


def _log_odds(share: Floats) -> Floats:
    odds: Floats = np.log(share / (1 - share))
    return odds
