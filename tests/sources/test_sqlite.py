"""Tables from an SQLite database: each cell as it is, and nothing but read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.sources.company import amounts, at, lay_out, problems, sales_of, sources, texts


def _database(folder: Path, query: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "crm.sqlite"
    if not path.exists():
        with sqlite3.connect(path) as connection:
            connection.execute("create table deals (rep text, closed text, amount, note text)")
            rows = [
                ("P1", "2027-01-05", 0.1, "a"),
                ("P2", "2027-01-06", 7, None),
                ("P2", "2027-01-07", "12.34", ""),
            ]
            connection.executemany("insert into deals values (?, ?, ?, ?)", rows)
        connection.close()
    text = "databases: {crm: {url: sqlite:///crm.sqlite}}\n" + sources(
        tables=f"  sales: {{from: crm, query: {query!r}}}\n"
    )
    return lay_out(folder, {"sources.yaml": text})


def test_sqlite_gives_each_cell_as_it_is(tmp_path: Path) -> None:
    """Numbers, binary floats and texts of one column are all read by the one grammar."""
    query = "select rep as participant_id, closed as date, amount, note from deals order by closed"
    sales = sales_of(_database(tmp_path, query))
    assert amounts(sales) == [1_000, 70_000, 123_400]
    assert texts(sales, "note") == ["a", None, None]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("delete from deals", "fails: not authorized"),
        ("select 1; delete from deals", "fails: You can only execute one statement at a time."),
        ("attach 'other.sqlite' as other", "fails: not authorized"),
        ("pragma writable_schema = 1", "fails: not authorized"),
        ("select * from nobody", "fails: no such table: nobody"),
        ("select 1 as a, 2 as a", "gives several columns named 'a'"),
    ],
)
def test_sqlite_is_asked_to_read_alone(query: str, told: str, tmp_path: Path) -> None:
    """What writes, or opens another database, is refused where the query stands; nothing is changed."""
    (line, *_) = problems(_database(tmp_path, query))
    assert line.startswith(f"{at(tmp_path, repr(query))}: error CP346 the query ")
    assert told in line
    assert not (tmp_path / "other.sqlite").exists()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """A database is looked at before it is opened; one that is damaged is told at its URL."""
    folder = _database(tmp_path, "select 1")
    (folder / "crm.sqlite").write_text("rep,amount\n", encoding="utf-8")
    assert problems(folder)[0].startswith(
        "crm.sqlite: error CP304 the file is text or something else, expected a"
    )
    (folder / "crm.sqlite").write_bytes(b"SQLite format 3\0" + bytes(500))
    assert problems(folder)[0].startswith(f"{at(folder, 'sqlite:')}: error CP347 'crm' cannot be opened: ")
