"""Credits summed by participant and plan month, block by block on all cores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.credit import Credit, crediting
from compplan.engine.tables import table_of
from compplan.plan.model import Actual, Plan
from compplan.threads import cores, each

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Credits:
    """Arrays [plan months, participants]: exact sums in 1 / SCALE, and how many rows each is made of.

    Only a mean needs their number; of what else is counted, ``rows`` tells whether there are any.
    """

    amount: Ints
    rows: Ints | Bools


def credits_of(plan: Plan, panel: Panel, actual: Actual, earlier: int = 0) -> Credits:
    """Sum what is credited to each participant in each plan month, or so many months before it."""
    shape = plan.months, len(panel.participants)
    credit, blocks = crediting(plan, panel, actual, range(-earlier, plan.months - earlier))
    threads = min(cores(), len(blocks))
    shares = [blocks[number::threads] for number in range(threads)]
    add = partial(_sums, credit, shape, earlier, counts=actual.operation == "average")
    sums = each(add, shares, threads=threads)
    amount, rows = sums[0].amount, sums[0].rows
    for share in sums[1:]:
        amount += share.amount
        rows += share.rows
    if max(share.largest for share in sums) * sum(share.count for share in sums) >= _SAFE:
        message = f"the sum of '{actual.column}' is too large to be exact"
        place = Place(table_of(plan, panel, actual.table).origin.file, field=actual.column)
        hint = "correct the amounts, or count in a larger unit"
        raise DiagnosticError([Diagnostic("CP365", message, place, hint)])
    return Credits(amount, rows)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums and numbers of rows [months, participants] of some blocks, their largest amount and all rows."""

    amount: Ints
    rows: Ints | Bools
    largest: int
    count: int


def _sums(
    credit: Credit, shape: tuple[int, int], earlier: int, blocks: Sequence[slice], *, counts: bool
) -> _Sums:
    # Adding up at places that come again keeps Python's lock; to mark that there is a row does not.
    cells, largest, count = shape[0] * shape[1], 0, 0
    amount = np.zeros(cells, np.int64)
    rows: Ints | Bools = np.zeros(cells, np.int64 if counts else np.bool_)
    for block in blocks:
        entries = credit(block)
        cell = (entries.month + earlier) * shape[1] + entries.participant
        np.add.at(amount, cell, entries.amount)
        if counts:
            np.add.at(rows, cell, 1)
        else:
            rows[cell] = True
        largest = max(largest, int(entries.amount.max(initial=0)), -int(entries.amount.min(initial=0)))
        count += len(cell)
    return _Sums(amount.reshape(shape), rows.reshape(shape), largest, count)
