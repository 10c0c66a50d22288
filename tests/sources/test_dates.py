"""Dates and months as people and programs write them, read only as stated."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from compplan.data.model import PeriodColumn
from compplan.months import parse_month
from compplan.sources.load import load_data
from tests.sources.company import DEALS, SALES, days, lay_out, problems, sales_of, sources


@pytest.mark.parametrize(
    ("form", "cell", "day"),
    [
        ("%d.%m.%Y", "05.01.2027", "2027-01-05"),
        ("%d.%m.%Y", "5.1.2027", "2027-01-05"),
        ("%m/%d/%Y", "1/5/2027", "2027-01-05"),
        ("%Y%m%d", "20270105", "2027-01-05"),
        ("%d-%b-%Y", "05-JAN-2027", "2027-01-05"),
        ("%B %d, %Y", "January 5, 2027", "2027-01-05"),
        ("%Y-%m-%d %H:%M:%S", "2027-01-05 00:00:00", "2027-01-05"),
        ("%d.%m.%Y", "05.01.27", None),
        ("%d.%m.%Y", "2027-01-05", None),
        ("%d.%m.%Y", "31.02.2027", None),
        ("%d.%m.%Y", "05.13.2027", None),
        ("%d.%m.%Y", "05.01.1927", None),
        ("%d.%m.%Y", "05.01.2027 ", None),
        ("%d.%m.%Y", "05/01/2027", None),
        ("%Y%m%d", "2027105", None),
        ("%d-%b-%Y", "05-Abc-2027", None),
        ("%Y-%m-%d %H:%M:%S", "2027-01-05 10:30:00", None),
    ],
)
def test_dates_are_read_as_stated(form: str, cell: str, day: str | None, tmp_path: Path) -> None:
    """A date is read in the stated format alone; another is an error at its row and column in the file."""
    file = f'  deals: {{path: deals.csv, date_format: "{form}"}}'
    text = f'Rep,Closed,Amount\nP1,"{cell}",1\n'
    lay_out(tmp_path, {"deals.csv": text, "sources.yaml": sources(file, SALES)})
    if day is not None:
        assert days(sales_of(tmp_path)) == [day]
    else:
        (line,) = problems(tmp_path)
        assert line.startswith(
            f"deals.csv:2, column 'Closed': error CP345 '{cell}' is not a date written as {form}"
        )


RATINGS = """\
  ratings:
    from: answers
    columns: {participant_id: Rep, month: %s, behaviour: About, rating: Answer}
"""


@pytest.mark.parametrize(
    ("form", "column", "cell", "month"),
    [
        (None, "{column: When, take: month}", "2027-01-31", "2027-01"),
        (None, "{column: When, take: month}", "2027-01-31T10:30:00", "2027-01"),
        (None, "{column: When, take: month}", "2027-01", "2027-01"),
        (None, "When", "2027-01", "2027-01"),
        (None, "When", "2027-01-31", None),
        ("%d.%m.%Y", "{column: When, take: month}", "31.01.2027", "2027-01"),
        ("%d.%m.%Y", "When", "31.01.2027", None),
        ("%d.%m.%Y", "When", "01.01.2027", "2027-01"),
        ("%d.%m.%Y", '{column: When, date_format: "%m/%Y"}', "1/2027", "2027-01"),
        (
            "%d.%m.%Y",
            '{column: When, date_format: "%Y-%m-%d %H:%M", take: month}',
            "2027-01-31 9:05",
            "2027-01",
        ),
    ],
)
def test_months_are_read_as_stated(
    form: str | None, column: str, cell: str, month: str | None, tmp_path: Path
) -> None:
    """The month of a day counts if the file says so; a format of the column goes before that of its file."""
    stated = f', date_format: "{form}"' if form else ""
    text = f"Rep,When,About,Answer\nP1,{cell},listening,good\n"
    file = f"  answers: {{path: answers.csv{stated}}}"
    lay_out(tmp_path, {"answers.csv": text, "sources.yaml": sources(file, RATINGS % column)})
    if month is None:
        (line,) = problems(tmp_path)
        assert line.startswith("answers.csv:2, column 'When': error CP3")
        return
    found = load_data(tmp_path).tables["ratings"].columns["month"]
    assert isinstance(found, PeriodColumn)
    assert found.first.tolist() == [parse_month(month)]


@pytest.mark.parametrize("take", ["day", "month"])
def test_times_of_typed_columns_are_dropped_only_as_the_file_says(take: str, tmp_path: Path) -> None:
    """A time of day is an error, unless the file says that the day, or the month, is what counts."""
    moment = datetime(2027, 1, 31, 10, 30)  # noqa: DTZ001  a file's own time
    frame = pl.DataFrame(
        {"Rep": ["P1"], "Closed": [moment], "Amount": [1], "About": ["x"], "Answer": ["good"]}
    )
    lay_out(tmp_path, {})
    frame.write_parquet(tmp_path / "deals.parquet")
    closed = f"{{column: Closed, take: {take}}}"
    tables = {
        "day": f"  sales: {{from: deals, columns: {{participant_id: Rep, date: {closed}, amount: Amount}}}}",
        "month": "  ratings: {from: deals, columns: {participant_id: Rep, month: "
        f"{closed}, behaviour: About, rating: Answer}}}}",
    }
    file = sources(DEALS % "deals.parquet", tables[take])
    (tmp_path / "sources.yaml").write_text(file, encoding="utf-8")
    panel = load_data(tmp_path)
    if take == "day":
        assert days(panel.tables["sales"]) == ["2027-01-31"]
    else:
        month = panel.tables["ratings"].columns["month"]
        assert isinstance(month, PeriodColumn)
        assert month.first.tolist() == [parse_month("2027-01")]
    (tmp_path / "sources.yaml").write_text(file.replace(closed, "Closed"), encoding="utf-8")
    (line,) = problems(tmp_path)
    assert line.startswith("deals.parquet:1, column 'Closed': error CP32")
