"""The engine's time per participant-month, by their number: it should not grow."""

from __future__ import annotations

import numpy as np

from benchmarks import own
from benchmarks.arrays import MONTHS, inputs_of
from benchmarks.contest import timed
from benchmarks.figures import Figure
from benchmarks.machine import memory_left

FLAT = "10000,100000,1000000,5000000,20000000"
BYTES_PER_CELL = 250
"""What a participant-month takes at most, of inputs and results."""
GROWTH = 1.5
"""How many times the time per cell may differ, caches and noise included."""


def flat(sizes: list[int], threads: int, repeat: int) -> Figure:
    """Print the time per cell at each size; give how much longer the slowest is than the first."""
    print(f"\n{'cells':>12}{'ms':>10}{'ns/cell':>10}{'cpu ns/cell':>13}")
    found: list[tuple[float, float]] = []
    for cells in sizes:
        if cells * BYTES_PER_CELL > memory_left():
            print(f"{cells:12,}  left out: needs about {cells * BYTES_PER_CELL / 1e9:.1f} GB of free memory")
            continue
        people = -(-cells // MONTHS)
        wall, processor = _seconds(people, threads, min(repeat, max(3, 15_000_000 // cells)))
        each = people * MONTHS / 1e9
        found.append((wall / each, processor / each))
        print(f"{people * MONTHS:12,}{wall * 1e3:10.1f}{found[-1][0]:10.1f}{found[-1][1]:13.1f}", flush=True)
    slowest = max((processor for _, processor in found), default=np.nan)
    first = found[0][1] if found else np.nan
    return Figure("flat: most processor time per cell, to the first", GROWTH, slowest / first)


def _seconds(people: int, threads: int, rounds: int) -> tuple[float, float]:
    """Give the median time of a call, and of the processors."""
    call = own.contestants(inputs_of("random", people), threads)[own.NAME]
    call()
    times = timed({own.NAME: call}, rounds)
    return float(np.median(times.wall[own.NAME])), float(np.median(times.processor[own.NAME]))
