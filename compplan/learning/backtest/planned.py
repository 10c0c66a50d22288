"""The planners' own forecasts, as the company kept them: who, when made, for which month, how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.learning.backtest.series import floor_of

Floats = NDArray[np.float64]
Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """Forecasts, one a row: ``made`` in which month and for which ``month`` (rows of a series), ``amount``.

    ``participant`` is the column of the series.
    """

    participant: Ints
    made: Ints
    month: Ints
    amount: Floats

    def as_of(self, origin: int, month: int, participants: int) -> Floats:
        """Give what was planned for a month, as last said until the origin [participants]; nan if nothing."""
        used = np.flatnonzero((self.month == month) & (self.made <= origin))
        used = used[np.argsort(self.made[used], kind="stable")]
        planned = np.full(participants, np.nan)
        planned[self.participant[used]] = self.amount[used]  # the last of equal places stays
        return planned


def as_given(planned: Planned, past: Floats, ahead: int) -> Floats:
    """Take the plan as one member given twice: its score is the absolute error."""
    at = len(past) - 1
    amount = planned.as_of(at, at + ahead, past.shape[1])
    return np.stack([amount, amount], axis=1)


def with_own_errors(planned: Planned, past: Floats, ahead: int) -> Floats:
    """Add the errors that plans so far ahead had; nothing with fewer than two of them."""
    people, at = past.shape[1], len(past) - 1
    rows = range(at - ahead + 1)
    errors = [past[row + ahead] - planned.as_of(row, row + ahead, people) for row in rows]
    if not errors:
        return np.full((people, 1), np.nan)
    members = planned.as_of(at, at + ahead, people)[:, None] + np.array(errors).T
    members[np.isfinite(members).sum(axis=1) < 2] = np.nan
    return np.asarray(np.maximum(members, floor_of(past)))
