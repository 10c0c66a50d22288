"""Tables that would take too much to read are refused before they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.hostile import tables, workbooks
from compplan.data import limits
from compplan.diagnostics import DiagnosticError
from compplan.sources.load import load_data


def _told(folder: Path) -> list[str]:
    with pytest.raises(DiagnosticError) as caught:
        load_data(folder)
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.diagnostics]


def _sales(folder: Path, content: bytes) -> list[str]:
    (folder / "participants.csv").write_bytes(tables.PEOPLE)
    (folder / "sales.csv").write_bytes(content)
    return _told(folder)


def _placed(folder: Path, name: str, make: workbooks.Make) -> list[str]:
    (folder / "participants.csv").write_bytes(tables.PEOPLE)
    make(folder / name)
    return _told(folder)


def test_a_table_of_very_many_columns_is_refused(tmp_path: Path) -> None:
    """The header is counted before any row is read."""
    wide = tables.SALES.strip() + b"".join(b",c%d" % column for column in range(limits.MAX_COLUMNS)) + b"\n"
    (told,) = _sales(tmp_path, wide + b"P1\n")
    assert told.startswith("sales.csv:1: error CP319 the table has 4,099 columns, expected at most 4,096 (")


def test_a_row_without_end_is_refused(tmp_path: Path) -> None:
    """Of a row that goes on and on, no more is read than tells so; where it begins is told."""
    long = b"P1,2027-01-05," + b"1" * (limits.MAX_LINE + 1)
    (told,) = _sales(tmp_path, tables.SALES + tables.ROW + long)
    assert told.startswith("sales.csv:3: error CP319 the row is longer than 16 MB (end each row with")


def test_a_cell_in_the_last_corner_of_a_sheet_is_refused(tmp_path: Path) -> None:
    """The reader would make a place for every cell before it, and there are 17 thousand million."""
    (told,) = _placed(tmp_path, "sales.xlsx", workbooks.books()["a cell in the last corner"])
    assert told.startswith("sales.xlsx: error CP319 the sheet reaches to row 1,048,576 and column 16,384, ")


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("MAX_TEXTS", "the texts of the workbook take 1 MB unpacked, expected at most 0"),
        ("MAX_SHEET", "the sheet takes 2 MB unpacked, expected at most 0"),
    ],
)
def test_a_workbook_is_weighed_before_it_is_unpacked(
    limit: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the parts of a workbook unpack to is told from its directory, not by unpacking them."""
    monkeypatch.setattr(limits, limit, 1_000)
    book = workbooks.book(["<a>", "x" * 2_500_000, "</a>"], ["<sst>", "x" * 1_500_000, "</sst>"])
    assert _placed(tmp_path, "sales.xlsx", book) == [
        f"sales.xlsx: error CP319 {message} (save the table as CSV or Parquet)"
    ]


def test_rows_of_a_parquet_file_are_counted_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file's footer says how many there are."""
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    told = _placed(tmp_path, "sales.parquet", workbooks.parquets()["NaN and infinity"])
    problem = "sales.parquet: error CP319 the table has 3 rows, expected at most 2"
    assert told == [f"{problem} (leave out the rows of other years)"]
