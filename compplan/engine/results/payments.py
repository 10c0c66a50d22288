"""Payments and open balances as columns of the results."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.results.columns import month_texts, names_of, repeated
from compplan.engine.results.evaluated import ComponentResult, PlanResult
from compplan.engine.results.table import ResultTable
from compplan.plan.model import MONTHS_IN


def payment_columns(result: PlanResult) -> dict[str, NDArray[Any]]:
    """Give a plan's payments."""
    plan = result.compiled.plan
    amount, exists = result.listed()
    period, person = np.nonzero(exists)
    months = month_texts(result, [(p + 1) * MONTHS_IN[plan.payout_period] - 1 for p in range(len(amount))])
    return {
        "participant_id": names_of(result)[person],
        "month": months[period],
        "currency": repeated(plan.currency.code, len(period)),
        "amount": amount[exists],
    }


def joined(table: ResultTable) -> ResultTable:
    """Add up rows of one participant and month: payments by two plans, or by two versions of one."""
    who, month = table["participant_id"], table["month"]
    begins = np.append(True, (who[1:] != who[:-1]) | (month[1:] != month[:-1]))
    if not len(table) or begins.all():
        return table
    first = np.flatnonzero(begins)
    columns = {name: values[first] for name, values in table.columns.items()}
    return replace(table, columns=columns | {"amount": np.add.reduceat(table["amount"], first)})


def balance_columns(result: PlanResult, part: ComponentResult) -> dict[str, NDArray[Any]]:
    """Give what of a component is open at the end."""
    person = np.flatnonzero(part.paid.open)
    return {
        "participant_id": names_of(result)[person],
        "component": repeated(part.component.measure.id, len(person)),
        "amount": part.paid.open[person],
    }
