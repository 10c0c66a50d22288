"""A kernel written by hand for this one plan: blocks that stay in cache, buffers used again, naive rounding.

The yardstick: what two threads of NumPy can do if nothing is checked and cents may be wrong. ``snapped``
rounds to a millionth of a cent first, the usual cure for halves that binary floats miss.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.arrays import MONTHS, Inputs, days_of_months
from benchmarks.contest import Call, Cents
from benchmarks.rivals import figures

BLOCK = 32_768
Floats = NDArray[np.float64]
Block = tuple[int, slice]


def contestants(inputs: Inputs, threads: int) -> Mapping[str, Call]:
    """Give the kernel with and without the snap."""
    pool = ThreadPoolExecutor(threads)
    return {
        "numpy, blocked": partial(_run, inputs, pool, threads, snap=False),
        "numpy, blocked, snapped": partial(_run, inputs, pool, threads, snap=True),
    }


def _run(inputs: Inputs, pool: ThreadPoolExecutor, workers: int, *, snap: bool) -> Cents:
    product, relationship, total = (np.empty(inputs.actual.shape) for _ in range(3))
    starts = range(0, inputs.people, BLOCK)
    blocks = [
        (month, slice(start, min(start + BLOCK, inputs.people)))
        for month in range(MONTHS)
        for start in starts
    ]
    per_month = 1 / (12 * days_of_months())

    def work(worker: int) -> None:
        buffers = np.empty((4, min(BLOCK, inputs.people)))
        for month, columns in blocks[worker::workers]:
            scratch = buffers[:, : columns.stop - columns.start]
            weight = figures.PRODUCT_WEIGHTS[month // 12]
            base = scratch[3]
            np.multiply(inputs.incentive_days[month, columns], per_month[month], out=base)
            own = product[month, columns]
            _product(inputs, (month, columns), scratch, own)
            own *= base
            own *= weight
            _round(own, snap=snap)
            other = relationship[month, columns]
            _relationship(inputs, (month, columns), scratch, other)
            other *= base
            other *= 1 - weight
            _round(other, snap=snap)
            np.add(own, other, out=total[month, columns])

    list(pool.map(work, range(workers)))
    return product, relationship, total


def _product(inputs: Inputs, block: Block, scratch: Floats, rate: Floats) -> None:
    attainment, ramps, ramp, _ = scratch
    np.divide(inputs.actual[block], inputs.target[block], out=attainment)
    np.copyto(rate, attainment)
    for bend, change in figures.BENDS:
        np.subtract(attainment, bend, out=ramp)
        np.maximum(ramp, 0, out=ramp)
        np.multiply(ramp, change, out=ramps)
        rate += ramps
    np.minimum(rate, figures.CAP, out=rate)
    rate *= np.greater_equal(attainment, figures.THRESHOLD)


def _relationship(inputs: Inputs, block: Block, scratch: Floats, rate: Floats) -> None:
    attainment, share, steep, _ = scratch
    attainment[:] = 0
    most = figures.BEHAVIOUR_CAP * figures.FAVOURABLE_TARGET
    for behaviour, weight in enumerate(figures.BEHAVIOUR_WEIGHTS):
        np.divide(inputs.favourable[behaviour, *block], inputs.responses[behaviour, *block], out=share)
        np.minimum(share, most, out=share)
        share *= weight / figures.FAVOURABLE_TARGET
        attainment += share
    np.multiply(attainment, 2, out=steep)
    steep -= 1
    np.maximum(attainment, steep, out=rate)
    np.minimum(rate, figures.CARD_CAP, out=rate)


def _round(amount: Floats, *, snap: bool) -> None:
    if snap:
        amount *= 1e6
        np.rint(amount, out=amount)
        amount *= 1e-6
    amount += 0.5
    np.floor(amount, out=amount)
