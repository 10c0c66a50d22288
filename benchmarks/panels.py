"""The public panels that forecasts are tested on, as series: revenue by participant and month, nothing else.

Quotas of AdventureWorks are left where they are: they were made from the sales, and who knows them knows the
answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import polars as pl

from compplan.learning.backtest.series import Series

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Public data, which lie beside the checkout."""


@dataclass(frozen=True, slots=True)
class RealPanel:
    """A panel: its series, the row of the first origin, and the naive method known to do best on it."""

    name: str
    series: Series
    start: int
    best: str


def adventureworks(folder: Path = SHARED) -> RealPanel:
    """Read the sales people of AdventureWorks: 14 of them, 24 months."""
    table = pl.read_parquet(
        folder / "adventureworks" / "derived" / "rep_month.parquet",
        columns=["BusinessEntityID", "month", "revenue"],
    )
    return RealPanel("adventureworks", _series(table.rows()), 11, "three months back")


def crm(folder: Path = SHARED) -> RealPanel:
    """Read the agents of the CRM opportunities: 30 of them, 10 months; their products added up."""
    table = pl.read_parquet(
        folder / "crm_sales" / "derived" / "agent_month_product.parquet",
        columns=["sales_agent", "month", "won_revenue"],
    )
    added = table.group_by("sales_agent", "month").agg(pl.col("won_revenue").sum())
    return RealPanel("crm", _series(added.rows()), 5, "last 12 values")


def olist(folder: Path = SHARED) -> RealPanel:
    """Read the sellers of Olist since 2017: a month without an order after a seller's first is one of 0."""
    table = pl.read_parquet(
        folder / "olist_sample" / "derived" / "rep_month.parquet",
        columns=["rep_id", "month", "product_revenue", "orders"],
    )
    used = table.filter((pl.col("orders") > 0) & (pl.col("month") >= pl.date(2017, 1, 1)))
    series = _series(used.select("rep_id", "month", "product_revenue").rows())
    begun = np.maximum.accumulate(np.isfinite(series.values), axis=0)
    filled = np.where(begun, np.nan_to_num(series.values), np.nan)
    return RealPanel("olist", Series(filled, series.first, series.participants), 7, "last 12 values")


PANELS: Mapping[str, Callable[..., RealPanel]] = MappingProxyType(
    {"adventureworks": adventureworks, "crm": crm, "olist": olist}
)


def _series(rows: list[tuple[object, ...]]) -> Series:
    """Put rows of participant, month and value into a series; nan where there is no row."""
    people = sorted({str(row[0]) for row in rows})
    months = [row[1].year * 12 + row[1].month - 1 for row in rows]  # type: ignore[attr-defined]  # a date
    first, place = min(months), {name: at for at, name in enumerate(people)}
    values = np.full((max(months) - first + 1, len(people)), np.nan)
    for month, (who, _, value) in zip(months, rows, strict=True):
        values[month - first, place[str(who)]] = value
    return Series(values, first, tuple(people))
