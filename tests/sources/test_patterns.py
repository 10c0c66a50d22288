"""Several files of one pattern, as one table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from tests.sources.company import DEALS, SALES, amounts, lay_out, problems, sales_of, sources


def test_files_of_a_pattern_are_one_table(tmp_path: Path) -> None:
    """Files of one pattern are read by name, whatever the order of their columns; each row knows its file."""
    parts: dict[str, str | bytes] = {
        "crm/deals-02.csv": "Amount,Rep,Closed\n3,P1,2027-02-05\n",
        "crm/deals-01.csv": "Rep,Closed,Amount\nP1,2027-01-05,1\n,,\nP2,2027-01-06,2\n",
        "crm/deals-10.csv": "Rep,Closed,Amount\nP2,2027-10-06,4\n",
        "crm/other.csv": "x\n",
    }
    lay_out(tmp_path, {**parts, "sources.yaml": sources(DEALS % "crm/deals-??.csv", SALES)})
    sales = sales_of(tmp_path)
    assert amounts(sales) == [10_000, 20_000, 30_000, 40_000]
    places = [str(sales.place(row, "amount")).replace(f"{tmp_path}/", "") for row in range(4)]
    assert places == [
        "crm/deals-01.csv:2, column 'Amount'",
        "crm/deals-01.csv:4, column 'Amount'",
        "crm/deals-02.csv:2, column 'Amount'",
        "crm/deals-10.csv:2, column 'Amount'",
    ]


def test_problems_of_several_files_name_each(tmp_path: Path) -> None:
    """Rows that agree are told with the file of each, and where keeps the count of rows."""
    table = SALES.replace("amount: Amount", "amount: Amount, transaction_id: Deal").replace(
        "    columns", "    where: {Stage: [Won]}\n    columns"
    )
    header = "Rep,Closed,Amount,Deal,Stage\n"
    lay_out(
        tmp_path,
        {
            "a.csv": f"{header}P1,2027-01-05,1,D1,Lost\nP1,2027-01-05,1,D1,Won\n",
            "b.csv": f"{header}P1,2027-01-05,x,D0,Lost\nP1,2027-01-05,y,D2,Won\nP1,2027-01-05,1,D1,Won\n",
            "sources.yaml": sources(DEALS % "'?.csv'", table),
        },
    )
    assert problems(tmp_path) == [
        "b.csv:3, column 'Amount': error CP321 'y' is not a number (write digits, such as 1250 or -12.50)",
        (
            "b.csv:4, column 'Deal': error CP331 the same participant_id and transaction_id"
            " as in row 3 of a.csv (keep one of the rows)"
        ),
    ]


def test_files_of_a_pattern_that_differ_are_told(tmp_path: Path) -> None:
    """A column that one of them lacks, or that holds something else, is no table."""
    header = "Rep,Closed,Amount"
    lay_out(
        tmp_path,
        {
            "a.csv": f"{header},Note\nP1,2027-01-05,1,x\n",
            "b.csv": f"{header},Remark\n",
            "sources.yaml": sources(DEALS % "'?.csv'", SALES),
        },
    )
    assert problems(tmp_path) == [
        (
            "sources.yaml:4:17: error CP315 b.csv has other columns than a.csv: without 'Note'"
            " and with 'Remark' (give both the same columns, or name them apart)"
        )
    ]
    rows = {"Rep": ["P1"], "Closed": [date(2027, 1, 5)]}
    pl.DataFrame({**rows, "Amount": [1.5]}).write_parquet(tmp_path / "a.parquet")
    pl.DataFrame({**rows, "Amount": ["x"]}).write_parquet(tmp_path / "b.parquet")
    (tmp_path / "sources.yaml").write_text(sources(DEALS % "'?.parquet'", SALES), encoding="utf-8")
    (line,) = problems(tmp_path)
    assert line.startswith(
        "sources.yaml:4:17: error CP315 the files of ?.parquet do not hold the same kind of values"
    )
