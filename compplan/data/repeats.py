"""Rows that agree in all of some key columns, and keys packed side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Ints

_ROOM = 2**62
_ODD = np.uint64(0x9E3779B97F4A7C15)


def repeated_rows(keys: Sequence[NDArray[np.integer]]) -> list[tuple[int, int]]:
    """Pair the first row that has some keys with each later row that has the same."""
    packed = packed_keys(keys)
    if len(packed) == 1 and _all_differ(packed[0]):
        return []
    order = np.lexsort(packed[::-1])
    same = np.ones(len(order), np.bool_)
    same[:1] = False
    for part in packed:
        ordered = part[order]
        same[1:] &= ordered[1:] == ordered[:-1]
    repeated, starts = np.flatnonzero(same), np.flatnonzero(~same)
    first = starts[np.searchsorted(starts, repeated) - 1]
    return list(zip(order[first].tolist(), order[repeated].tolist(), strict=True))


def suspects(keys: Sequence[NDArray[np.integer]], among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which of some rows may agree in all keys: all that do, and hardly ever one that does not."""
    mixed = np.zeros(len(among), np.uint64)
    for key in keys:
        mixed ^= key.astype(np.uint64, copy=False)
        mixed *= _ODD
        mixed ^= mixed >> np.uint64(32)
    ordered = np.sort(mixed if among.all() else mixed[among])
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    return np.isin(mixed, again) if len(again) else np.zeros(len(among), np.bool_)


def packed_keys(keys: Sequence[NDArray[np.integer]]) -> list[Ints]:
    """Put the keys of each row side by side into as few 64-bit integers as hold them, without loss."""
    packed: list[Ints] = []
    room = 0
    for key in keys:
        low = int(key.min(initial=0))
        width = int(key.max(initial=0)) - low + 1
        offset = key.astype(np.int64) - low
        if packed and width <= room:
            packed[-1] = packed[-1] * width + offset
            room //= width
        else:
            packed.append(offset)
            room = _ROOM // width
    return packed


def _all_differ(key: Ints) -> bool:
    if (key[1:] > key[:-1]).all():
        return True
    ordered = np.sort(key)
    return not bool((ordered[1:] == ordered[:-1]).any())
