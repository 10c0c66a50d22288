"""Luck drawn by the compiled kernel, for the compiled kernel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.fused.compiled.rows import LANES
from compplan.simulation.fused.native import functions
from compplan.simulation.response.randomness import RATING
from compplan.threads import cores, each, slices


def tiles_of(
    seed: int, samples: NDArray[np.int64], who: NDArray[np.int64], months: int, behaviours: int
) -> NDArray[np.float64]:
    """Draw the luck of samples and participants by number: [samples, tiles, months, purposes, lanes].

    The first purposes are deviates, others uniform numbers, also those of which only hires want a deviate.
    """
    rows = RATING + behaviours
    numbers, places = samples.astype(float), who.astype(float)
    luck = np.zeros((len(samples), -(-len(who) // LANES), months, rows, LANES))
    addresses = numbers.ctypes.data, places.ctypes.data, luck.ctypes.data
    given = np.array([0, len(who), months, rows, *addresses], dtype=np.int64)
    given[:1] = np.array([seed], dtype=np.uint64).view(np.int64)
    threads = min(cores(), len(samples))
    parts = slices(len(samples), -(-len(samples) // threads))
    each(lambda part: functions()["lucky"](given, part.start, part.stop), parts, threads=threads)
    return luck
