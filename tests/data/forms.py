"""One company in every form that data may have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import polars as pl

Tables = Mapping[str, Mapping[str, list[Any]]]

HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "-1+1",
    "+1",
    "'quoted'",
    'say "hi", please',
    "two\nlines",
    "tab\there",
    "\u202eright to left",
    "Nguyễn Thị Hạnh",
    "日本語",
    "<script>alert(1)</script>",
    "NULL",
    "007",
    "1E3",
    "TRUE",
    "2027-01-05",
    " blanks ",
    "",
]
"""Texts that readers of files like to change."""


def company() -> Tables:
    """Give a company of all kinds of columns, with hostile texts where text is free."""
    rows = len(HOSTILE)
    start = [dt.date(2027, 1, 1) + dt.timedelta(days=row) for row in range(rows)]
    return {
        "participants": {
            "participant_id": ["007", "P1", "Å 1", "P1"],
            "role": ["seller", "seller", "manager", "manager"],
            "target_incentive": [12000, 15000.5, 0.1, 20000.25],
            "start_date": [
                dt.date(2027, 1, 1),
                dt.date(2027, 1, 1),
                dt.date(2026, 2, 3),
                dt.date(2028, 1, 1),
            ],
            "end_date": [None, dt.date(2028, 1, 1), None, None],
            "manager_id": ["P1", "Å 1", None, "Å 1"],
            "currency": ["USD"] * 4,
            "badge": [1, 2, 3, 10],
        },
        "sales": {
            "participant_id": ["P1", "007"] * (rows // 2) + ["P1"],
            "date": start,
            "amount": [round(row * 1.1 - 5, 2) for row in range(rows)],
            "transaction_id": [f"T{row}" if row % 3 else None for row in range(rows)],
            "product": [text or None for text in HOSTILE],
        },
        "quotas": {
            "participant_id": ["P1", "P1", "007"],
            "period": ["2027-01", "2027-Q2", "2028"],
            "quota": [100, 250, 1000],
        },
        "ratings": {
            "participant_id": ["P1", "P1"],
            "month": ["2027-01", "2027-02"],
            "behaviour": ["listening", "listening"],
            "rating": ["good", "poor"],
            "comment": ['"a", "b"\n', None],
        },
        "accounts": {
            "account_id": ["A1", "A2"],
            "participant_id": ["P1", "P1"],
            "potential": ["high", None],
            "decision_makers": [3, None],
        },
    }


def frame(columns: Mapping[str, list[Any]]) -> pl.DataFrame:
    """Give a polars frame of typed columns."""
    return pl.DataFrame(dict(columns), strict=False)


def frames(make: Callable[[pl.DataFrame], Any]) -> dict[str, Any]:
    """Give the company's tables as frames of some kind."""
    return {name: make(frame(columns)) for name, columns in company().items()}


def _duckdb(table: pl.DataFrame) -> Any:
    return duckdb.from_arrow(table.to_arrow())


def _lists(table: pl.DataFrame) -> dict[str, Any]:
    return {series.name: series.to_list() for series in table}


def _arrays(table: pl.DataFrame) -> dict[str, Any]:
    return {series.name: series.to_numpy() for series in table}


def _texts(table: pl.DataFrame) -> dict[str, Any]:
    return {series.name: np.array(_written(series), dtype=object) for series in table}


def _written(series: pl.Series) -> list[str | None]:
    return [
        None if cell is None else f"{cell:.15g}" if isinstance(cell, float) else str(cell) for cell in series
    ]


FORMS: Mapping[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda table: table,
    "polars lazy": lambda table: table.lazy(),
    "polars decimals": lambda table: table.with_columns(pl.col(pl.Float64).cast(pl.Decimal(18, 4))),
    "polars categories": lambda table: table.with_columns(pl.col(pl.String).cast(pl.Categorical)),
    "pandas": lambda table: pd.DataFrame(table.to_dict(as_series=False)),
    "pandas nullable": lambda table: pd.DataFrame(table.to_dict(as_series=False)).convert_dtypes(),
    "pandas of arrow": lambda table: table.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow": lambda table: table.to_arrow(),
    "duckdb": _duckdb,
    "lists": _lists,
    "arrays": _arrays,
    "texts": _texts,
}


def write_csv(folder: Path) -> Path:
    """Write the company as CSV files."""
    for name, columns in company().items():
        frame(columns).write_csv(folder / f"{name}.csv")
    return folder


def write_parquet(folder: Path) -> Path:
    """Write the company as Parquet files."""
    for name, columns in company().items():
        frame(columns).write_parquet(folder / f"{name}.parquet")
    return folder


def write_xlsx(folder: Path) -> Path:
    """Write the company as workbooks, each with a second sheet of notes."""
    for name, columns in company().items():
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = name
        sheet.append(list(columns))
        for row in zip(*columns.values(), strict=True):
            sheet.append(row)
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.data_type = "s"
        book.create_sheet("notes").append(["nothing"])
        book.save(folder / f"{name}.xlsx")
    return folder
