"""Whole numbers in as few bytes as hold them: to be kept and read, not to be added up or multiplied.

NumPy's sums and products of narrow integers wrap around without a word. What is kept narrow is therefore made
wide before anything is worked out of it, unless two below `ADDABLE` are added; floats and rationals take it
as it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = (np.uint8, np.int32, np.int64)
"""The integers in which numbers are kept, from the narrowest; the kernel is compiled for each."""

ADDABLE = 2**30
"""Below this, 32 bits hold the sum of two."""


def narrow(*arrays: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """Give arrays in the narrowest of `KINDS` that holds every number of all; Python integers stay.

    >>> [each.dtype.name for each in narrow(np.array([0, 255]), np.array([7]))]
    ['uint8', 'uint8']
    >>> narrow(np.array([0, 256]))[0].dtype.name, narrow(np.array([-1]))[0].dtype.name
    ('int32', 'int32')
    """
    if any(array.dtype == object for array in arrays):
        return arrays
    least = min(int(array.min(initial=0)) for array in arrays)
    most = max(int(array.max(initial=0)) for array in arrays)
    kind = next(each for each in KINDS if np.iinfo(each).min <= least and most <= np.iinfo(each).max)
    return tuple(array.astype(kind, copy=False) for array in arrays)


def wide(array: NDArray[Any]) -> NDArray[Any]:
    """Give whole numbers as int64, to be worked with; Python integers stay.

    >>> wide(np.array([200], dtype=np.uint8)) * 2
    array([400])
    """
    return array if array.dtype == object else array.astype(np.int64, copy=False)
