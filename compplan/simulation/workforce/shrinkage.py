"""Levels of participants from few and noisy months: each is moved to the mean as far as it is doubtful."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Levels [participants], how much of its difference from the mean was kept, and the doubt left (sd)."""

    level: Floats
    kept: Floats
    doubt: Floats


def shrunk(seen: Floats, doubt: Floats) -> Shrunk:
    """Shrink what was seen of each participant, given the standard error of each (normal empirical Bayes).

    Participants of whom nothing was seen (nan) get the mean.
    """
    known = np.isfinite(seen) & np.isfinite(doubt)
    if not known.any():
        nothing = np.zeros_like(seen)
        return Shrunk(np.ones_like(seen), nothing, nothing)
    mean = float(seen[known].mean())
    between = _between(seen[known], doubt[known])
    error = np.where(known, np.nan_to_num(doubt), np.inf) ** 2
    kept = between / (between + error) if between else np.zeros_like(seen)
    level = mean + kept * np.where(known, seen - mean, 0.0)
    return Shrunk(level, kept, np.sqrt(between * (1 - kept)))


def _between(seen: Floats, doubt: Floats) -> float:
    """Estimate the variance between participants: that of what was seen less that of its errors."""
    if len(seen) < 2:
        return 0.0
    return max(float(seen.var(ddof=1) - (doubt**2).mean()), 0.0)


def month_noise(logs: Floats) -> tuple[float, int] | None:
    """Estimate the sd of a month's log beside levels of participants and months [months, participants].

    Nan marks what is not known. None if less than two degrees of freedom are left for each participant.
    """
    known = np.isfinite(logs)
    rest = np.where(known, logs, 0.0)
    for _ in range(50):
        for axis in (0, 1):
            count = np.maximum(known.sum(axis=axis, keepdims=True), 1)
            rest = np.where(known, rest - rest.sum(axis=axis, keepdims=True) / count, 0.0)
    people, months = int(known.any(axis=0).sum()), int(known.any(axis=1).sum())
    freedom = int(known.sum()) - people - months + 1
    if freedom < 2 * people:
        return None
    return float(np.sqrt((rest**2).sum() / freedom)), freedom
