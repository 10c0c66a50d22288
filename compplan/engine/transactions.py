"""Pay per transaction: the curve on each row that counts by itself, exactly, and the results summed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE, Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.credit import CreditedRows, credited_rows, table_of
from compplan.engine.edges import of_transactions
from compplan.engine.exact.quantity import Quantity, weighted_sums
from compplan.engine.participation import Participation
from compplan.engine.piecewise import lines_of
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
    scaled, common = _all_paid(measure, entries, edges)
    if max(map(abs, (int(scaled.max(initial=0)), int(scaled.min(initial=0))))) * max(len(scaled), 1) >= _SAFE:
        place = Place(table_of(plan, panel, measure.actual.table).origin.file, field=measure.actual.column)
        message = f"what '{measure.id}' pays for its transactions is too large to be exact"
        hint = "correct the amounts, or write rates with fewer decimals"
        raise DiagnosticError([Diagnostic("CP365", message, place, hint)])
    layer = np.zeros(counted.shape, dtype=np.int64)
    np.add.at(layer, (entries.month, entries.participant), scaled.astype(np.int64))
    minor = Fraction(10**plan.currency.exponent, common)
    return weighted_sums(np.where(counted, layer, 0), [minor] * len(layer), schedule.windows)


def _all_paid(measure: ValueMeasure, entries: CreditedRows, edges: Edges) -> tuple[NDArray[Any], int]:
    """Give what each row earns as whole numbers over one denominator."""
    limits = [each if isinstance(each, list) else [[each]] for each in (edges.least, edges.most)]
    over = lcm(*(cell.denominator for rows in limits for row in rows for cell in row if cell is not None))
    if measure.earns == "commission" and measure.curve.type == "linear":  # its pay is no straight line
        values, at = np.unique(entries.amount, return_inverse=True)
        each = [paid_of(measure, Fraction(value, SCALE)) for value in np.abs(values).tolist()]
        common = lcm(over, *(amount.denominator for amount in each))
        earned = np.array([int(amount * common) for amount in each], dtype=object)[at.reshape(-1)]
    else:
        lines = lines_of(measure.curve, lambda value: paid_of(measure, value), over)
        common, earned = lines.common, lines.at(np.abs(entries.amount))
    down = entries.amount < 0
    if measure.curve.negative != "deducts":
        earned = np.where(down, 0, earned)
    least, most = (_limits(rows, entries, common) for rows in limits)
    if least is not None:
        earned = np.where(earned > 0, np.maximum(earned, least), earned)
    if most is not None:
        earned = np.minimum(earned, most)
    return np.where(down, -earned, earned), common


def _limits(
    rows: Sequence[Sequence[Fraction | None]], entries: CreditedRows, common: int
) -> NDArray[np.object_] | None:
    """Give the limit of each row x ``common``: one for all, or by plan year and participant."""
    if not rows[0] or rows[0][0] is None:
        return None
    table = np.array([[int((cell or ZERO) * common) for cell in row] for row in rows], dtype=object)
    return table[0] if table.size == 1 else table[entries.month // 12, entries.participant]


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
