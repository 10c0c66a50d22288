"""Time contestants against each other in interleaved rounds, and compare them with a confidence interval."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Cents = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]
"""Product revenue, relationship and their sum in whole cents, of every participant-month or of a sample."""
Call = Callable[[], Cents]
Seconds = Mapping[str, Sequence[float]]
"""Times of each contestant, one for each round."""


@dataclass(frozen=True, slots=True)
class Times:
    """What each contestant took, round by round: time on the wall, and of all processors together."""

    wall: Seconds
    processor: Seconds


_RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long one takes as another: of the medians, and its 95 % interval."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        """Write the ratio with its interval."""
        return f"{self.middle:.2f} [{self.low:.2f}, {self.high:.2f}]"


def timed(calls: Mapping[str, Callable[[], object]], repeat: int, used: int = 0) -> Times:
    """Call each in turn, ``repeat`` rounds, so that whatever else the machine does falls on all alike.

    Before each call ``used`` bytes of memory are written to and freed again: the host of a virtual machine
    takes back what lies idle for some seconds, and to get it again takes ten times as long as to fill it.
    """
    wall: dict[str, list[float]] = {name: [] for name in calls}
    processor: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeat):
        for name, call in calls.items():
            gc.collect()
            np.empty(used, dtype=np.uint8).fill(1)
            seconds, work = _once(call)
            wall[name].append(seconds)
            processor[name].append(work)
    return Times(wall, processor)


def _once(call: Callable[[], object]) -> tuple[float, float]:
    start, work = time.perf_counter(), time.process_time()
    result = call()
    work, end = time.process_time() - work, time.perf_counter()
    del result  # after the clock, as whoever wants a result keeps it
    return end - start, work


def ratio(times: Sequence[float], reference: Sequence[float], seed: int = 0) -> Ratio:
    """Compare times of the same rounds by a paired bootstrap over rounds."""
    pairs = np.array([times, reference])
    rounds = np.random.default_rng(seed).integers(0, pairs.shape[1], (_RESAMPLES, pairs.shape[1]))
    top, bottom = np.median(pairs[:, rounds], axis=2)
    low, high = np.quantile(top / bottom, (0.025, 0.975))
    middle = np.median(pairs[0]) / np.median(pairs[1])
    return Ratio(float(middle), float(low), float(high))


def cells_wrong(found: Cents, right: Cents, sample: NDArray[np.intp] | None = None) -> int:
    """Count the component cells in which cents differ; ``sample`` are the participant-months found."""
    wrong = 0
    for mine, theirs in zip(found[:2], right[:2], strict=True):
        expected = theirs.ravel() if sample is None else theirs.ravel()[sample]
        wrong += int(np.count_nonzero(np.ravel(mine) != expected))
    return wrong


def spread(cells: int, wanted: int) -> NDArray[np.intp]:
    """Choose ``wanted`` of the cells, evenly."""
    return np.arange(wanted) * cells // wanted
