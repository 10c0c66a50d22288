"""Columns that many tables of results have, and tables of the columns of several plans."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.table import ResultTable
from compplan.plan.model import MONTHS_IN


def names_of(result: PlanResult) -> NDArray[np.object_]:
    """Give the participants' ids."""
    return np.array(result.compiled.panel.participants, dtype=object)


def month_texts(result: PlanResult, months: list[int]) -> NDArray[np.object_]:
    """Write plan months, from 0, as ``YYYY-MM``."""
    starts = result.compiled.plan.starts
    return np.array([calendar.month_text(starts + month) for month in months], dtype=object)


def repeated(text: str, times: int) -> NDArray[np.object_]:
    """Give a column of one text."""
    return np.full(times, text, dtype=object)


def listed(result: PlanResult, columns: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Leave out rows of months before those that a result lists."""
    if not result.first:
        return columns
    step = MONTHS_IN[result.compiled.plan.payout_period]
    first = calendar.month_text(result.compiled.plan.starts + result.first * step)
    kept = columns["month"].astype(str) >= first
    return {name: values[kept] for name, values in columns.items()}


def table_of(
    name: str, parts: list[dict[str, NDArray[Any]]], order: tuple[str, ...], money: dict[str, int]
) -> ResultTable:
    """Put parts with the same columns below each other, sorted by some of them."""
    if not parts:
        return ResultTable(name, {}, money)
    columns = {column: np.concatenate([part[column] for part in parts]) for column in parts[0]}
    sorting = np.lexsort([columns[key].astype(str) for key in reversed(order)])
    return ResultTable(name, {column: values[sorting] for column, values in columns.items()}, money)
