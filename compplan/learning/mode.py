"""Where the posterior is highest, and how it falls off around: scoring, then a quadratic in what data tell.

Scores are differences of the likelihood, participant by participant. Their products estimate how much the
data tell in each direction; directions in which they tell nothing keep the prior, exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Likelihood = Callable[[Floats], Floats]
"""Gives the log-likelihood of each participant [points, participants] at deviates [points, unknowns]."""

_STEP = 1e-3
_STRIDES = np.array([1.5, 1.0, 0.6, 0.3, 0.1])
_ROUNDS, _NEAR, _FARTHEST = 15, 0.1, 3.0
_AGAIN, _GAIN = 4, 0.5
_TELLS = 0.15
"""Information in a direction, next to the prior's of 1, below which it is left to the prior."""


@dataclass(frozen=True, slots=True)
class Mode:
    """The top of the posterior: ``deviates`` [unknowns], and the directions in which the data tell something.

    ``directions`` [unknowns, told] are orthonormal, ``spread`` [told] the posterior's sd along each; in all
    others it is that of the prior, 1.
    """

    deviates: Floats
    directions: Floats
    spread: Floats


def scores(likelihood: Likelihood, at: Floats) -> tuple[float, Floats]:
    """Give the log-likelihood and each participant's score [unknowns, participants] at deviates."""
    points = np.concatenate([at[None], at + _STEP * np.eye(len(at))])
    found = likelihood(points)
    return float(found[0].sum()), (found[1:] - found[0]) / _STEP


def mode(likelihood: Likelihood, start: Floats) -> Mode:
    """Climb to the top, by scoring, and measure the curvature there; go on where that shows a way up."""
    here = start
    for _ in range(_AGAIN):
        here, score = climbed(likelihood, here)
        found = _measured(likelihood, here, score)
        slope = (score.sum(axis=1) - here) @ found.directions
        tries = here + _STRIDES[:, None] * (found.directions @ (found.spread**2 * slope))
        heights = _heights(likelihood, np.concatenate([here[None], tries]))
        if heights.max() < heights[0] + _GAIN:
            break
        here = tries[heights[1:].argmax()]
    return found


def _heights(likelihood: Likelihood, points: Floats) -> Floats:
    heights: Floats = likelihood(points).sum(axis=1) - (points**2).sum(axis=1) / 2
    return heights


def climbed(likelihood: Likelihood, here: Floats) -> tuple[Floats, Floats]:
    """Climb by steps of scoring, each searched along; give the scores at the top too."""
    for _ in range(_ROUNDS):
        height, score = scores(likelihood, here)
        height -= float(here @ here) / 2
        slope = score.sum(axis=1) - here
        step = np.linalg.solve(np.eye(len(here)) + _products(score), slope)
        if slope @ step < _NEAR:
            break
        step *= min(1.0, _FARTHEST / float(np.linalg.norm(step)))
        tries = here + _STRIDES[:, None] * step
        heights = _heights(likelihood, tries)
        if heights.max() <= height:
            break
        here = tries[heights.argmax()]
    return here, score


def _measured(likelihood: Likelihood, here: Floats, score: Floats) -> Mode:
    """Measure the likelihood's curvature in the directions in which scores differ."""
    told, directions = np.linalg.eigh(_products(score))
    kept = told > _TELLS
    directions, strides = directions[:, kept], 1 / np.sqrt(1 + told[kept])
    curvature = _curvature(likelihood, here, directions * strides) / np.outer(strides, strides)
    information, turned = np.linalg.eigh(curvature)
    spread = 1 / np.sqrt(1 + np.maximum(information, 0.0))
    return Mode(here, directions @ turned, spread)


def _products(score: Floats) -> Floats:
    """Sum the products of scores; mean levels, of which participants tell much the same, count at least 1."""
    told: Floats = score @ score.T
    levels = [-2, -1]
    told[levels, levels] += 1.0
    return told


def _curvature(likelihood: Likelihood, here: Floats, steps: Floats) -> Floats:
    """Give minus the second differences of the log-likelihood along steps [unknowns, steps]."""
    count = steps.shape[1]
    first, second = np.tril_indices(count, -1)
    both = steps[:, first] + steps[:, second]
    moves = np.concatenate([np.zeros((len(here), 1)), steps, -steps, both, -both], axis=1)
    heights = likelihood(here + moves.T).sum(axis=1)
    sums = _folded(heights[1 : 2 * count + 1]) - 2 * heights[0]
    mixed = _folded(heights[2 * count + 1 :]) - 2 * heights[0]
    found = np.diag(sums)
    found[first, second] = (mixed - sums[first] - sums[second]) / 2
    found[second, first] = found[first, second]
    return -found


def _folded(heights: Floats) -> Floats:
    """Add up the two halves."""
    half = len(heights) // 2
    total: Floats = heights[:half] + heights[half:]
    return total
