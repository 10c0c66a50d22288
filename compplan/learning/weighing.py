"""Draws near the top of the posterior, each weighed by how likely it really is.

A second round draws from what the first one found. All draws count together, each against the mixture of
what was drawn from, so that no draw can have a weight without bound where either round looked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.learning.mode import Likelihood, Mode

Floats = NDArray[np.float64]

_DRAWS = 256
"""Draws of a round, a power of two."""
_LEAST_ROUNDS, _MOST_ROUNDS = 2, 12
LEAST_SHARE = 0.1
"""Share of the draws that they are to be worth; with less, what they show is not to be relied on."""
_WORTH = 150.0
"""Equal draws that all are to be worth, before rounds end."""
_COPIES, _SLIVER = 8, 1e-9
_WIDER = 1.1
"""Draws are spread wider than the posterior, so that its flanks are drawn."""
_ENOUGH = 80.0
"""Draws that moments are to rest on, next to which weights are tempered."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Draws of the unknowns [draws, unknowns], and the weight of each."""

    deviates: Floats
    weights: Floats

    @property
    def effective(self) -> float:
        """Give the effective sample size."""
        return float(1 / (self.weights**2).sum())


@dataclass(frozen=True, slots=True)
class _Source:
    """A normal distribution: ``centre`` and ``root`` along the directions told, standard normal in others."""

    centre: Floats
    directions: Floats
    root: Floats

    def drawn(self, count: int, seed: int) -> Floats:
        """Draw evenly spread points [count, unknowns]."""
        from scipy import special
        from scipy.stats import qmc

        points = qmc.Sobol(len(self.centre), scramble=True, rng=np.random.default_rng(seed)).random(count)
        normal = special.ndtri(np.clip(points, 1e-9, 1 - 1e-9))
        along = normal @ self.directions
        draws: Floats = self.centre + normal + (along @ self.root.T - along) @ self.directions.T
        return draws

    def log_density(self, draws: Floats) -> Floats:
        """Give the log density, but for a constant."""
        away = draws - self.centre
        along = away @ self.directions
        inside = np.linalg.solve(self.root, along.T)
        squares = (away**2).sum(axis=1) - (along**2).sum(axis=1) + (inside**2).sum(axis=0)
        density: Floats = -squares / 2 - np.log(np.abs(np.diag(self.root))).sum()
        return density


def weighed(likelihood: Likelihood, top: Mode, seed: int = 0) -> Weighed:
    """Draw around the top, then around what was found, in rounds, and weigh all draws together."""
    sources = [_Source(top.deviates, top.directions, np.diag(_WIDER * top.spread))]
    draws, heights = np.empty((0, len(top.deviates))), np.empty(0)
    for number in range(1, _MOST_ROUNDS + 1):
        new = sources[-1].drawn(_DRAWS, seed * _MOST_ROUNDS + number)
        draws = np.concatenate([draws, new])
        heights = np.append(heights, _heights(likelihood, new))
        logs = heights - _mixed(sources, draws)
        found = Weighed(draws, _weights(logs))
        if number >= _LEAST_ROUNDS and found.effective >= max(_WORTH, LEAST_SHARE * len(draws)):
            break
        sources.append(_learned(sources[-1], draws, logs))
    return found


def smoothed(found: Weighed, seed: int = 0) -> Weighed:
    """Spread each draw over copies around it, so that tails do not hang on a few draws.

    Draws are drawn to their mean as much as copies spread, so that mean and covariance stay (West 1993); the
    fewer draws count, the wider.
    """
    width = found.effective**-0.2
    centre = found.weights @ found.deviates
    away = found.deviates - centre
    covariance = (away.T * found.weights) @ away + _SLIVER * np.eye(away.shape[1])
    root = np.linalg.cholesky(covariance).astype(np.float64)
    noise = np.random.default_rng(seed).standard_normal((_COPIES, *away.shape))
    copies = centre + np.sqrt(1 - width**2) * away + width * noise @ root.T
    return Weighed(copies.reshape(-1, away.shape[1]), np.tile(found.weights / _COPIES, _COPIES))


def _mixed(sources: list[_Source], draws: Floats) -> Floats:
    """Give the log density of the mixture of all sources, each drawn from as often."""
    mixed: Floats = np.logaddexp.reduce([each.log_density(draws) for each in sources], axis=0)
    return mixed


def _heights(likelihood: Likelihood, draws: Floats) -> Floats:
    heights: Floats = likelihood(draws).sum(axis=1) - (draws**2).sum(axis=1) / 2
    return heights


def _weights(logs: Floats) -> Floats:
    weights = np.exp(logs - logs.max())
    normed: Floats = weights / weights.sum()
    return normed


def _learned(source: _Source, draws: Floats, logs: Floats) -> _Source:
    """Move the source to where the weights are, along the directions told."""
    power = 1.0
    while power > 1 / 64 and Weighed(draws, _weights(power * logs)).effective < _ENOUGH:
        power *= 0.8
    weights = _weights(power * logs)
    centre = weights @ draws
    along = (draws - centre) @ source.directions
    spread: Floats = (along.T * weights) @ along
    spread = 0.9 * spread + 0.1 * np.diag(np.diag(spread))
    moved = source.centre + source.directions @ (source.directions.T @ (centre - source.centre))
    root = np.linalg.cholesky(spread).astype(np.float64)
    return _Source(moved, source.directions, _WIDER * root)
