"""What participants see of pay: a channel's tables at where they stand, straight between grid points."""

from __future__ import annotations

from compplan.simulation.fused.compiled.maths import inside
from compplan.simulation.fused.compiled.rows import EXPECTED


@inside
def see(w, lanes, standing, to_date, table, coming, period, gone, step, seen):
    """Give slopes and roots [lanes, 4] of a channel, and add the pay that it is expected to bring.

    ``table`` and ``coming`` are [grid, rows] of the month.
    """
    most, per_step, left = step * (len(table) - 2), 1.0 / step, float(period - gone)
    for p in range(lanes):
        place = min(max(w[standing, p], 0.0), most) * per_step
        index = int(place)
        share = place - index
        rest = 1.0 - share
        seen[p, 0] = table[index, 0] * rest + table[index + 1, 0] * share
        seen[p, 1] = table[index, 1] * rest + table[index + 1, 1] * share
        seen[p, 2] = table[index, 2] * rest + table[index + 1, 2] * share
        seen[p, 3] = table[index, 3] * rest + table[index + 1, 3] * share
        w[EXPECTED, p] += table[index, 4] * rest + table[index + 1, 4] * share
    if period > 1:
        for p in range(lanes):
            come = (w[to_date, p] + left * w[standing, p]) / period
            place = min(max(come, 0.0), most) * per_step
            index = int(place)
            share = place - index
            rest = 1.0 - share
            seen[p, 0] += coming[index, 0] * rest + coming[index + 1, 0] * share
            seen[p, 1] += coming[index, 1] * rest + coming[index + 1, 1] * share
            seen[p, 2] += coming[index, 2] * rest + coming[index + 1, 2] * share
            seen[p, 3] += coming[index, 3] * rest + coming[index + 1, 3] * share


@inside
def level_of(w, lanes, standing, table, step):
    """Add the pay that a channel is expected to bring."""
    most, per_step = step * (len(table) - 2), 1.0 / step
    for p in range(lanes):
        place = min(max(w[standing, p], 0.0), most) * per_step
        index = int(place)
        share = place - index
        w[EXPECTED, p] += table[index, 4] * (1.0 - share) + table[index + 1, 4] * share
