"""What no kernel can do without, compiled: reading what is given and writing what is wanted."""

# mypy: disable-error-code="import-not-found, import-untyped"

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numba import njit

from benchmarks.arrays import MONTHS, Inputs
from benchmarks.contest import Call, Cents
from benchmarks.figures import BYTES

BLOCK = 32_768


def contestants(inputs: Inputs, threads: int) -> Mapping[str, Call]:
    """Give the kernel, compiled before the clock starts."""
    pool = ThreadPoolExecutor(threads)
    _run(inputs, pool, threads)
    return {BYTES: partial(_run, inputs, pool, threads)}


def _run(inputs: Inputs, pool: ThreadPoolExecutor, workers: int) -> Cents:
    product, relationship, total = (np.empty(inputs.actual.shape, dtype=np.int64) for _ in range(3))
    blocks = [(month, s) for month in range(MONTHS) for s in range(0, inputs.people, BLOCK)]

    def work(worker: int) -> None:
        for month, start in blocks[worker::workers]:
            part = slice(start, min(start + BLOCK, inputs.people))
            money = (array[month, part] for array in (inputs.actual, inputs.target, inputs.incentive_days))
            counts = (array[:, month, part] for array in (inputs.favourable, inputs.responses))
            _move(*money, *counts, *(array[month, part] for array in (product, relationship, total)))

    list(pool.map(work, range(workers)))
    return product, relationship, total


@njit(nogil=True)
def _move(actual, target, days, good, responses, product, other, total):
    for i in range(len(actual)):
        product[i] = actual[i] + target[i] + days[i]
        other[i] = good[0, i] + good[1, i] + good[2, i] + good[3, i] + good[4, i] + good[5, i]
        total[i] = responses[0, i] + responses[1, i] + responses[2, i] + responses[3, i] + responses[4, i]
        total[i] += responses[5, i]
