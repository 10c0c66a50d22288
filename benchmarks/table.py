"""The table of the engine benchmark: each contestant's time, cents and memory."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks import own
from benchmarks.arrays import Inputs
from benchmarks.contest import Cents, Times, cells_wrong, ratio, spread


def print_table(inputs: Inputs, times: Times, found: Mapping[str, Cents], extra: Mapping[str, float]) -> None:
    """Print a line for each contestant, also for one that found nothing; ``extra`` is megabytes of memory."""
    print(f"{'':26}{'ms/1M':>9}{'M/s':>8}   {'x compplan':22}{'cpu ms/1M':>10}   {'x compplan':22}", end="")
    print(f"{'cells wrong':>12}{'extra MB':>10}")
    for name in times.wall:
        sample = sample_of(found[name], inputs) if name in found else None
        scale = 1 if sample is None else inputs.cells / len(sample)
        wall, processor = ([scale * each for each in part[name]] for part in (times.wall, times.processor))
        wrong = f"{cells_wrong(found[name], found[own.NAME], sample):,}" if name in found else ""
        memory = f"{extra[name]:10.0f}" if name in extra else f"{'':10}"
        of = "" if sample is None else f"  of {2 * len(sample):,}; memory of the sample"
        rate = inputs.cells / float(np.median(wall)) / 1e6
        print(
            f"{name:26}{_per_million(wall, inputs):9.1f}{rate:8.2f}   "
            f"{ratio(wall, times.wall[own.NAME])!s:22}{_per_million(processor, inputs):10.1f}   "
            f"{ratio(processor, times.processor[own.NAME])!s:22}{wrong:>12}{memory}{of}"
        )


def sample_of(found: Cents, inputs: Inputs) -> NDArray[np.intp] | None:
    """Give the participant-months that a result holds; None for all."""
    if found[0].size == inputs.cells:
        return None
    return spread(inputs.cells, found[0].size)


def disputed(inputs: Inputs, found: Mapping[str, Cents]) -> NDArray[np.intp]:
    """Find the participant-months in which a rival's cents differ from compplan's."""
    differs = np.zeros(inputs.cells, dtype=bool)
    for theirs in found.values():
        if sample_of(theirs, inputs) is None:
            for one, other in zip(found[own.NAME], theirs, strict=True):
                differs |= np.ravel(one) != np.ravel(other)
    return np.flatnonzero(differs)


def _per_million(seconds: list[float], inputs: Inputs) -> float:
    return float(np.median(seconds)) * 1e9 / inputs.cells
