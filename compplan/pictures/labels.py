"""Labels that stand beside what they name, pushed apart until none covers another."""

from __future__ import annotations

from collections.abc import Sequence


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move places as little as possible until they are ``gap`` apart and between ``low`` and ``high``.

    Their order stays. Where there is no room for all, they are closer, evenly. Least squares by pooling
    adjacent violators: Barlow, Bartholomew, Bremner and Brunk 1972.

    >>> apart([10, 11, 50], 10, 0, 100)
    [5.5, 15.5, 50.0]
    """
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    shifted = [wanted[at] - rank * gap for rank, at in enumerate(order)]
    room = high - (len(wanted) - 1) * gap
    placed = [0.0] * len(wanted)
    for rank, (at, value) in enumerate(zip(order, _rising(shifted), strict=True)):
        placed[at] = min(max(value, low), max(room, low)) + rank * gap
    return placed


def _rising(values: Sequence[float]) -> list[float]:
    """Give the closest values that never fall."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            more, others = pools.pop()
            total, count = total + more, count + others
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]
