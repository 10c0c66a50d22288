"""Pay compiled: a plan's monthly lines from its own arrays, each as `engine.sampled` pays it.

Each who holds a territory is a participant of its own. Lines that this file does not know (`fused.plan` names
them) are paid by the engine.
"""

from __future__ import annotations

import numpy as np

from compplan.simulation.fused.compiled import rows as at
from compplan.simulation.fused.compiled.maths import inside

LANES = at.LANES
_NEAR = 2.0**-43


@inside
def attain(w, lanes, own, moves, relationship, anew, weight, factor, target, incentive, start):
    """Add a month to what is measured to date, or begin anew, and give attainments (row ``DUE``)."""
    keep_all = 0.0 if anew else 1.0
    for p in range(lanes):
        here = w[at.PRESENT, p]
        keep = keep_all * here
        multiple, scored = w[at.ATTAINED, p], w[at.SCORED, p]
        multiple = scored if relationship else multiple
        size = factor[start + p] * (multiple if moves else 1.0)
        wanted = target[start + p]
        actual = own[at.ACTUAL, p] * keep + size * wanted * here
        aim = own[at.TARGET, p] * keep + wanted * here
        own[at.ACTUAL, p], own[at.TARGET, p] = actual, aim
        own[at.BASE, p] = own[at.BASE, p] * keep + incentive[start + p] * weight * here
        own[at.GIVEN, p] *= keep
        own[at.BROUGHT, p] *= keep
        own[at.ENTERED, p] *= keep
        own[at.CARRIED, p] *= here
        ratio = actual / aim
        w[at.DUE, p] = ratio if aim > 0.0 else 0.0


@inside
def rate(w, lanes, curve, edges):
    """Map attainments through a curve [columns] with edges [edges, columns] into row ``EARNED``."""
    start = curve[at.START]
    for p in range(lanes):
        w[at.EARNED, p] = start
    for number in range(len(edges)):
        limit, knot = edges[number, at.LIMIT], edges[number, at.KNOT]
        slope, jump = edges[number, at.SLOPE], edges[number, at.JUMP]
        for p in range(lanes):
            attained = max(w[at.DUE, p], 0.0)
            more = jump + slope * (attained - knot)
            w[at.EARNED, p] += more if attained >= limit else 0.0
    threshold, cap = curve[at.THRESHOLD], curve[at.CAP]
    for p in range(lanes):
        earned = min(w[at.EARNED, p], cap)
        w[at.EARNED, p] = earned if w[at.DUE, p] >= threshold else 0.0


@inside
def give(w, lanes, own, unit, mode, settles, balance, last):
    """Pay a month's lines; to date what is due less what was given, and settle what was overpaid."""
    half_down, half_even = mode == at.HALF_DOWN, mode == at.HALF_EVEN
    up, down = mode == at.UP, mode == at.DOWN
    recovers, carries = balance == at.RECOVER, balance == at.CARRY
    per_unit = 1.0 / unit
    for p in range(lanes):
        value = w[at.EARNED, p] * own[at.BASE, p] * per_unit
        value = value if own[at.TARGET, p] > 0.0 else 0.0
        size = abs(value)
        near = _NEAR * size
        low = np.floor(size + near)
        past = size - low
        half = abs(past - 0.5) <= near
        odd = low - 2.0 * np.floor(low * 0.5)
        over = 1.0 if (past >= 0.5) | half else 0.0
        over = 0.0 if half_down & half else over
        over = odd if half_even & half else over
        any_more = 1.0 if past > near else 0.0
        over = any_more if up else over
        over = 0.0 if down else over
        rounded = (low + over) * unit
        w[at.EARNED, p] = -rounded if value < 0.0 else rounded
    if settles:
        for p in range(lanes):
            entering = (w[at.PRESENT, p] > 0.0) & (own[at.ENTERED, p] == 0.0)
            brought, carried = own[at.BROUGHT, p], own[at.CARRIED, p]
            brought = carried if entering else brought
            carried = 0.0 if entering else carried
            left = w[at.EARNED, p] - own[at.GIVEN, p] - brought
            over = (left < 0.0) & (last | (w[at.LEAVES, p] > 0.0))
            amount, owed = max(left, 0.0), -left
            amount = left if over & recovers else amount
            own[at.BROUGHT, p], own[at.ENTERED, p] = brought, w[at.PRESENT, p]
            own[at.CARRIED, p] = owed if over & carries else carried
            own[at.GIVEN, p] += amount
            w[at.EARNED, p] = amount
    for p in range(lanes):
        w[at.PAID, p] += w[at.EARNED, p] * w[at.PRESENT, p]


@inside
def close(w, lanes, own):
    """Close the accounts of who leaves."""
    for row in range(at.ACCOUNT):
        for p in range(lanes):
            kept = own[row, p]
            own[row, p] = 0.0 if w[at.LEAVES, p] > 0.0 else kept
