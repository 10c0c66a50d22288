"""SQL over files: exact, closed to everything else, and told where it stands."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from compplan.sources.load import load_data
from tests.sources.company import amounts, at, days, lay_out, problems, sales_of, sources, texts

FILES = """\
  deals:
    path: deals.csv
    delimiter: semicolon
    decimal: comma
    date_format: "%d.%m.%Y"
    numbers: [Amount]
    dates: [Closed]
  prices: {path: prices.parquet}
"""
DEALS = """\
Rep;Closed;Amount;Product
P1;05.01.2027;0,1;a
P1;06.02.2027;0,2;a
P2;07.02.2027;99999999999999,9998;b
"""
QUERY = """\
  sales:
    from: [deals, prices]
    query: |
      select Rep as participant_id, max(Closed) as date, sum(Amount * share) as amount,
             any_value(title) as product
      from deals join prices on Product = code group by Rep order by Rep
"""


def _company(folder: Path, deals: str = DEALS, tables: str = QUERY) -> Path:
    lay_out(folder, {"deals.csv": deals, "sources.yaml": sources(FILES, tables)})
    prices = {
        "code": ["a", "b"],
        "title": ["größer", None],
        "share": pl.Series(["1", "0.5"]).cast(pl.Decimal(4, 1)),
    }
    pl.DataFrame(prices).write_parquet(folder / "prices.parquet")
    return folder


def _sql(folder: Path, query: str, origins: str = "[deals, prices]") -> list[str]:
    return problems(_company(folder, tables=f"  sales: {{from: {origins}, query: {query!r}}}\n"))


def test_files_are_joined_exactly(tmp_path: Path) -> None:
    """Numbers with a decimal comma are decimals to a query, and stay exact; dates are dates."""
    sales = sales_of(_company(tmp_path))
    assert amounts(sales) == [3_000, 500_000_000_000_000_000 - 1]
    assert days(sales) == ["2027-02-06", "2027-02-07"]
    assert texts(sales, "product") == ["größer", None]
    assert str(sales.place(1, "amount")) == "query of sales:2, column 'amount'"


def test_cells_that_are_not_as_stated_are_told_in_their_file(tmp_path: Path) -> None:
    """What a query would see is checked first, at its row and column of the file."""
    deals = "Rep;Closed;Amount;Product\nP1;2027-01-05;1;a\nP1;05.01.2027;1.5;a\nP1;;;a\n"
    assert [line.partition(" (")[0] for line in problems(_company(tmp_path, deals))] == [
        "deals.csv:2, column 'Closed': error CP345 '2027-01-05' is not a date written as %d.%m.%Y",
        "deals.csv:3, column 'Amount': error CP345 '1.5' is not a number with a decimal comma",
    ]


def test_stated_columns_must_be_there(tmp_path: Path) -> None:
    """A number or date that is stated for queries and is not in the file is told where it is stated."""
    deals = "Rep;closed;Betrag;Product\n"
    told = problems(_company(tmp_path, deals))
    assert told == [
        (
            f"{at(tmp_path, 'Amount]')}: error CP344 deals.csv has no column 'Amount'"
            " (its columns are Rep, closed, Betrag, Product)"
        ),
        f"{at(tmp_path, 'Closed]')}: error CP344 deals.csv has no column 'Closed' (did you mean 'closed'?)",
    ]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select * from read_csv('people.csv')", "Cannot access file"),
        ("select * from 'people.csv'", "Cannot access file"),
        ("select * from people", "Table with name people does not exist"),
        ("select * from told", "Table with name told does not exist"),
        ("copy deals to 'stolen.csv'", "is not one SELECT"),
        ("select 1; select 2", "is not one SELECT"),
        ("create table x as select 1", "is not one SELECT"),
        ("set enable_external_access = true", "is not one SELECT"),
        ("attach 'x.db'", "is not one SELECT"),
        ("install httpfs", "is not one SELECT"),
        ("selct 1", "syntax error"),
        ("select Amount + Closed from deals", "No function matches"),
        ("select Rep, Rep from deals", "gives several columns named 'Rep'"),
        ("select getenv('HOME')", "getenv does not exist"),
        ("select cast(Product as integer) from deals", "Could not convert"),
    ],
)
def test_a_query_sees_its_files_and_nothing_else(query: str, told: str, tmp_path: Path) -> None:
    """Other files, other statements, variables of the program and the environment are out of reach."""
    (line,) = _sql(tmp_path, query)
    assert line.startswith(f"{at(tmp_path, repr(query))}: error CP346 the query ")
    assert told in line
    assert not (tmp_path / "stolen.csv").exists()
    assert "\n" not in line


def test_a_query_sees_only_the_files_that_it_names(tmp_path: Path) -> None:
    """A file of the sources that is not listed in ``from`` is no table of the query."""
    (line,) = _sql(tmp_path, "select * from prices", "deals")
    assert "Table with name prices does not exist" in line


def test_the_columns_of_a_result_can_be_named_and_rounded(tmp_path: Path) -> None:
    """What a query gives is mapped as a file is, and a column that it does not give is told."""
    tables = """\
  sales:
    from: deals
    query: select Rep, Closed, Amount / 3 as third from deals order by Closed
    columns:
      participant_id: Rep
      date: Closed
      amount: {column: third, rounding: {to: 0.01, mode: half_up}}
"""
    sales = sales_of(_company(tmp_path, DEALS.replace("99999999999999,9998", "0,05"), tables))
    assert amounts(sales) == [300, 700, 200]
    assert problems(_company(tmp_path, tables=tables.replace("date: Closed", "date: closed"))) == [
        (
            f"{at(tmp_path, 'closed')}: error CP344 the query of sales has no column 'closed'"
            " (did you mean 'Closed'?)"
        )
    ]


def test_a_missing_library_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without DuckDB or psycopg all else works, and what needs them says so."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    (line,) = problems(_company(tmp_path))
    assert line == (
        f"{at(tmp_path, '|')}: error CP348 this needs duckdb, which is not installed"
        " (pip install 'compplan[sql]')"
    )
    monkeypatch.setitem(sys.modules, "psycopg", None)
    text = "sources: 1\ndatabases: {crm: {url: postgresql://db.example.org/crm}}\n"
    file = tmp_path / "other.yaml"
    file.write_text(f"{text}tables: {{participants: {{from: crm, query: select 1}}}}\n", encoding="utf-8")
    (line,) = problems(file)
    assert line == (
        ".:2:24: error CP348 this needs psycopg, which is not installed (pip install 'compplan[postgres]')"
    )


def test_dates_of_a_parquet_file_stay_dates(tmp_path: Path) -> None:
    """Typed columns of a file are typed in a query, and come back so."""
    lay_out(tmp_path, {})
    pl.DataFrame({"who": ["P1"], "day": [date(2027, 1, 5)], "cents": [12345]}).write_parquet(
        tmp_path / "d.parquet"
    )
    table = (
        '  sales: {from: d, query: "select who as participant_id, day as date, cents / 100 as amount from d"}'
    )
    (tmp_path / "sources.yaml").write_text(sources("  d: {path: d.parquet}", table), encoding="utf-8")
    sales = load_data(tmp_path).tables["sales"]
    assert (days(sales), amounts(sales)) == (["2027-01-05"], [1_234_500])
