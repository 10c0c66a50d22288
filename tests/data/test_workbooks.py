"""Workbooks: which sheet is read, what its cells stand for, and where its problems are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from compplan.data.model import DayColumn, NumberColumn, PeriodColumn, TextColumn
from compplan.sources.load import load_data
from tests.data.company import problems, write

HEADER = ["participant_id", "date", "amount"]
DAY = dt.date(2027, 1, 5)
Rows = Sequence[Sequence[Any]]
_at = dt.datetime.fromisoformat


def _book(path: Path, sheets: dict[str, Rows]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.value.startswith("#"):
                cell.data_type = "e"
    book.save(path)
    return path


def _sales(folder: Path, *rows: Sequence[Any], header: Sequence[Any] = HEADER) -> Path:
    _book(write(folder, {}) / "sales.xlsx", {"sales": [header, *rows]})
    return folder


def test_numbers_and_dates_are_read_as_they_are(tmp_path: Path) -> None:
    """A cell's format changes how it looks, not what it is; a date-time at midnight is a date."""
    rows = [["P1", DAY, 1000.25], ["P1", _at("2027-01-06"), 0.8], ["P1", DAY, -3]]
    columns = load_data(_sales(tmp_path, *rows)).tables["sales"].columns
    assert isinstance(columns["amount"], NumberColumn)
    assert isinstance(columns["date"], DayColumn)
    assert columns["amount"].scaled.tolist() == [10_002_500, 8_000, -30_000]
    assert (columns["date"].days - columns["date"].days[0]).tolist() == [0, 1, 0]


def test_ids_of_digits_are_text(tmp_path: Path) -> None:
    """A number in a column of ids is its digits; a text of digits keeps its zeros."""
    rows = [["P1", DAY, 1, 1001], ["P1", DAY, 1, "0007"]]
    column = (
        load_data(_sales(tmp_path, *rows, header=[*HEADER, "account_id"]))
        .tables["sales"]
        .columns["account_id"]
    )
    assert isinstance(column, TextColumn)
    assert [column.values[code] for code in column.codes] == ["1001", "0007"]


def test_the_sheet_named_like_the_table_is_read(tmp_path: Path) -> None:
    """Other sheets of the workbook are left alone."""
    path = write(tmp_path, {}) / "sales.xlsx"
    _book(path, {"notes": [["x"]], "sales": [HEADER, ["P1", DAY, 1]], "old": [HEADER]})
    assert len(load_data(tmp_path).tables["sales"]) == 1


def test_an_only_sheet_may_have_any_name(tmp_path: Path) -> None:
    """A workbook of one sheet leaves no doubt."""
    _book(write(tmp_path, {}) / "sales.xlsx", {"Sheet1": [HEADER, ["P1", DAY, 1]]})
    assert len(load_data(tmp_path).tables["sales"]) == 1


def test_several_sheets_of_other_names_are_refused(tmp_path: Path) -> None:
    """Which of two sheets counts is not guessed."""
    _book(write(tmp_path, {}) / "sales.xlsx", {"January": [HEADER], "February": [HEADER]})
    assert problems(tmp_path) == [
        (
            "sales.xlsx: error CP311 none of the sheets is named sales: 'January', 'February'"
            " (name the sheet of the table sales)"
        )
    ]


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    """A sheet without a header is no table."""
    _book(write(tmp_path, {}) / "sales.xlsx", {"sales": []})
    assert problems(tmp_path) == [
        "sales.xlsx: error CP310 the sheet is empty (give a header and rows, or remove the file)"
    ]


def test_a_sheet_of_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    """A month without sales gives an empty table."""
    assert len(load_data(_sales(tmp_path)).tables["sales"]) == 0


def test_places_are_rows_of_the_sheet(tmp_path: Path) -> None:
    """A table may begin further down and to the right; its rows are the sheet's, blank ones counted."""
    rows: Rows = [[], [], [None, *HEADER], [None, "P1", DAY, 1], [], [None, "P9", DAY, 2], []]
    _book(write(tmp_path, {}) / "sales.xlsx", {"sales": rows})
    assert problems(tmp_path) == [
        (
            "sales.xlsx:6, column 'participant_id': error CP330 unknown participant 'P9'"
            " (add it to the participants table, or correct it)"
        )
    ]


def test_a_bad_cell_leaves_the_good_ones_of_its_column(tmp_path: Path) -> None:
    """A text among dates or numbers is told alone."""
    rows: Rows = [["P1", DAY, 1.5], ["P1", "05.01.2027", "1,5"], ["P1", _at("2027-01-07"), 2]]
    assert [line.partition(" is ")[0] for line in problems(_sales(tmp_path, *rows))] == [
        "sales.xlsx:3, column 'amount': error CP321 '1,5'",
        "sales.xlsx:3, column 'date': error CP322 '05.01.2027'",
    ]


