"""Actuals: which rows of a table count, how, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Credit = Literal["own", "reports", "own_and_reports"]


@dataclass(frozen=True, slots=True)
class Actual:
    """What is summed: a column of a table, of rows whose other columns have one of the given values."""

    table: str
    sum: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    credit: Credit = "own"
    if_missing: Literal["error", "zero"] = "error"
    missing_months: Literal["error", "zero"] = "error"
