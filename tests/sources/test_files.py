"""Files as they are: columns by other names, rows that count, workbooks, links, and where a cell stands."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from compplan.data.model import NumberColumn, PeriodColumn
from compplan.months import parse_month
from compplan.sources.load import load_data
from tests.sources.company import DEALS, SALES, amounts, days, lay_out, problems, sales_of, sources, texts


def test_where_keeps_the_rows_that_it_names(tmp_path: Path) -> None:
    """Rows count whose columns all have one of the values; what the others hold does not matter."""
    text = (
        "Rep,Closed,Amount,Stage,Year\nP1,2027-01-05,1,Won,2027\nP1,,,Lost,2027\nP2,2026-01-05,?,Won,2026\n"
    )
    table = SALES.replace("    columns", '    where: {Stage: [Won, Closed won], Year: ["2027"]}\n    columns')
    lay_out(tmp_path, {"deals.csv": text, "sources.yaml": sources(DEALS % "deals.csv", table)})
    sales = sales_of(tmp_path)
    assert (amounts(sales), sales.origin.row(0)) == ([10_000], 2)


def test_columns_that_are_not_named_are_left_out(tmp_path: Path) -> None:
    """Of a file with columns listed nothing else is taken; without a list all are, by their own names."""
    text = "Rep,Closed,Amount,Salary\nP1,2027-01-05,1,99\n"
    lay_out(tmp_path, {"deals.csv": text, "sources.yaml": sources(DEALS % "deals.csv", SALES)})
    assert set(sales_of(tmp_path).columns) == {"date", "amount"}
    text = "participant_id,date,amount,region\nP1,2027-01-05,1,North\n"
    table = "  sales: {from: deals, constants: {product: all}}"
    lay_out(tmp_path, {"deals.csv": text, "sources.yaml": sources(DEALS % "deals.csv", table)})
    sales = sales_of(tmp_path)
    assert (texts(sales, "region"), texts(sales, "product")) == (["North"], ["all"])


def test_one_column_may_serve_several(tmp_path: Path) -> None:
    """The same column of a file can be taken twice, and a constant may be a number or a date."""
    table = """\
  quotas:
    from: deals
    columns: {participant_id: Rep, period: {column: Closed, take: month}, day: Closed}
    constants: {quota: 1250.5}
"""
    text = "Rep,Closed,Amount\nP1,2027-01-05,1\n"
    lay_out(tmp_path, {"deals.csv": text, "sources.yaml": sources(DEALS % "deals.csv", table)})
    quotas = load_data(tmp_path).tables["quotas"]
    quota, period = quotas.columns["quota"], quotas.columns["period"]
    assert isinstance(quota, NumberColumn)
    assert isinstance(period, PeriodColumn)
    assert (quota.scaled.tolist(), period.first.tolist()) == ([12_505_000], [parse_month("2027-01")])
    assert texts(quotas, "day") == ["2027-01-05"]


def _workbook(path: Path, sheets: Mapping[str, list[list[Any]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_a_stated_sheet_is_read(tmp_path: Path) -> None:
    """A workbook's sheet, its dates, numbers and texts with a decimal comma, are one table."""
    lay_out(tmp_path, {})
    rows: list[list[Any]] = [
        ["Rep", "Closed", "Amount"],
        ["P1", date(2027, 1, 5), 12.5],
        ["P2", date(2027, 1, 6), 7],
    ]
    _workbook(tmp_path / "book.xlsx", {"Notes": [["x"]], "Deals 2027": rows})
    file = '  deals: {path: book.xlsx, sheet: "%s", decimal: comma}'
    (tmp_path / "sources.yaml").write_text(sources(file % "Deals 2027", SALES), encoding="utf-8")
    sales = sales_of(tmp_path)
    assert (amounts(sales), days(sales)) == ([125_000, 70_000], ["2027-01-05", "2027-01-06"])
    assert str(sales.place(1, "amount")).endswith("book.xlsx:3, column 'Amount'")
    (tmp_path / "sources.yaml").write_text(sources(file % "Deals", SALES), encoding="utf-8")
    assert problems(tmp_path) == [
        "book.xlsx: error CP311 none of the sheets is named Deals: 'Notes', 'Deals 2027' (state one of them)"
    ]


def test_errors_in_a_workbook_count_by_its_own_names(tmp_path: Path) -> None:
    """A cell with an error is told with the name that its column has in the workbook."""
    lay_out(tmp_path, {})
    _workbook(
        tmp_path / "book.xlsx",
        {"s": [["Rep", "Closed", "Amount", "x"], ["P1", "2027-01-05", "#N/A", "#N/A"]]},
    )
    (tmp_path / "sources.yaml").write_text(sources(DEALS % "book.xlsx", SALES), encoding="utf-8")
    (line,) = problems(tmp_path)
    assert line.startswith("book.xlsx:2, column 'Amount': error CP329")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no links")
def test_a_link_leads_no_further_than_a_path(tmp_path: Path) -> None:
    """A link in the folder to a file elsewhere is refused, unless the sources file allows it."""
    (tmp_path / "elsewhere.csv").write_text("Rep,Closed,Amount\nP1,2027-01-05,1\n", encoding="utf-8")
    folder = tmp_path / "folder"
    lay_out(folder, {"sources.yaml": sources(DEALS % "deals.csv", SALES)})
    (folder / "deals.csv").symlink_to(tmp_path / "elsewhere.csv")
    (line,) = problems(folder)
    assert line.startswith("sources.yaml:4:17: error CP342 'deals.csv' leads out of the folder")
    text = (folder / "sources.yaml").read_text(encoding="utf-8")
    (folder / "sources.yaml").write_text(f"outside: true\n{text}", encoding="utf-8")
    assert amounts(sales_of(folder)) == [10_000]


def test_a_sources_file_may_have_any_name_and_place(tmp_path: Path) -> None:
    """A path to a sources file is taken as the folder that holds one is, seen from where the file lies."""
    lay_out(tmp_path, {"people.yml": sources()})
    assert load_data(tmp_path / "people.yml").participants == ("P1", "P2")
    assert (
        load_data(str(tmp_path / "people.yml")).digest
        == load_data(
            {
                "participants": {
                    "participant_id": ["P2", "P1"],
                    "role": ["rep", "rep"],
                    "target_incentive": [9000, 12000],
                    "start_date": ["2027-01-01", "2027-01-01"],
                }
            }
        ).digest
    )
    missing = tmp_path / "none.yaml"
    assert problems(missing)[0].endswith("error CP001 cannot be read: no such file or directory")
