"""How sure an intra-class correlation is: the values at which what was seen would be no surprise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.engine.rating.reliability import Variances

Floats = NDArray[np.float64]
_GRID = np.concatenate([np.linspace(0, 0.05, 501), np.linspace(0.05, 0.995, 946)[1:]])
"""Correlations that are tried, finer where surveys lie."""


def correlation_interval(found: Variances, level: float = 0.95) -> tuple[float, float]:
    """Give the ends of the interval of an intra-class correlation, from an analysis of variance.

    The ratio of the mean squares, over what a correlation makes of it, is held against F. Its degrees of
    freedom between participants are those by which the mean square spreads with unequal numbers of responses
    (Satterthwaite; variances of the sums of squares after Searle, Linear Models, 1971, chapter 11).

    >>> import numpy as np
    >>> low, high = correlation_interval(Variances(np.full(40, 50.0), 2.0, 1.0))
    >>> round(low, 3), round(high, 3)
    (0.007, 0.044)
    """
    from scipy.stats import f  # slow to import

    if found.within <= 0:
        return 0.0, 1.0
    n = found.responses
    rest = n.sum() - len(n)
    odds = _GRID / (1 - _GRID)
    expected = 1 + found.size * odds
    place = f.cdf(found.between / found.within / expected, _freedom(n, odds, expected), rest)
    inside = _GRID[np.abs(place - 0.5) <= level / 2]
    if not len(inside):
        return 0.0, 0.0 if found.between < found.within else 1.0
    return float(inside.min()), float(inside.max())


def _freedom(n: Floats, odds: Floats, expected: Floats) -> Floats:
    """Give the degrees of freedom of the mean square between, for each odds r / (1 - r)."""
    total, second, third = n.sum(), (n**2).sum(), (n**3).sum()
    groups = len(n) - 1
    spread = 2 * groups + 4 * odds * (total - second / total)
    spread = spread + 2 * odds**2 * (second - 2 * third / total + (second / total) ** 2)
    freedom: Floats = 2 * expected**2 * groups**2 / spread
    return freedom
