"""How far a favourable share may be from that of all customers: Wilson's interval."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_Z = 1.96
"""Standard deviations on either side of a 95 % interval."""


def interval(favourable: NDArray[Any], responses: NDArray[Any]) -> tuple[Floats, Floats]:
    """Give the lower and upper ends of the 95 % intervals of shares; 0 and 1 without a response.

    Edwin B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22 (1927).

    >>> low, high = interval(np.array([8, 0]), np.array([10, 0]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.49, 0.0], [0.943, 1.0])
    """
    n, square = np.maximum(responses, 1).astype(np.float64), _Z * _Z
    part = favourable.astype(np.float64) / n
    middle = (part + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * np.sqrt(part * (1 - part) / n + square / (4 * n * n))
    there = responses > 0
    return np.where(there, np.maximum(middle - half, 0.0), 0.0), np.where(
        there, np.minimum(middle + half, 1.0), 1.0
    )