def test_times_and_serial_numbers_are_no_dates(tmp_path: Path) -> None:
    """A date cell with a time of day, and a number where a date should be, are refused."""
    assert problems(_sales(tmp_path, ["P1", _at("2027-01-05 12:00"), 1])) == [
        (
            "sales.xlsx:2, column 'date': error CP322 '2027-01-05' is not a date: it has a time of day"
            " (give dates, or date-times at midnight)"
        )
    ]
    assert problems(_sales(tmp_path, ["P1", 46392, 1])) == [
        (
            "sales.xlsx:2, column 'date': error CP322 '46392' is not a date: it looks like a spreadsheet's"
            " serial number (format the cells as YYYY-MM-DD)"
        )
    ]


@pytest.mark.parametrize(
    "rows", [[dt.date(2027, 1, 1), dt.date(2027, 2, 1)], [dt.date(2027, 1, 1), "2027-02"]]
)
def test_months_that_a_spreadsheet_made_dates_are_months(rows: Sequence[Any], tmp_path: Path) -> None:
    """A spreadsheet turns 2027-01 into the first of January; in a column of months that is the month."""
    header = ["participant_id", "month", "behaviour", "rating"]
    table: Rows = [header, *(["P1", month, "listening", "good"] for month in rows)]
    _book(write(tmp_path, {}) / "ratings.xlsx", {"ratings": table})
    column = load_data(tmp_path).tables["ratings"].columns["month"]
    assert isinstance(column, PeriodColumn)
    assert (column.first - column.first[0]).tolist() == [0, 1]


def test_a_date_in_a_column_of_periods_is_refused(tmp_path: Path) -> None:
    """The first of January may stand for a month, a quarter or a year."""
    table: Rows = [["participant_id", "period", "quota"], ["P1", dt.date(2027, 1, 1), 5], ["P1", 2028, 5]]
    _book(write(tmp_path, {}) / "quotas.xlsx", {"quotas": table})
    assert problems(tmp_path) == [
        (
            "quotas.xlsx:2, column 'period': error CP324 '2027-01-01 00:00:00' is not a period: it has a day"
            " (write 2027-01)"
        )
    ]


def test_errors_of_formulas_are_told(tmp_path: Path) -> None:
    """A cell with #N/A is not an empty cell, not even where empty cells are allowed."""
    rows: Rows = [
        ["P1", DAY, 1, "A1", "#REF!"],
        ["P1", DAY, 1, "#N/A", "x"],
        ["P1", DAY, "#DIV/0!", "A1", "x"],
    ]
    assert problems(_sales(tmp_path, *rows, header=[*HEADER, "account_id", "note"])) == [
        (
            "sales.xlsx:3, column 'account_id': error CP329 the formula gives #N/A"
            " (correct it, or empty the cell)"
        ),
        (
            "sales.xlsx:4, column 'amount': error CP329 the formula gives #DIV/0!"
            " (correct it, or empty the cell)"
        ),
    ]


def test_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    """A workbook that no spreadsheet has computed holds formulas and no values."""
    assert problems(
        _sales(
            tmp_path,
            ["P1", DAY, 1, "A1"],
            ["P1", DAY, "=1+1", '=IF(1<2,"A1","")'],
            header=[*HEADER, "account_id"],
        )
    ) == [
        f"sales.xlsx:3, column '{name}': error CP329 the file holds a formula, not its value"
        " (open and save the file in a spreadsheet, or write the value)"
        for name in ("account_id", "amount")
    ]


def test_wrong_headers_are_told(tmp_path: Path) -> None:
    """Two columns of one name, and cells below no name, are refused; a column of nothing is none."""
    assert problems(_sales(tmp_path, ["P1", DAY, 1, 2], header=[*HEADER, "amount"])) == [
        "sales.xlsx:1: error CP308 2 columns are named 'amount' (keep one of them, or rename the others)"
    ]
    assert problems(_sales(tmp_path, ["P1", DAY, 1, "x"], header=HEADER)) == [
        "sales.xlsx:1: error CP308 a column has no name (name it, or remove it with its cells)"
    ]


def test_true_and_false_are_no_numbers(tmp_path: Path) -> None:
    """TRUE among numbers is not read as 1."""
    assert problems(_sales(tmp_path, ["P1", DAY, 5], ["P1", DAY, True])) == [
        "sales.xlsx:3, column 'amount': error CP326 holds true or false, expected a number (write the number)"
    ]
