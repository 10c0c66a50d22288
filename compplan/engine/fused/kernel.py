"""One pass over a block, compiled: any sum of ratios through any continuous curve, times a base, rounded.

The plan comes as small arrays, so that one compiled kernel serves all plans; it is kept on disk. Each loop
over a chunk of cells does one thing, which is what compilers turn into vector instructions. A cell knows its
error: nearer to a threshold or a half than that, it is marked as in doubt, and evaluated again elsewhere.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

CHUNK = 1024
_UNIT = 2.0**-53
_LARGEST = 2.0**50
_WHOLE = 1.5 * 2.0**52
"""Added and taken away again, it leaves the nearest whole number of anything up to `_LARGEST`."""


class Sources(NamedTuple):
    """Ratios [terms, windows, participants], ``top / bottom``, or ``otherwise`` off the mask.

    Each is multiplied by ``scale`` [windows], limited to ``most`` and multiplied by ``factor``. If
    ``shared``, the sum is divided by the sum of the ``weight`` of terms on the mask, and is 1 without one.
    Where all is on the mask, ``everywhere``, the mask is empty.
    """

    top: NDArray[np.int64]
    bottom: NDArray[np.int64]
    mask: NDArray[np.bool_]
    most: NDArray[np.float64]
    factor: NDArray[np.float64]
    otherwise: NDArray[np.float64]
    weight: NDArray[np.float64]
    scale: NDArray[np.float64]
    shared: bool
    everywhere: bool


class Rates(NamedTuple):
    """A continuous curve: ``shift`` plus changes of slope times what is at least a knot; 0 below a threshold.

    Errors are ``fixed`` plus ``relative`` times attainment: of the rate, and (near) of a comparison.
    """

    shift: float
    knots: NDArray[np.float64]
    changes: NDArray[np.float64]
    threshold: float
    cap: float
    fixed: float
    relative: float
    near_fixed: float
    near_relative: float


class Bases(NamedTuple):
    """What rates apply to: whole numbers [windows, participants] times ``share`` [windows]."""

    numerator: NDArray[np.int64]
    share: NDArray[np.float64]


@njit(cache=True, nogil=True, error_model="numpy")
def pay_block(sources, rates, bases, first_row, last_row, first, last, out, doubt):
    """Pay the cells of a block into ``out`` [lines, participants]; mark in ``doubt``, the block's own."""
    attainment, weight, rate = np.empty(CHUNK), np.empty(CHUNK), np.empty(CHUNK)
    for row in range(first_row, last_row):
        for start in range(first, last, CHUNK):
            stop = min(start + CHUNK, last)
            _attain(sources, row, start, stop, attainment, weight)
            _rate(rates, attainment, rate, stop - start)
            base, share = bases.numerator[row, start:stop], bases.share[row]
            marks = doubt[row - first_row, start - first : stop - first]
            _round(rates, attainment, rate, base, share, out[row, start:stop], marks)


@njit(cache=True, nogil=True, error_model="numpy")
def _attain(sources, row, start, stop, attainment, weight):
    attainment[:] = 0.0
    if sources.everywhere:
        _attain_everywhere(sources, row, start, stop, attainment)
        return
    weight[:] = 0.0
    scale = sources.scale[row]
    for term in range(len(sources.factor)):
        top, bottom = sources.top[term, row, start:stop], sources.bottom[term, row, start:stop]
        mask = sources.mask[term, row, start:stop]
        most, factor = sources.most[term], sources.factor[term]
        otherwise, share = sources.otherwise[term], sources.weight[term]
        for i in range(stop - start):
            ratio = float(top[i]) / float(bottom[i]) * scale
            part = (min(most, ratio)) * factor
            attainment[i] += part if mask[i] else otherwise
        if sources.shared:
            for i in range(stop - start):
                weight[i] += share if mask[i] else 0.0
    if sources.shared:
        for i in range(stop - start):
            attainment[i] = attainment[i] / weight[i] if weight[i] > 0 else 1.0


@njit(cache=True, nogil=True, error_model="numpy")
def _attain_everywhere(sources, row, start, stop, attainment):
    scale = sources.scale[row]
    for term in range(len(sources.factor)):
        top, bottom = sources.top[term, row, start:stop], sources.bottom[term, row, start:stop]
        most, factor = sources.most[term], sources.factor[term]
        for i in range(stop - start):
            ratio = float(top[i]) / float(bottom[i]) * scale
            attainment[i] += (min(most, ratio)) * factor


@njit(cache=True, nogil=True, error_model="numpy")
def _rate(rates, attainment, rate, cells):
    rate[:] = rates.shift
    for bend in range(len(rates.knots)):
        knot, change = rates.knots[bend], rates.changes[bend]
        for i in range(cells):
            at = attainment[i]
            rate[i] += (max(knot, at)) * change


@njit(cache=True, nogil=True, error_model="numpy")
def _round(rates, attainment, rate, base, share, out, doubt):
    threshold, cap = rates.threshold, rates.cap
    fixed, relative = rates.fixed, rates.relative
    near_fixed, near_relative = rates.near_fixed, rates.near_relative
    for i in range(len(out)):
        at = attainment[i]
        capped = min(cap, rate[i])
        reached = capped if at >= threshold else 0.0
        amount = float(base[i]) * share
        value = reached * amount
        whole = (value + _WHOLE) - _WHOLE
        error = abs(amount) * (fixed + relative * abs(at) + 10 * _UNIT * abs(reached))
        past = abs(value - whole)
        near = abs(at - threshold) <= near_fixed + near_relative * abs(at)
        doubt[i] = (past >= 0.5 - error) | near | (abs(value) > _LARGEST)
        out[i] = int(whole)
