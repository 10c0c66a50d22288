"""Tables from a PostgreSQL server: exact, read in one moment, and nothing but read."""

from __future__ import annotations

from pathlib import Path

import pytest

from compplan.data.model import NumberColumn, Panel, TextColumn
from compplan.sources.load import load_data
from tests.sources.company import problems
from tests.sources.postgres_server import PASSWORD, READER, execute, url

SOURCES = """\
sources: 1
databases:
  crm: {{url: "{url}"{password}}}
tables:
  participants:
    from: crm
    query: select id as participant_id, role, target as target_incentive, since as start_date from people;
{sales}"""
SALES = """\
  sales:
    from: crm
    query: |
      select * from deals
      order by closed
    columns:
      participant_id: rep
      date: {column: closed, take: day}
      amount: {column: amount, rounding: {to: 0.01, mode: half_up}}
      note: note
      won: won
"""


def _file(folder: Path, server: Path, sales: str = "", user: str = "owner", password: str = "") -> Path:
    text = SOURCES.format(url=url(server, user), password=password, sales=sales)
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    return folder


def _scaled(panel: Panel, table: str, name: str) -> list[int]:
    column = panel.tables[table].columns[name]
    assert isinstance(column, NumberColumn)
    return [int(value) for value in column.scaled]


def _told(folder: Path, server: Path, query: str) -> list[str]:
    sales = f"  sales: {{from: crm, query: {query!r}}}\n"
    return [line.replace(str(server), "socket") for line in problems(_file(folder, server, sales))]


def test_decimals_come_exactly(server: Path, tmp_path: Path) -> None:
    """A decimal column is the decimal that the database holds, rounded only as the file says."""
    panel = load_data(_file(tmp_path, server, SALES))
    assert panel.segments.target_incentive.tolist() == [120_000_001, 1_000]
    assert _scaled(panel, "sales", "amount") == [12_345_600, -1_000_000_000_000_000, 3_000]


def test_texts_come_as_they_are(server: Path, tmp_path: Path) -> None:
    """Quotes, commas, line breaks and backslashes survive; true and false become words."""
    columns = load_data(_file(tmp_path, server, SALES)).tables["sales"].columns
    note, won = columns["note"], columns["won"]
    assert isinstance(note, TextColumn)
    assert isinstance(won, TextColumn)
    assert (note.values, note.codes.tolist()) == (('a,"b"\n\\.',), [0, -1, -1])
    assert [won.values[code] for code in won.codes] == ["true", "false", "true"]


def test_more_decimals_than_four_are_told_by_row(server: Path, tmp_path: Path) -> None:
    """Without rounding, the first decimal that is too long is told with its row in the result."""
    query = (
        "select rep as participant_id, closed::date as date, amount / 7 as amount from deals order by closed"
    )
    (first, *_) = _told(tmp_path, server, query)
    assert first.startswith("query of sales:1, column 'amount': error CP321 '176.36")


def test_a_float_is_its_shortest_decimal(server: Path, tmp_path: Path) -> None:
    """Binary floats are as elsewhere: 0.1 is a tenth, and 1e20 is too large."""
    query = "select rep as participant_id, closed::date as date, fee as amount from deals order by closed"
    told = [line.split(": error ") for line in _told(tmp_path, server, query)]
    assert [(where, what.split(" (")[0]) for where, what in told] == [
        (
            "query of sales:2, column 'amount'",
            "CP321 '0.00001' is not a plain number: more than four decimals",
        ),
        (
            "query of sales:3, column 'amount'",
            f"CP321 '1{20 * '0'}' is not a plain number: more than 14 digits before the point",
        ),
    ]


def test_times_with_a_zone_are_no_dates(server: Path, tmp_path: Path) -> None:
    """Which day it was depends on the zone, which the query has to say."""
    query = "select rep as participant_id, seen as date, 1 as amount from deals"
    assert _told(tmp_path, server, query) == [
        (
            "query of sales, column 'date': error CP326 holds times with a time zone, expected dates"
            " (give it as dates)"
        )
    ]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("delete from deals", 'syntax error at or near "from"'),
        ("select 1; drop table deals", 'syntax error at or near ";"'),
        (
            "select 1) as a; drop table deals; select (1",
            "cannot insert multiple commands into a prepared statement",
        ),
        ("with d as (delete from deals returning 1) select 1", "WITH clause containing a data-modifying"),
        ("select nextval('counter')", "cannot execute nextval() in a read-only transaction"),
        ("select * from nobody", 'relation "nobody" does not exist'),
        ("select 1 as a, 2 as a", "gives several columns named 'a'"),
        ("copy deals to program 'true'", 'syntax error at or near "to"'),
    ],
)
def test_nothing_but_one_select_is_asked(query: str, told: str, server: Path, tmp_path: Path) -> None:
    """What writes, or is more than one statement, is refused where the query stands."""
    execute(server, "create sequence if not exists counter")
    (line,) = _told(tmp_path, server, query)
    assert line.startswith("sources.yaml:8:29: error CP346 the query ")
    assert told in line
    assert len(load_data(_file(tmp_path, server, SALES)).tables["sales"]) == 3


def test_a_query_that_fails_does_not_stop_the_next(server: Path, tmp_path: Path) -> None:
    """All queries of a file are asked, so that all problems are told at once."""
    wrong = "  sales: {from: crm, query: select 1 as}\n  quotas: {from: crm, query: select * from nothing}\n"
    codes = [line.split()[2] for line in problems(_file(tmp_path, server, wrong))]
    assert codes == ["CP346", "CP346"]


def test_the_password_comes_from_the_environment(
    server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the right one the tables are read; a wrong one and none are told, and never shown."""
    named = ", password_from: COMPPLAN_TEST_PASSWORD"
    file = _file(tmp_path, server, SALES, READER, named)
    monkeypatch.setenv("COMPPLAN_TEST_PASSWORD", PASSWORD)
    assert len(load_data(file).tables["sales"]) == 3
    monkeypatch.setenv("COMPPLAN_TEST_PASSWORD", "wrong-password")
    (line, *more) = problems(file)
    assert not more
    assert line.startswith("sources.yaml:3:14: error CP347 'crm' cannot be reached: ")
    assert "wrong-password" not in line
    monkeypatch.delenv("COMPPLAN_TEST_PASSWORD")
    assert problems(file) == [
        "sources.yaml:3:" + str(_column(file, "COMPPLAN_TEST_PASSWORD")) + ": error CP347 the environment"
        " variable COMPPLAN_TEST_PASSWORD is not set (set it to the password)"
    ]


def _column(folder: Path, word: str) -> int:
    line = (folder / "sources.yaml").read_text(encoding="utf-8").splitlines()[2]
    return line.index(word) + 1


def test_many_rows_come_in_parts(server: Path, tmp_path: Path) -> None:
    """More rows than fit into one part are the same, row by row."""
    query = (
        "select 'P' || 1 + n % 2 as participant_id, date '2027-01-01' + n % 30 as date,"
        " n / 100.0 as amount, repeat('x', 40) || n as note from generate_series(1, 300000) as n order by n"
    )
    sales = f'  sales: {{from: crm, query: "{query}"}}\n'
    panel = load_data(_file(tmp_path, server, sales))
    assert _scaled(panel, "sales", "amount") == [100 * n for n in range(1, 300_001)]
    note = panel.tables["sales"].columns["note"]
    assert isinstance(note, TextColumn)
    assert note.values[note.codes[-1]] == "x" * 40 + "300000"
