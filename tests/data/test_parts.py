"""Large files: read in parts, kept small, and the same as if they were read at once."""

from __future__ import annotations

import csv
import io
import pickle
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from compplan.data import csvchunks, parquetfile
from compplan.data.csvfile import read_csv
from compplan.data.frames import FEW
from compplan.data.lazytext import LazyText
from compplan.data.model import DayColumn, NumberColumn, TextColumn
from compplan.data.polarstext import PolarsText
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.sources.load import load_data
from tests.data.company import PARTICIPANTS, problems, write

CELLS = st.text(st.sampled_from('ab",\n;é \r'), max_size=5)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=30)
HEADER = "participant_id,date,amount,transaction_id,product\n"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in parts of a few bytes, as if every file were large."""
    monkeypatch.setattr(csvchunks, "_SIZE", 40)
    monkeypatch.setattr(parquetfile, "_SAMPLE", 10)
    monkeypatch.setattr(parquetfile, "_PART", 7)


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    with io.StringIO(newline="") as text:
        csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")


@given(ROWS)
@example([("", "", "")] * 3)
@example([("a\n" * 30, "b", "c"), ("d", "e", "f")])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_hold_the_rows_of_the_whole(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    """Wherever a file is cut, with breaks, quotes and commas in cells, its rows are as written."""
    _write(tmp_path / "a.csv", [("x", "y", "z"), *rows])
    frame, origin = read_csv(tmp_path / "a.csv")
    texts = frame.select(pl.all().cast(pl.String).fill_null(""))
    kept = [(number, row) for number, row in enumerate(rows) if any(row)]
    assert texts.rows() == [row for _, row in kept]
    assert [origin.row(index) for index in range(len(kept))] == [number + 2 for number, _ in kept]


@given(st.lists(st.integers(0, 6), min_size=2, max_size=40), st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_ragged_row_is_found_in_any_part(tmp_path: Path, widths: list[int], data: st.DataObject) -> None:
    """A row with a cell too few or too many is told at its row, wherever the file is cut."""
    wrong = data.draw(st.sets(st.integers(0, len(widths) - 1), min_size=1))
    cells = [3 + (row in wrong) * (-1 if width % 2 else 1) for row, width in enumerate(widths)]
    rows = [",".join(["x" * width] * count) for width, count in zip(widths, cells, strict=True)]
    (tmp_path / "a.csv").write_text("\n".join(["x,y,z", *rows]), encoding="utf-8", newline="")
    with pytest.raises(DiagnosticError) as error:
        read_csv(tmp_path / "a.csv")
    told = [each.place.row for each in error.value.diagnostics if each.place.row]
    assert told == [row + 2 for row in sorted(wrong)][:20]


@pytest.mark.parametrize("place", [0, 3, 50, 99])
def test_problems_of_any_part_name_their_rows(place: int, tmp_path: Path) -> None:
    """Encoding, NUL bytes, quotes and cells are told at their row, also far into a file."""
    lines = [f"P1,2027-01-05,{row},T{row},x".encode() for row in range(100)]
    for bad, code in (
        (b"P1,2027-01-05,1,T,\xff", "CP305"),
        (b"P1,2027-01-05,1,T,\0", "CP305"),
        (b'P1,2027-01-05,1,T,"x', "CP307"),
        (b"P1,2027-01-05,x,T,x", "CP321"),
        (b"P1,2027-13-05,1,T,x", "CP322"),
        (b"P9,2027-01-05,1,T,x", "CP330"),
        (b"P1,2027-01-05,1, T,x", "CP325"),
        (b"P1,2027-01-05,1,T%d,x" % (place + 1 if place < 99 else 0), "CP331"),
        (b"P1,2027-01-05,,T,x", "CP320"),
    ):
        rows = b"\n".join([*lines[:place], bad, *lines[place + 1 :]])
        (write(tmp_path, {}) / "sales.csv").write_bytes(HEADER.encode() + rows + b"\n")
        (line,) = problems(tmp_path)
        assert f"error {code}" in line
        row = place + 2 + (code == "CP331" and place < 99)
        assert line.startswith(f"sales.csv:{row}") or code == "CP307"


def _sales(folder: Path, rows: list[str]) -> Path:
    return write(folder, {"sales.csv": HEADER + "".join(f"{row}\n" for row in rows)})


def test_columns_are_the_same_in_parts_and_in_parquet(tmp_path: Path) -> None:
    """Text that comes again and again is held once; codes, values and digest are as if it were not."""
    rows = [
        f"P{1 + row % 2},2027-01-{1 + row % 28:02d},{row}.5,T{row:04d},{'é' if row % 3 else ''}"
        for row in range(500)
    ]
    panel = load_data(_sales(tmp_path, rows))
    columns = [dict(zip(HEADER.strip().split(","), row.split(","), strict=True)) for row in rows]
    lists = {name: [row[name] for row in columns] for name in columns[0]}
    people = pl.read_csv(io.StringIO(PARTICIPANTS), infer_schema=False)
    plain = load_data({"participants": people, "sales": lists})
    assert panel.digest == plain.digest
    folder = tmp_path / "parquet"
    folder.mkdir()
    (folder / "participants.csv").write_text(PARTICIPANTS, encoding="utf-8")
    typed = pl.DataFrame(lists).with_columns(
        pl.col("amount").cast(pl.Decimal(9, 2)), pl.col("date").str.to_date()
    )
    typed.write_parquet(folder / "sales.parquet")
    loaded = load_data(folder)
    assert loaded.digest == plain.digest
    for name in ("transaction_id", "product"):
        found, expected = loaded.tables["sales"].columns[name], plain.tables["sales"].columns[name]
        assert isinstance(found, TextColumn)
        assert isinstance(expected, TextColumn)
        assert (found.values, found.codes.tolist()) == (expected.values, expected.codes.tolist())


def test_more_texts_than_the_first_rows_have_are_held(tmp_path: Path) -> None:
    """A column whose first rows have two texts may have hundreds later on, or just as many as fit."""
    for later in (255, 253, 600):
        texts = ["a", "b"] * 10 + [f"c{row % later}" for row in range(700)] + [""]
        sales = pl.DataFrame(
            {"participant_id": "P1", "date": "2027-01-05", "amount": "1", "product": texts}, strict=False
        )
        sales.write_parquet(tmp_path / "sales.parquet")
        (tmp_path / "participants.csv").write_text(PARTICIPANTS, encoding="utf-8")
        found = load_data(tmp_path).tables["sales"].columns["product"]
        assert isinstance(found, TextColumn)
        assert found.values == tuple(sorted({*texts} - {""}))
        assert [found.values[code] for code in found.codes.tolist() if code >= 0] == texts[:-1]
        assert found.codes[-1] == -1


AMOUNTS = st.one_of(
    st.decimals(-(10**6), 10**6, places=2).map(str),
    st.sampled_from(["", "0", "-0", "1.5000000", "007", "+5", ".5", "5.", "1e3", "1.00001", " 1", "9" * 15]),
    st.text(st.sampled_from("0123456789.-+e"), max_size=6),
)


@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(["2027-01-05", "2027-12-31", "2027-02-29", "P1", ""]))))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cells_are_the_same_as_they_arrive_and_as_a_whole(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    """Whatever stands in cells, a column that is read part by part is as one that is read at once."""
    good = [("12.50", "2027-01-05")] * 9
    sales = [(f"P{1 + row % 2}", *cells) for row, cells in enumerate([*good, *rows])]
    names = ("participant_id", "date", "amount")
    _sales(tmp_path, [f"{who},{date},{amount},T{row},x" for row, (who, amount, date) in enumerate(sales)])
    people = pl.read_csv(io.StringIO(PARTICIPANTS), infer_schema=False)
    lists = {name: [row[at] for row in sales] for name, at in zip(names, (0, 2, 1), strict=True)}
    found = []
    for data in (tmp_path, {"participants": people, "sales": lists}):
        try:
            table = load_data(data).tables["sales"]
        except DiagnosticError as error:
            found.append([(each.code, each.message, each.hint, _row(each)) for each in error.diagnostics])
        else:
            amount, day = table.columns["amount"], table.columns["date"]
            assert isinstance(amount, NumberColumn)
            assert isinstance(day, DayColumn)
            found.append([amount.scaled.tolist(), day.days.tolist(), table.participant.tolist()])
    assert found[0] == found[1]


def _row(diagnostic: Diagnostic) -> int | None:
    """Give the row, header included, wherever it stands."""
    row, first = diagnostic.place.row, 2 if diagnostic.place.file.endswith(".csv") else 1
    return None if row is None else row - first


@pytest.mark.parametrize("row", [3, 11, 39])
def test_typed_parts_are_told_of_by_their_rows(row: int, tmp_path: Path) -> None:
    """A wrong id, day or number far into a Parquet file is told at its row, and a row of nothing too."""
    columns = {"participant_id": ["P1"] * 40, "date": ["2027-01-05"] * 40, "amount": ["1"] * 40}
    sales = pl.DataFrame(columns).with_columns(
        pl.col("date").str.to_date(), pl.col("amount").cast(pl.Decimal(9, 2))
    )
    write(tmp_path, {"participants.csv": PARTICIPANTS})
    at = pl.int_range(pl.len()) == row
    for wrong, codes in (
        ({"participant_id": pl.lit("P9")}, ["CP330"]),
        ({"date": pl.date(2127, 1, 5)}, ["CP322"]),
        ({"amount": pl.lit(None)}, ["CP320"]),
        (dict.fromkeys(columns, pl.lit(None)), ["CP320"] * 3),
    ):
        changed = [
            pl.when(at).then(value).otherwise(pl.col(name)).alias(name) for name, value in wrong.items()
        ]
        sales.with_columns(changed).write_parquet(tmp_path / "sales.parquet")
        told = problems(tmp_path)
        assert [line.split("error ")[1][:5] for line in told] == codes
        assert all(line.startswith(f"sales.parquet:{row + 1}") for line in told)


def test_a_lazy_column_is_made_once_and_cannot_be_written_to() -> None:
    """Codes are made when they are asked for, are read-only, and the same after a copy."""
    column = LazyText(PolarsText(pl.Series(["b", None, "a", "", "b"])))
    codes = column.codes
    assert (codes.tolist(), column.values) == ([1, -1, 0, -1, 1], ("a", "b"))
    assert column.codes is codes
    with pytest.raises(ValueError, match="read-only"):
        codes[0] = 0
    again = pickle.loads(pickle.dumps(column))  # noqa: S301  # our own bytes
    assert (type(again), again.codes.tolist(), again.values) == (TextColumn, codes.tolist(), column.values)


@given(st.lists(st.decimals(-(10**14), 10**14, places=2), max_size=30), st.integers(2, 9))
@settings(deadline=None)
def test_decimals_of_any_scale_are_exact(values: list[object], scale: int) -> None:
    """A typed decimal is read without a text, and as exactly as its text would be."""
    series = pl.Series(values, dtype=pl.Decimal(38, scale))
    person = {"participant_id": ["P1"], "role": ["x"], "target_incentive": [1], "start_date": ["2027-01-01"]}
    found = []
    for amounts in (series, series.cast(pl.String)):
        sales = pl.DataFrame({"participant_id": "P1", "date": "2027-01-05", "amount": amounts})
        try:
            column = load_data({"participants": person, "sales": sales}).tables["sales"].columns["amount"]
        except DiagnosticError as error:
            found.append([each.code for each in error.diagnostics])
        else:
            assert isinstance(column, NumberColumn)
            found.append(column.scaled.tolist())
    assert found[0] == found[1]


def test_repeated_rows_are_found_without_codes(tmp_path: Path) -> None:
    """A transaction that stands twice far apart is found by its hash, and told by its rows."""
    rows = [f"P{1 + row % 2},2027-01-05,1,T{row},x" for row in range(300)]
    rows[250] = "P2,2027-01-05,1,T7,x"
    assert problems(_sales(tmp_path, rows)) == [
        (
            "sales.csv:252, column 'transaction_id': error CP331 the same participant_id and transaction_id"
            " as in row 9 (keep one of the rows)"
        )
    ]
    rows[250] = "P1,2027-01-05,1,T7,x"
    assert len(load_data(_sales(tmp_path, rows)).tables["sales"]) == 300


def test_panel_arrays_stay_small(tmp_path: Path) -> None:
    """A column that nobody asked for has not been made."""
    panel = load_data(_sales(tmp_path, [f"P1,2027-01-05,1,T{row},x" for row in range(4 * FEW)]))
    column = panel.tables["sales"].columns["transaction_id"]
    assert isinstance(column, LazyText)
    assert column._coded is None
    assert len(np.unique(column.codes)) == 4 * FEW
