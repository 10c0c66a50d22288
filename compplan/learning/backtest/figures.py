"""The figures that are forecast, taken from a company's past: revenue and pay, by participant and month."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.credit import credited_rows
from compplan.learning.backtest.series import Series
from compplan.learning.observed import observed_of
from compplan.learning.past import Past
from compplan.plan.model import MONTHS_IN, Actual

Floats = NDArray[np.float64]
Figure = Literal["revenue", "payout"]
_SALES = "sales"


def series_of(past: Past, figure: Figure) -> Series:
    """Take a figure of everybody who took part in a month; DiagnosticError (CP561) if it is not monthly."""
    amount = _revenue(past) if figure == "revenue" else _payout(past)
    values = np.where(past.present, amount, np.nan)
    there = np.flatnonzero(past.present.any(axis=0))
    names = past.panel.participants
    return Series(values[:, there], past.plan.starts, tuple(names[each] for each in there))


def _revenue(past: Past) -> Floats:
    """Sum each participant's own sales by month, or those of the people below if nobody has own ones.

    Without a table of sales, what the first measure that answers to product revenue counts.
    """
    if _SALES not in past.panel.tables:
        return observed_of(past.result.plans[0], past.panel).revenue
    own = _credited(past, Actual(_SALES, "amount"))
    return own if own.any() else _credited(past, Actual(_SALES, "amount", credit="own_and_reports"))


def _credited(past: Past, actual: Actual) -> Floats:
    rows = credited_rows(past.plan, past.panel, actual)
    total = np.zeros((past.plan.months, len(past.panel.participants)), dtype=np.int64)
    np.add.at(total, (rows.month, rows.participant), rows.amount)
    sold: Floats = total[: len(past.present)] / SCALE
    return sold


def _payout(past: Past) -> Floats:
    plan = past.plan
    if MONTHS_IN[plan.payout_period] > 1:
        text = f"nothing can be tested: plan '{plan.id}' pays once a {plan.payout_period}, not by month"
        place = Place(plan.source.file if plan.source else plan.id)
        raise DiagnosticError([Diagnostic("CP561", text, place, "test revenue, which is known by month")])
    amount, _ = past.result.plans[0].payments()
    paid: Floats = amount[: len(past.present)] / 10**plan.currency.exponent
    return paid
