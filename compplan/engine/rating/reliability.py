"""How much of what ratings say is about the participant: analysis of variance between participants."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Floats = NDArray[np.float64]
STRONGEST = 10_000
"""Responses of others that are added at most, where participants hardly differ or do not differ at all."""
_NOISE = 1e-12
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Variances:
    """One-way analysis of variance with unequal group sizes: mean squares, and the responses of each rated.

    ``size`` stands for the responses of a participant, were they all alike.
    """

    responses: Floats
    between: float
    within: float

    @property
    def size(self) -> float:
        """Give the responses of each, were all alike."""
        total = float(self.responses.sum())
        return (total - float((self.responses**2).sum()) / total) / (len(self.responses) - 1)


def variances(responses: Floats, points: Floats, squares: Floats) -> Variances | None:
    """Split the variance of responses into that between participants and that within.

    Arguments hold each participant's responses, and the sums of their values and of the squares. None with
    fewer than two participants rated, or no participant rated twice.
    """
    there = responses > 0
    n, s, q = responses[there], points[there], squares[there]
    groups, total = len(n), n.sum()
    if groups < 2 or total <= groups:
        return None
    between = float((n * (s / n - s.sum() / total) ** 2).sum()) / (groups - 1)
    within = float((q - s * (s / n)).sum()) / (total - groups)
    return Variances(n, between, within)


def correlation(responses: Floats, points: Floats, squares: Floats) -> float:
    """Estimate the share of the variance of single responses that is between participants (0 to 1).

    Arguments as in `variances`; nan where it gives none.
    """
    found = variances(responses, points, squares)
    if found is None:
        return nan
    spread = found.between + (found.size - 1) * found.within
    share = (found.between - found.within) / spread if spread else nan
    return 0.0 if share < _NOISE else share


def reliability(responses: Any, correlation: Any) -> Any:
    """Give the share of differences between means of so many responses that is no chance (Spearman-Brown).

    >>> reliability(9, 0.1)
    0.5
    """
    return responses * correlation / (1 + (responses - 1) * correlation)


def needed(correlation: float) -> float:
    """Give how many responses have reliability 50 %; nan if none has, or it is not known.

    >>> needed(0.02), needed(0.0)
    (49.0, nan)
    """
    return float(ceil(round((1 - correlation) / correlation, 6))) if correlation > 0 else nan


def strength(responses: Ints, points: Ints, unit: int, squares: Ints, square_unit: int) -> int:
    """Give the responses at which reliability is 50 %: (1 - r) / r of the same analysis, in whole numbers.

    Exact; rounded half away from zero, at most ``STRONGEST``; 0 if r cannot be estimated.
    """
    there = responses > 0
    n = responses[there].astype(object)
    groups, total = len(n), int(n.sum()) if len(n) else 0
    if groups < 2 or total <= groups:
        return 0
    means = _over(points[there].astype(object) ** 2, n) / unit**2
    whole = Fraction(int(points[there].sum()), unit)
    between = (means - whole**2 / total) / (groups - 1)
    within = (Fraction(int(squares[there].sum()), square_unit) - means) / (total - groups)
    size = (total - Fraction(int((n**2).sum()), total)) / (groups - 1)
    if between <= within:
        return STRONGEST
    return min((size * within / (between - within) + _HALF).__floor__(), STRONGEST)


def _over(tops: Ints, n: Ints) -> Fraction:
    """Sum tops / n exactly, the tops of each n together."""
    sums: dict[int, int] = {}
    for top, each in zip(tops.tolist(), n.tolist(), strict=True):
        sums[each] = sums.get(each, 0) + top
    return sum((Fraction(top, each) for each, top in sums.items()), Fraction())
