"""How likely ratings are: binomial in each behaviour, with a level, a mood and skills that nobody saw.

The mood of a participant's month is integrated at once, the level and the skills, which stay, at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence
from compplan.learning.forced import Expected
from compplan.learning.levels import Cubic

Floats = NDArray[np.float64]

_FARTHEST = 3.0
"""Standard deviations from the mean up to which skills are looked at."""
_MOST = 9.0
"""Twice what they can add to a log-likelihood beyond."""
_MONTH = 50.0
"""Answers by which the share of a month is drawn to that of all."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """A month's log-likelihood at some log-odds, ``value``, and what follows from it of each behaviour.

    ``slope``, ``curve`` and ``third`` [behaviours, ...] are first, minus second and third derivatives,
    ``fourth`` that of the sum of behaviours.
    """

    value: Floats
    slope: Floats
    curve: Floats
    third: Floats
    fourth: Floats


class Rated:
    """Sums of the log-likelihood of ratings, month by month.

    A behaviour's skill moves its log-odds by a deviate times ``unlike``, what an sd of skill brings; of it
    the sums hold the slope at level 0, how the slope falls with the level, the curve, and how much of the
    curve moods take, which behaviours share.
    """

    def __init__(self, evidence: Evidence) -> None:
        """Begin without any."""
        self.evidence = evidence
        self.near = near(evidence)
        self.level = Cubic(self.near[0])
        self.slope: Floats | float = 0.0
        self.falls: Floats | float = 0.0
        self.curve: Floats | float = 0.0
        self.shared: Floats | float = 0.0

    def add(self, at: int, expected: Expected) -> None:
        """Add a month's ratings, as known near the level that a participant as a rule is of."""
        level = self.near[at] - expected.risen.mean(axis=0)
        found = _answers(self.evidence, at, expected.risen + (level + self.evidence.easier[:, None, None]))
        kept, mood, wide = self._over_mood(level, found)
        unlike = expected.unlike
        told = unlike * found.curve
        falls = told * kept
        slope = found.slope - mood * found.curve + wide * found.third
        self.slope = self.slope + unlike * slope + falls * level
        self.falls = self.falls + falls
        self.curve = self.curve + unlike * told
        self.shared = self.shared + self.evidence.mood**2 * kept * told**2

    def _over_mood(self, level: Floats, found: _Answers) -> tuple[Floats, Floats, Floats]:
        """Add the level's part, with the month's mood integrated to fourth order.

        Gives which share of the level's slope the mood leaves to it, the mood's mean, and half its square.
        """
        variance, fourth = self.evidence.mood**2, found.fourth
        slope, curve, third = (each.sum(axis=0) for each in (found.slope, found.curve, found.third))
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
        level = self.level
        precise = 1 / (1 + self.curve)
        drawn = np.sqrt(self.shared) * precise
        left = 1 - np.sum(self.shared * precise, axis=0)
        away = self.slope - self.falls * level.start
        by_all, falling = (away * drawn).sum(axis=0), (self.falls * drawn).sum(axis=0)
        best = precise * away + drawn * by_all / left
        near = (np.abs(best) < _FARTHEST).all(axis=0)
        gained = (away * best).sum(axis=0) + np.sum(np.log(precise), axis=0) - np.log(left)
        falls = (self.falls * best).sum(axis=0)
        bends = np.sum(self.falls**2 * precise, axis=0) + falling**2 / left
        whole = replace(
            level,
            constant=level.constant + np.where(near, gained, np.minimum(gained, _MOST)) / 2,
            slope=level.slope - np.where(near, falls, 0.0),
            curve=level.curve - np.where(near, bends, 0.0),
        )
        return whole.integrated(mean, self.evidence.rating.between)


def _answers(evidence: Evidence, at: int, logit: Floats) -> _Answers:
    good, count = (each[at][:, None] for each in (evidence.favourable, evidence.responses))
    odds = np.exp(-logit)
    share = 1 / (1 + odds)
    told = count * share
    curve = told * (1 - share)
    whole, middle = curve.sum(axis=0), share.mean(axis=0)
    return _Answers(
        -_product(count - good, logit) - _product(count, np.log(1 + odds)),
        good - told,
        curve,
        curve * (2 * share - 1),
        whole * (6 * middle * (1 - middle) - 1),
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
