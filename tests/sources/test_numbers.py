"""Numbers as people and programs write them, read and rounded only as stated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from tests.sources.company import DEALS, SALES, amounts, lay_out, problems, sales_of, sources


@pytest.mark.parametrize(
    ("decimal", "thousands", "cells"),
    [
        ("point", "none", {"1234.5": 1234.5, "-0.25": -0.25}),
        ("comma", "none", {"1234,5": 1234.5, "-0,25": -0.25, "7": 7}),
        ("comma", "point", {"1.234,5": 1234.5, "1.234.567": 1234567, "1234,5": 1234.5, "-1.000": -1000}),
        ("point", "comma", {"1,234.5": 1234.5, "12,345,678.9": 12345678.9}),
        ("comma", "space", {"1 234,5": 1234.5, "1\u00a0234": 1234, "1\u202f234": 1234}),
        ("point", "apostrophe", {"1'234.5": 1234.5, "1\u2019234": 1234}),
    ],
)
def test_numbers_are_read_as_stated(
    decimal: str, thousands: str, cells: Mapping[str, float], tmp_path: Path
) -> None:
    """Each way to write numbers is read as the file says, to the last digit."""
    rows = "".join(f"P1;2027-01-05;{cell}\n" for cell in cells)
    file = f"{{path: deals.csv, delimiter: semicolon, decimal: {decimal}, thousands: {thousands}}}"
    lay_out(
        tmp_path,
        {"deals.csv": f"Rep;Closed;Amount\n{rows}", "sources.yaml": sources(f"  deals: {file}", SALES)},
    )
    assert amounts(sales_of(tmp_path)) == [round(value * 10_000) for value in cells.values()]


@pytest.mark.parametrize(
    ("decimal", "thousands", "cell"),
    [
        ("comma", "none", "1234.5"),
        ("comma", "none", "1.234,5"),
        ("comma", "point", "1.23"),
        ("comma", "point", "12.34.567"),
        ("comma", "point", "1.2345,6"),
        ("comma", "point", "0.123"),
        ("comma", "point", "1234.567"),
        ("point", "comma", "1234,5"),
        ("point", "none", "1,234"),
        ("comma", "none", "1,23456"),
        ("comma", "none", "1,5 EUR"),
        ("comma", "none", "(1,5)"),
        ("comma", "none", ",5"),
        ("comma", "space", "1  234"),
    ],
)
def test_numbers_written_otherwise_are_told_at_their_cell(
    decimal: str, thousands: str, cell: str, tmp_path: Path
) -> None:
    """A number that is not written as stated is an error at its row and its column in the file."""
    file = f"  deals: {{path: deals.csv, delimiter: semicolon, decimal: {decimal}, thousands: {thousands}}}"
    text = f"Rep;Closed;Amount\nP1;2027-01-05;1\nP1;2027-01-05;{cell}\n"
    lay_out(tmp_path, {"deals.csv": text, "sources.yaml": sources(file, SALES)})
    (line,) = problems(tmp_path)
    code = "CP321" if (decimal, thousands) == ("point", "none") else "CP345"
    assert line.startswith(f"deals.csv:3, column 'Amount': error {code} '{cell}' is not a")


@pytest.mark.parametrize(
    ("mode", "cells"),
    [
        ("half_up", {"0.005": 1, "-0.005": -1, "0.0049999999": 0, "2.675": 268, "1.00499999999999999": 100}),
        ("half_even", {"0.005": 0, "0.015": 2, "-0.015": -2, "0.0150000000001": 2, "0.025": 2}),
        ("half_down", {"0.005": 0, "-0.005": 0, "0.0050000001": 1}),
        ("up", {"0.001": 1, "-0.001": -1, "0.000000001": 1, "0.01": 1}),
        ("down", {"0.019": 1, "-0.019": -1, "0.019999999": 1}),
    ],
)
@pytest.mark.parametrize("as_float", [False, True], ids=["text", "float"])
def test_numbers_are_rounded_only_as_the_file_says(
    mode: str, cells: Mapping[str, int], tmp_path: Path, *, as_float: bool
) -> None:
    """More decimals are rounded exactly, in text and in binary floats, or refused if nothing is said."""
    given = {cell: cents for cell, cents in cells.items() if not as_float or repr(float(cell)) == cell}
    values = [float(cell) for cell in given] if as_float else list(given)
    frame = pl.DataFrame({"Rep": "P1", "Closed": "2027-01-05", "Amount": values})
    lay_out(tmp_path, {})
    frame.write_parquet(tmp_path / "deals.parquet")
    rounding = f"{{column: Amount, rounding: {{to: 0.01, mode: {mode}}}}}"
    table = f"  sales: {{from: deals, columns: {{participant_id: Rep, date: Closed, amount: {rounding}}}}}"
    (tmp_path / "sources.yaml").write_text(sources(DEALS % "deals.parquet", table), encoding="utf-8")
    assert amounts(sales_of(tmp_path)) == [100 * cents for cents in given.values()]
    (tmp_path / "sources.yaml").write_text(sources(DEALS % "deals.parquet", SALES), encoding="utf-8")
    longer = [cell for cell in given if len(cell.partition(".")[2]) > 4]
    assert len(problems(tmp_path)) == len(longer)


def test_rounding_may_be_to_other_units(tmp_path: Path) -> None:
    """Amounts can be rounded to five cents, or to whole thousands."""
    text = "Rep,Closed,Amount\nP1,2027-01-05,1.025\nP1,2027-01-05,1.02\nP1,2027-01-05,-1499.99\n"
    for unit, expected in (("0.05", [10_500, 10_000, -15_000_000]), ("1000", [0, 0, -10_000_000])):
        rounding = f"{{column: Amount, rounding: {{to: {unit}, mode: half_up}}}}"
        table = (
            f"  sales: {{from: deals, columns: {{participant_id: Rep, date: Closed, amount: {rounding}}}}}"
        )
        lay_out(tmp_path, {"deals.csv": text, "sources.yaml": sources(DEALS % "deals.csv", table)})
        assert amounts(sales_of(tmp_path)) == expected
