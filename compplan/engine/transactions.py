"""Pay per transaction: the curve on each row that counts by itself, exactly, and the results summed."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE, Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.credit import credited_rows, table_of
from compplan.engine.exact.quantity import Quantity, weighted_sums
from compplan.engine.schedule import Schedule
from compplan.plan.model import Plan, ValueMeasure
from compplan.plan.rates import rate_at

_SAFE = 2**62
ZERO = Fraction(0)


def transactions_paid(
    plan: Plan, measure: ValueMeasure, panel: Panel, counted: NDArray[np.bool_], schedule: Schedule
) -> Quantity:
    """Sum what the rows of each window earn, in minor units; ``counted`` is [plan months, participants]."""
    entries = credited_rows(plan, panel, measure.actual)
    values, at = np.unique(entries.amount, return_inverse=True)
    earned = [paid_of(measure, Fraction(int(value), SCALE)) for value in values.tolist()]
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


def paid_of(measure: ValueMeasure, value: Fraction) -> Fraction:
    """Give what one transaction earns, in units of the currency, within its floor and cap."""
    if value < 0:
        return -paid_of(measure, -value) if measure.curve.negative == "deducts" else ZERO
    earned = rate_at(measure.curve, value)
    if measure.earns == "commission" and measure.curve.type in ("linear", "step"):
        earned *= value
    least = measure.floors.transaction if measure.floors else None
    most = measure.caps.transaction if measure.caps else None
    if least is not None and earned > 0:
        earned = max(earned, least)
    return earned if most is None else min(earned, most)
