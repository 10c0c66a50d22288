"""Credit that cancellations take off again, in the month in which a transaction is cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import NEVER, Panel, Table, TextColumn
from compplan.data.panel import months_of
from compplan.engine.selection import Rows, days_of
from compplan.engine.shares import split
from compplan.engine.tables import column_like, table_of
from compplan.plan.model import Actual, Clawback, Plan

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The day on which each transaction of a table is cancelled, by its code; NEVER if it is not."""

    codes: NDArray[np.int32]
    day: Ints
    clawback: Clawback

    def taken(self, row: Rows, sold: Ints, amount: Ints, unit: int) -> tuple[Ints, Ints, Ints]:
        """Find the entries whose credit is taken off, with the months (indices) and the negative amounts."""
        day = self.day[self.codes[row]]
        at = np.flatnonzero((day != NEVER) & (day >= sold))
        weight, over = _shares(self.clawback, sold[at], day[at])
        at, weight = at[weight > 0], weight[weight > 0]
        parts = split(amount[at], np.arange(len(at)), weight, over, unit)
        return at, months_of(day[at].astype(np.int32)).astype(np.int64), -parts


def cancelled_of(plan: Plan, panel: Panel, table: Table, actual: Actual) -> Cancelled | None:
    """Find the cancellations that take credit from an actual; None if none does."""
    names = table.columns.get("transaction_id")
    if actual.cancelled is None or not isinstance(names, TextColumn):
        return None
    given = table_of(plan, panel, actual.cancelled.table)
    which = column_like(given, "transaction_id", TextColumn, "cancelled")
    days = {which.values[code]: day for code, day in zip(which.codes, days_of(given).tolist(), strict=True)}
    day = np.array([*(days.get(name, NEVER) for name in names.values), NEVER], dtype=np.int64)
    return Cancelled(names.codes, day, actual.cancelled)


def _shares(clawback: Clawback, sold: Ints, day: Ints) -> tuple[Ints, int]:
    """Give the share of each credit that is taken off, as numerators and their denominator."""
    share, months = clawback.share, clawback.months
    held = _whole_months(sold, day)
    if months is None:
        return np.full(len(held), share.numerator, dtype=np.int64), share.denominator
    if clawback.served == "ignored":
        return np.where(held < months, share.numerator, 0), share.denominator
    part = Fraction(share, months)
    return np.maximum(months - held, 0) * part.numerator, part.denominator


def _whole_months(sold: Ints, day: Ints) -> Ints:
    """Count the whole months between two days."""
    first, last = (each.astype("M8[D]") for each in (sold, day))
    months = (last.astype("M8[M]") - first.astype("M8[M]")).astype(np.int64)
    day_in = [(each - each.astype("M8[M]")).astype(np.int64) for each in (first, last)]
    found: Ints = months - (day_in[1] < day_in[0])
    return found
