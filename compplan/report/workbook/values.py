"""Result tables as rows of numbers and texts, as cells take them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from compplan.engine.results.table import ResultTable
from compplan.report.workbook.cells import Column, Grid, Kind, Value

Row = dict[str, Value]
_MONEY = frozenset({"pay", "difference", "mc_error"})
_SHARES = frozenset(
    {
        "share_of_samples_losing",
        "share_of_samples_below_90_percent",
        "weight",
        "attainment",
        "payout_rate",
        "favourable_share",
        "reliability",
        "change",
        "cost_of_sales",
    }
)


def rows_of(table: ResultTable) -> list[Row]:
    """Give the rows by column; money in units of the currency, what is missing as None."""
    names = list(table.columns)
    columns = [list(_values(table, name)) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def grid_of(table: ResultTable) -> Grid:
    """Give a table as it is, with a heading for each column."""
    columns = [list(_values(table, name)) for name in table.columns]
    heads = [Column(name.replace("_", " "), _kind(table, name)) for name in table.columns]
    return Grid(heads, list(zip(*columns, strict=True)))


def _values(table: ResultTable, name: str) -> Iterator[Value]:
    values = table[name]
    if name in table.money:
        unit = 10 ** table.money[name]
        return (value / unit for value in values.tolist())
    if values.dtype.kind == "f":
        return (value if math.isfinite(value) else None for value in values.tolist())
    return (_plain(value) for value in values.tolist())


def _plain(value: object) -> Value:
    return value if value is None or isinstance(value, int | float) else str(value)


def _kind(table: ResultTable, name: str) -> Kind:
    if name in table.money or name == "earned" or (table.name == "participants" and name in _MONEY):
        return "money"
    if name in _SHARES or (table.name, name) == ("report_card", "target"):
        return "share"
    kind = table[name].dtype.kind
    return "count" if kind in "iu" else "number" if kind == "f" else "text"
