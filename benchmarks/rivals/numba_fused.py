"""A kernel written by hand for this one plan and compiled: one loop over all cells, naive rounding.

What the machine can do in 64 bits if nothing is checked and cents may be wrong.
"""

# mypy: disable-error-code="import-not-found, import-untyped"

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from numba import njit

from benchmarks.arrays import MONTHS, Inputs, days_of_months
from benchmarks.contest import Call, Cents
from benchmarks.rivals import figures

BLOCK = 32_768


def contestants(inputs: Inputs, threads: int) -> Mapping[str, Call]:
    """Give the kernel, compiled before the clock starts."""
    pool = ThreadPoolExecutor(threads)
    _run(inputs, pool, threads)
    return {"numba, fused": partial(_run, inputs, pool, threads)}


def _run(inputs: Inputs, pool: ThreadPoolExecutor, workers: int) -> Cents:
    product, relationship, total = (np.empty(inputs.actual.shape, dtype=np.int64) for _ in range(3))
    per_month = 1 / (12 * days_of_months())
    most = figures.BEHAVIOUR_CAP * figures.FAVOURABLE_TARGET
    weights = np.array(figures.BEHAVIOUR_WEIGHTS) / figures.FAVOURABLE_TARGET
    first, second = (bend for bend, _ in figures.BENDS)
    blocks = [(month, s) for month in range(MONTHS) for s in range(0, inputs.people, BLOCK)]

    def work(worker: int) -> None:
        for month, start in blocks[worker::workers]:
            block: Any = (slice(start, min(start + BLOCK, inputs.people)),)
            given = inputs.actual, inputs.target, inputs.incentive_days
            counts = (array[:, month, block[0]] for array in (inputs.favourable, inputs.responses))
            weight = figures.PRODUCT_WEIGHTS[month // 12]
            plan = weight, weights, most, first, second
            wanted = (array[month][block] for array in (product, relationship, total))
            _pay(*(array[month][block] for array in given), *counts, per_month[month], *plan, *wanted)

    list(pool.map(work, range(workers)))
    return product, relationship, total


@njit(nogil=True, error_model="numpy", fastmath=True)
def _pay(
    actual,
    target,
    days,
    good,
    responses,
    per_month,
    weight,
    weights,
    most,
    first,
    second,
    product,
    other,
    total,
):
    for i in range(len(actual)):
        attainment = actual[i] / target[i]
        rate = attainment + 0.5 * max(attainment - first, 0.0) + 0.5 * max(attainment - second, 0.0)
        rate = 0.0 if attainment < 0.5 else min(rate, 2.5)
        score = weights[0] * min(good[0, i] / responses[0, i], most)
        score += weights[1] * min(good[1, i] / responses[1, i], most)
        score += weights[2] * min(good[2, i] / responses[2, i], most)
        score += weights[3] * min(good[3, i] / responses[3, i], most)
        score += weights[4] * min(good[4, i] / responses[4, i], most)
        score += weights[5] * min(good[5, i] / responses[5, i], most)
        base = days[i] * per_month
        product[i] = int(np.floor(rate * weight * base + 0.5))
        other[i] = int(np.floor(min(max(score, 2 * score - 1), 1.5) * (1 - weight) * base + 0.5))
        total[i] = product[i] + other[i]
