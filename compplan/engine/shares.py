"""Share whole units among several, by largest remainder: the parts sum to the whole, ties go by order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_SAFE = 2**62


def split(whole: Ints, group: Ints, weight: Ints, over: int, unit: int) -> Ints:
    """Split each whole into ``whole * weight / over`` for the entries of its group, in multiples of ``unit``.

    ``group`` [entries] is the index of each entry's whole, in order; ``weight`` [entries] is not below 0. The
    parts of a group sum to ``whole * (sum of its weights) / over``, rounded half away from zero to a multiple
    of ``unit``; what the parts lack of it goes to the largest remainders, the first of equal ones first. The
    sign is that of the whole: the parts of x and -x sum to nothing.
    """
    size, sign = np.abs(whole), np.sign(whole)
    large = int(size.max(initial=0)) * max(int(weight.max(initial=0)), 1) * max(len(weight), 1) >= _SAFE
    kind: Any = object if large else np.int64
    exact = size[group].astype(kind) * weight.astype(kind)
    parts, rest = exact // (over * unit), exact % (over * unit)
    total, down = _sums(exact, group, len(whole), kind), _sums(parts, group, len(whole), kind)
    lack = (2 * total + over * unit) // (2 * over * unit) - down
    rank = _ranks(rest, group)
    shared = parts + (rank < lack[group].astype(np.int64))
    signed: Ints = shared.astype(np.int64) * unit * sign[group]
    return signed


def _sums(values: NDArray[Any], group: Ints, groups: int, kind: Any) -> NDArray[Any]:
    sums = np.zeros(groups, dtype=kind)
    np.add.at(sums, group, values)
    return sums


def _ranks(rest: NDArray[Any], group: Ints) -> Ints:
    """Rank entries in their group by remainder, the largest first; of equal ones, in order."""
    order = (
        np.array(sorted(range(len(rest)), key=lambda at: (group[at], -rest[at])))
        if rest.dtype == object
        else np.lexsort((-rest, group))
    )
    first = np.searchsorted(group, group)
    rank = np.empty(len(rest), dtype=np.int64)
    rank[order.astype(np.intp)] = np.arange(len(rest)) - first[order.astype(np.intp)]
    return rank
