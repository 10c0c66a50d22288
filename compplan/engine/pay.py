"""Stage 4, pay: rounded lines become payments; year-to-date lines pay what is due less what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.widths import wide
from compplan.engine.schedule import Schedule
from compplan.plan.model import Balance

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Paid:
    """What each line pays, in minor units [lines, participants], and what stays open at the end.

    ``lines`` is that in as few bytes as hold it (`widths`), ``brought`` the balance brought into a line's
    plan year; ``balance`` what is carried out of each line; ``open`` [participants] what none has set off.
    """

    lines: NDArray[Any]
    brought: Ints
    balance: Ints
    open: Ints
    cut: Ints | None = None
    """What `best_of` and the plan's caps cut off each line, if it has any."""

    @property
    def paid(self) -> Ints:
        """Give what each line pays, to be worked with."""
        return wide(self.lines)


def pay_periods(rounded: NDArray[Any], takes_part: Bools, *, always: bool) -> Paid:
    """Pay each line what was earned, which may be kept narrow; ``always`` if all take part in every line."""
    none = np.broadcast_to(np.int64(0), rounded.shape)  # zeros would write to memory that nobody reads
    paid = rounded if always else np.where(takes_part, rounded, 0)
    return Paid(paid, none, none, np.zeros(rounded.shape[1], dtype=np.int64))


def pay_to_date(
    rounded: Ints,
    takes_part: Bools,
    settles: Bools,
    schedule: Schedule,
    balance: Balance,
    carried: Ints | None = None,
) -> Paid:
    """Pay each line what is due to date less what was paid, and settle what was overpaid as the plan says.

    ``rounded`` is due to date; ``settles`` marks the last line of each participant in a plan year;
    ``carried`` [participants] is the balance that an earlier version of the plan left.
    """
    none = np.zeros(rounded.shape[1], dtype=np.int64)
    carried = none if carried is None else carried
    result = Paid(np.zeros_like(rounded), np.zeros_like(rounded), np.zeros_like(rounded), none.copy())
    brought, paid = none, none
    year = -1
    for line, window in enumerate(schedule.windows):
        if window.start != year:
            year = window.start
            brought, paid = np.zeros_like(carried), np.zeros_like(carried)
            fresh = np.ones(len(carried), dtype=bool)
        entering = takes_part[line] & fresh
        brought = np.where(entering, carried, brought)
        carried = np.where(entering, 0, carried)
        fresh = fresh & ~takes_part[line]
        left = rounded[line] - paid - brought
        over = settles[line] & (left < 0)
        pays = np.where(takes_part[line], np.maximum(left, 0), 0)
        if balance == "recover":
            pays = np.where(over, left, pays)
        elif balance == "carry":
            carried = np.where(over, -left, carried)
        paid = paid + pays
        result.lines[line], result.brought[line] = pays, np.where(takes_part[line], brought, 0)
        result.balance[line] = np.where(over & (balance == "carry"), -left, 0)
    result.open[:] = carried
    return result
