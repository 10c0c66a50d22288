"""One pass over a block, compiled: any sum of ratios through any continuous curve, times a base, rounded.

The plan comes as small arrays, so that one compiled kernel serves all plans; it is kept on disk. Each loop
over a chunk of cells does one thing, which is what compilers turn into vector instructions. A cell knows its
error: nearer to a threshold or a half than that, it is marked as in doubt, and evaluated again elsewhere.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

CHUNK = 512
"""Cells of which all that is worked on fits the nearest cache."""
TOGETHER = 3
"""Ratios, or bends of a curve, that one loop works on: ratios over their common denominator, divided once."""
LARGEST = 2.0**50
_WHOLE = 1.5 * 2.0**52
"""Added and taken away again, it leaves the nearest whole number of anything up to `LARGEST`."""


class Sources(NamedTuple):
    """Ratios [terms, windows, participants], ``top / bottom``, or ``otherwise`` off the mask.

    Each is multiplied by ``scale`` [windows], limited to ``most`` and multiplied by ``factor``. If
    ``shared``, the sum is divided by the sum of the ``weight`` of terms on the mask, and is 1 without one.
    Where all is on the mask, ``everywhere``, the mask is empty.
    """

    top: NDArray[Any]
    bottom: NDArray[Any]
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

    There are at least `TOGETHER` knots. Errors are ``fixed`` plus ``relative`` times attainment: of what is
    earned of a base of 1, and (near) of a comparison. What is larger than ``largest`` is left in doubt.
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
    largest: float


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
            _bend(rates, attainment, rate, stop - start)
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
    terms = len(sources.factor)
    several = terms - terms % TOGETHER
    for term in range(0, several, TOGETHER):
        _add_three(sources, term, row, start, stop, attainment)
    for term in range(several, terms):
        top, bottom = sources.top[term, row, start:stop], sources.bottom[term, row, start:stop]
        factor, most = sources.factor[term] * sources.scale[row], sources.most[term] / sources.scale[row]
        for i in range(stop - start):
            attainment[i] += min(most, float(top[i]) / float(bottom[i])) * factor


@njit(cache=True, nogil=True, error_model="numpy")
def _add_three(sources, term, row, start, stop, attainment):
    (factor_a, most_a), (factor_b, most_b), (factor_c, most_c) = (
        _scaled(sources, term, row),
        _scaled(sources, term + 1, row),
        _scaled(sources, term + 2, row),
    )
    top_a, bottom_a = sources.top[term, row, start:stop], sources.bottom[term, row, start:stop]
    top_b, bottom_b = sources.top[term + 1, row, start:stop], sources.bottom[term + 1, row, start:stop]
    top_c, bottom_c = sources.top[term + 2, row, start:stop], sources.bottom[term + 2, row, start:stop]
    limited = min(most_a, most_b, most_c) < np.inf
    for i in range(stop - start):
        under_a, under_b, under_c = float(bottom_a[i]), float(bottom_b[i]), float(bottom_c[i])
        over_a = _over(float(top_a[i]), under_a, most_a, limited) * factor_a
        over_b = _over(float(top_b[i]), under_b, most_b, limited) * factor_b
        over_c = _over(float(top_c[i]), under_c, most_c, limited) * factor_c
        both = under_a * under_b
        over = (over_a * under_b + over_b * under_a) * under_c + over_c * both
        attainment[i] += over / (both * under_c)


@njit(cache=True, nogil=True, error_model="numpy")
def _scaled(sources, term, row):
    return sources.factor[term] * sources.scale[row], sources.most[term] / sources.scale[row]


@njit(cache=True, nogil=True, error_model="numpy")
def _over(top, bottom, most, limited):
    return min(top, most * bottom) if limited else top


@njit(cache=True, nogil=True, error_model="numpy")
def _bend(rates, attainment, rate, cells):
    """Add up the bends but for the last three, which the loop that rounds adds."""
    rate[:] = rates.shift
    for bend in range(len(rates.knots) - TOGETHER):
        knot, change = rates.knots[bend], rates.changes[bend]
        for i in range(cells):
            rate[i] += max(knot, attainment[i]) * change


@njit(cache=True, nogil=True, error_model="numpy")
def _round(rates, attainment, rate, base, share, out, doubt):
    threshold, cap, largest = rates.threshold, rates.cap, rates.largest
    fixed, relative = rates.fixed, rates.relative
    near_fixed, near_relative = rates.near_fixed, rates.near_relative
    knot_a, knot_b, knot_c = rates.knots[-3], rates.knots[-2], rates.knots[-1]
    change_a, change_b, change_c = rates.changes[-3], rates.changes[-2], rates.changes[-1]
    for i in range(len(out)):
        at = attainment[i]
        bent = max(knot_a, at) * change_a + max(knot_b, at) * change_b + max(knot_c, at) * change_c
        capped = min(cap, rate[i] + bent)
        amount = float(base[i]) * share
        value = (capped if at >= threshold else 0.0) * amount
        whole = (value + _WHOLE) - _WHOLE
        size = abs(at)
        error = abs(amount) * (fixed + relative * size)
        near = abs(at - threshold) <= near_fixed + near_relative * size
        doubt[i] = (abs(value - whole) >= 0.5 - error) | near | (abs(value) > largest)
        out[i] = int(whole)
