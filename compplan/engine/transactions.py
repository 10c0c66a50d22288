"""Pay per transaction: the curve on each row that counts by itself, exactly, and the results summed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE, Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.credit import CreditedRows, credited_rows, table_of
from compplan.engine.edges import of_transactions
from compplan.engine.exact.quantity import Quantity, weighted_sums
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule
from compplan.plan.model import Limits, Plan, ValueMeasure
from compplan.plan.rates import rate_at

_SAFE = 2**62
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Edges:
    """The floor and the cap of a transaction in units of the currency, maybe by plan year and person."""

    least: Fraction | list[list[Fraction]] | None
    most: Fraction | list[list[Fraction]] | None

    def of(self, month: int, person: int) -> tuple[Fraction | None, Fraction | None]:
        """Give floor and cap of a transaction of a plan month, from 0."""
        least, most = (
            each[month // 12][person] if isinstance(each, list) else each for each in (self.least, self.most)
        )
        return least, most


def edges_of_transactions(plan: Plan, who: Participation, measure: ValueMeasure) -> Edges:
    """Find the limits of a measure's transactions."""
    floors, caps = measure.floors or Limits(), measure.caps or Limits()
    limits = (of_transactions(plan, who, measure, each.transaction) for each in (floors, caps))
    return Edges(*limits)


def transactions_paid(
    plan: Plan,
    measure: ValueMeasure,
    panel: Panel,
    who: Participation,
    counted: NDArray[np.bool_],
    schedule: Schedule,
) -> Quantity:
    """Sum what the rows of each window earn, in minor units; ``counted`` is [plan months, participants]."""
    entries = credited_rows(plan, panel, measure.actual)
    edges = edges_of_transactions(plan, who, measure)
    keys, at = _kinds(entries, alike=not isinstance(edges.least, list) and not isinstance(edges.most, list))
    earned = [
        paid_of(measure, Fraction(value, SCALE), *edges.of(month, person)) for value, month, person in keys
    ]
    common = lcm(*(each.denominator for each in earned)) if earned else 1
    scaled = [int(each * common) for each in earned]
    if max(map(abs, scaled), default=0) * max(len(at), 1) >= _SAFE:
        place = Place(table_of(plan, panel, measure.actual.table).origin.file, field=measure.actual.column)
        message = f"what '{measure.id}' pays for its transactions is too large to be exact"
        hint = "correct the amounts, or write rates with fewer decimals"
        raise DiagnosticError([Diagnostic("CP365", message, place, hint)])
    layer = np.zeros(counted.shape, dtype=np.int64)
    np.add.at(layer, (entries.month, entries.participant), np.array(scaled, dtype=np.int64)[at])
    minor = Fraction(10**plan.currency.exponent, common)
    return weighted_sums(np.where(counted, layer, 0), [minor] * len(layer), schedule.windows)


def _kinds(entries: CreditedRows, *, alike: bool) -> tuple[list[list[int]], NDArray[np.intp]]:
    """Give each different (amount, month, participant) of rows, and which of them each row is.

    Where participants are ``alike``, rows of one amount are one kind.
    """
    none = np.zeros_like(entries.amount)
    month, person = (none, none) if alike else (entries.month // 12 * 12, entries.participant)
    kinds, at = np.unique(np.stack([entries.amount, month, person], axis=1), axis=0, return_inverse=True)
    return kinds.tolist(), at.reshape(-1)


def paid_of(
    measure: ValueMeasure, value: Fraction, least: Fraction | None = None, most: Fraction | None = None
) -> Fraction:
    """Give what one transaction earns, in units of the currency, within its floor and cap."""
    if value < 0:
        deducts = measure.curve.negative == "deducts"
        return -paid_of(measure, -value, least, most) if deducts else ZERO
    earned = rate_at(measure.curve, value)
    if measure.earns == "commission" and measure.curve.type in ("linear", "step"):
        earned *= value
    if least is not None and earned > 0:
        earned = max(earned, least)
    return earned if most is None else min(earned, most)
