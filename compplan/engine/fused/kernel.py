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

CHUNK = 4096
"""Cells that a loop goes over: few enough for what is worked on to stay in the cache, and enough for what is
read to be fetched ahead."""
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
    attainment, weight, rate = np.empty(CHUNK), np.empty(CHUNK), np.full(CHUNK, rates.shift)
    alone = len(sources.factor) == 1 and sources.everywhere and len(rates.knots) == TOGETHER
    size = last - first if alone else CHUNK
    for row in range(first_row, last_row):
        share = bases.share[row]
        for start in range(first, last, size):
            stop = min(start + size, last)
            base, paid = bases.numerator[row, start:stop], out[row, start:stop]
            marks = doubt[row - first_row, start - first : stop - first]
            if alone:
                _pay_ratio(sources, rates, row, start, base, share, paid, marks)
            else:
                _attain(sources, row, start, stop, attainment, weight)
                _bend(rates, attainment, rate, stop - start)
                _pay(rates, attainment, rate, base, share, paid, marks)


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
        tops, bottoms, three = _three(sources, term, row, start, stop)
        for i in range(stop - start):
            attainment[i] += _sum_of_three(tops, bottoms, three, i)
    for term in range(several, terms):
        top, bottom = sources.top[term, row, start:stop], sources.bottom[term, row, start:stop]
        factor, most = _scaled(sources, term, row)
        for i in range(stop - start):
            attainment[i] += min(most, float(top[i]) / float(bottom[i])) * factor


@njit(cache=True, nogil=True, error_model="numpy")
def _scaled(sources, term, row):
    return sources.factor[term] * sources.scale[row], sources.most[term] / sources.scale[row]


@njit(cache=True, nogil=True, error_model="numpy")
def _three(sources, term, row, start, stop):
    top, bottom = sources.top[:, row, start:stop], sources.bottom[:, row, start:stop]
    tops = top[term], top[term + 1], top[term + 2]
    bottoms = bottom[term], bottom[term + 1], bottom[term + 2]
    three = _scaled(sources, term, row), _scaled(sources, term + 1, row), _scaled(sources, term + 2, row)
    return tops, bottoms, three


@njit(cache=True, nogil=True, error_model="numpy")
def _sum_of_three(tops, bottoms, three, i):
    (factor_a, most_a), (factor_b, most_b), (factor_c, most_c) = three
    limited = min(most_a, most_b, most_c) < np.inf
    under_a, under_b, under_c = float(bottoms[0][i]), float(bottoms[1][i]), float(bottoms[2][i])
    over_a = _over(float(tops[0][i]), under_a, most_a, limited) * factor_a
    over_b = _over(float(tops[1][i]), under_b, most_b, limited) * factor_b
    over_c = _over(float(tops[2][i]), under_c, most_c, limited) * factor_c
    both = under_a * under_b
    return ((over_a * under_b + over_b * under_a) * under_c + over_c * both) / (both * under_c)


@njit(cache=True, nogil=True, error_model="numpy")
def _over(top, bottom, most, limited):
    return min(top, most * bottom) if limited else top


@njit(cache=True, nogil=True, error_model="numpy")
def _bend(rates, attainment, rate, cells):
    """Add up the bends but for the last three, which the loop that pays adds."""
    if len(rates.knots) == TOGETHER:
        return  # there are no others, and the shift is there
    rate[:] = rates.shift
    for bend in range(len(rates.knots) - TOGETHER):
        knot, change = rates.knots[bend], rates.changes[bend]
        for i in range(cells):
            rate[i] += max(knot, attainment[i]) * change


@njit(cache=True, nogil=True, error_model="numpy")
def _pay(rates, attainment, rate, base, share, out, doubt):
    last = _last(rates)
    for i in range(len(out)):
        out[i], doubt[i] = _paid(attainment[i], rate[i], float(base[i]) * share, last)


@njit(cache=True, nogil=True, error_model="numpy")
def _pay_ratio(sources, rates, row, start, base, share, out, doubt):
    """Pay by one ratio alone, in one loop: nothing lies in memory between its steps."""
    last, shift, (factor, most) = _last(rates), rates.shift, _scaled(sources, 0, row)
    top, bottom = (
        sources.top[0, row, start : start + len(out)],
        sources.bottom[0, row, start : start + len(out)],
    )
    for i in range(len(out)):
        at = min(most, float(top[i]) / float(bottom[i])) * factor
        out[i], doubt[i] = _paid(at, shift, float(base[i]) * share, last)


@njit(cache=True, nogil=True, error_model="numpy")
def _last(rates):
    """Give what `_paid` needs of a curve: its last three bends, its edges and errors."""
    knots = rates.knots[-3], rates.knots[-2], rates.knots[-1]
    changes = rates.changes[-3], rates.changes[-2], rates.changes[-1]
    errors = rates.fixed, rates.relative, rates.near_fixed, rates.near_relative
    return knots, changes, (rates.threshold, rates.cap, rates.largest), errors


@njit(cache=True, nogil=True, error_model="numpy")
def _paid(at, rate, amount, last):
    """Give what a base pays, rounded, and whether that is in doubt; ``rate`` lacks the last bends."""
    knots, changes, (threshold, cap, largest), (fixed, relative, near_fixed, near_relative) = last
    bent = max(knots[0], at) * changes[0] + max(knots[1], at) * changes[1] + max(knots[2], at) * changes[2]
    value = (min(cap, rate + bent) if at >= threshold else 0.0) * amount
    whole = (value + _WHOLE) - _WHOLE
    size = abs(at)
    error = abs(amount) * (fixed + relative * size)
    near = abs(at - threshold) <= near_fixed + near_relative * size
    return int(whole), (abs(value - whole) >= 0.5 - error) | near | (abs(value) > largest)
