"""Tables in memory: arrays, lists and frames that a program hands over."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from compplan.data.model import NEVER, DayColumn, NumberColumn, TextColumn
from compplan.diagnostics import DiagnosticError
from compplan.sources.load import load_data

PERSON: Mapping[str, Any] = {
    "participant_id": ["P1"],
    "role": ["seller"],
    "target_incentive": [12000],
    "start_date": ["2027-01-01"],
}
_PROGRAM = """
import sys
import numpy as np
from compplan.sources.load import load_data
person = {"participant_id": np.array(["P1"]), "role": ["seller"], "target_incentive": np.array([1.5]),
          "start_date": np.array(["2027-01-01"], "M8[D]"), "end_date": [None], "note": ["-"]}
sales = {"participant_id": np.array(["P1", "P1"]), "date": ["2027-01-05"] * 2, "amount": ["1", "2.5"]}
panel = load_data({"participants": person, "sales": sales})
assert len(panel.tables["sales"]) == 2
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"polars", "narwhals", "pandas", "pyarrow"}))
"""


def _said(source: Any) -> list[str]:
    with pytest.raises(DiagnosticError) as error:
        load_data(source)
    return [str(diagnostic) for diagnostic in error.value.diagnostics]


def _kind(values: Any) -> str:
    cells = [] if hasattr(values, "dtype") else [type(cell).__name__ for cell in values]
    return " ".join([type(values).__name__, str(getattr(values, "dtype", "")), *cells])


def _amounts(values: Any) -> list[int]:
    sales = {"participant_id": ["P1"] * len(values), "date": ["2027-01-05"] * len(values), "amount": values}
    column = load_data({"participants": PERSON, "sales": sales}).tables["sales"].columns["amount"]
    assert isinstance(column, NumberColumn)
    return [int(value) for value in column.scaled]


def test_arrays_need_no_library_of_frames() -> None:
    """A program that hands over arrays loads neither polars nor narwhals."""
    run = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("", "")


@pytest.mark.parametrize(
    "values",
    [
        [1, -2],
        [1.0, -2.0],
        ["1", "-2"],
        [Decimal("1.00"), Decimal(-2)],
        [1, Decimal(-2)],
        np.array([1, -2], np.int8),
        np.array([1, -2], np.float32),
        np.array([1, -2], np.float16),
        np.array(["1", "-2"]),
        np.array(["1", "-2"], np.dtypes.StringDType()),
        np.array([1, -2.0], object),
        np.ma.masked_array([1, -2]),
        (1, -2),
        pd.Series([1, -2]),
        pl.Series([1, -2]),
        pa.array([1, -2]),
    ],
    ids=_kind,
)
def test_numbers_may_have_any_exact_form(values: Any) -> None:
    """Integers, floats, decimals and texts of the same numbers are the same."""
    assert _amounts(values) == [10_000, -20_000]


def test_unsigned_integers_are_exact() -> None:
    """Large unsigned integers are numbers, and those beyond what is exact are refused."""
    assert _amounts(np.array([1, 10**13], np.uint64)) == [10_000, 10**17]
    sales = {"participant_id": ["P1"], "date": ["2027-01-05"], "amount": np.array([2**63], np.uint64)}
    assert _said({"participants": PERSON, "sales": sales}) == [
        (
            "sales:1, column 'amount': error CP321 '9223372036854775808' is not a plain number:"
            " more than 14 digits before the point (correct it, or count in a larger unit)"
        )
    ]


def test_a_float_stands_for_its_shortest_decimal() -> None:
    """0.1 is a tenth; a sum that is not quite 0.3 is told, not rounded."""
    assert _amounts([0.1, 1.005, 4.35, 99999999999.99]) == [1_000, 10_050, 43_500, 999_999_999_999_900]
    assert _amounts(np.array([0.1], np.float32)) == [1_000]
    sales = {"participant_id": ["P1"], "date": ["2027-01-05"], "amount": [0.1 + 0.2]}
    assert _said({"participants": PERSON, "sales": sales}) == [
        (
            "sales:1, column 'amount': error CP321 '0.30000000000000004' is not a plain number:"
            " more than four decimals (round it where it is made)"
        )
    ]


@pytest.mark.parametrize(
    "nothing",
    [
        [None],
        [""],
        np.array([np.nan]),
        np.ma.masked_array([5], [True]),
        pd.Series([pd.NA], dtype="Int64"),
        np.array(["NaT"], "M8[D]"),
        [pd.NaT],
        [float("nan")],
        [Decimal("nan")],
    ],
    ids=_kind,
)
def test_nothing_is_missing_in_any_form(nothing: Any) -> None:
    """What libraries put for no value is an empty cell: allowed where the column may be empty."""
    person = {**PERSON, "base_salary": nothing, "end_date": nothing, "name": nothing, "manager_id": nothing}
    segments = load_data({"participants": person}).segments
    salary, name = segments.columns["base_salary"], segments.columns["name"]
    assert isinstance(salary, NumberColumn)
    assert isinstance(name, TextColumn)
    assert (salary.missing.tolist(), segments.end.tolist()) == ([True], [NEVER])
    assert (name.codes.tolist(), segments.manager.tolist()) == ([-1], [-1])
    assert _said({"participants": {**PERSON, "target_incentive": nothing}}) == [
        (
            "participants:1, column 'target_incentive': error CP320 the cell is empty"
            " (write the value, or remove the row)"
        )
    ]


@pytest.mark.parametrize(
    "days",
    [
        ["2027-01-05"],
        [dt.date(2027, 1, 5)],
        [dt.datetime.fromisoformat("2027-01-05")],
        np.array(["2027-01-05"], "M8[D]"),
        np.array(["2027-01-05T00:00:00"], "M8[ns]"),
        pd.to_datetime(["2027-01-05"]),
        pl.Series(["2027-01-05"]).str.to_date(),
    ],
    ids=_kind,
)
def test_days_may_have_any_exact_form(days: Any) -> None:
    """Texts, dates and date-times at midnight of the same day are the same."""
    sales = {"participant_id": ["P1"], "date": days, "amount": [1]}
    column = load_data({"participants": PERSON, "sales": sales}).tables["sales"].columns["date"]
    assert isinstance(column, DayColumn)
    assert column.days.tolist() == [(dt.date(2027, 1, 5) - dt.date(1970, 1, 1)).days]


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("role", [True], "CP326 holds true and false, expected text (give it as text)"),
        ("target_incentive", [True], "CP326 holds true and false, expected numbers (give it as numbers)"),
        ("target_incentive", [1 + 2j], "CP326 holds complex (1+2j), expected numbers (give it as numbers)"),
        ("role", [b"seller"], "CP326 holds bytes b'seller', expected text (give it as text)"),
        ("role", [["seller"]], "CP326 holds list ['seller'], expected text (give it as text)"),
        ("role", np.array([b"x"]), "CP326 holds values of type |S1, expected text (give it as text)"),
    ],
)
def test_what_is_neither_text_nor_number_is_refused(column: str, values: Any, expected: str) -> None:
    """Truth values, bytes and lists have no one way to be read."""
    assert _said({"participants": {**PERSON, column: values}}) == [
        f"participants, column '{column}': error {expected}"
    ]


def test_times_are_no_dates() -> None:
    """A time of day and a time zone are refused, with the mend."""
    at = dt.datetime(2027, 1, 1, 9, tzinfo=dt.UTC)
    said = "is not a date: it has a time of day"
    timed = {**PERSON, "start_date": np.array(["2027-01-01T09:00"], "M8[m]")}
    assert _said({"participants": timed}) == [
        (
            f"participants:1, column 'start_date': error CP322 '2027-01-01' {said}"
            " (give dates, or date-times at midnight)"
        )
    ]
    assert _said({"participants": {**PERSON, "start_date": [at]}}) == [
        (
            "participants:1, column 'start_date': error CP322"
            f" '2027-01-01 09:00:00+00:00' {said} (write 2027-01-01)"
        )
    ]
    zoned = pl.DataFrame({**PERSON, "start_date": [at]})
    assert _said({"participants": zoned}) == [
        (
            "participants, column 'start_date': error CP326 holds times with a time zone, expected dates"
            " (give it as dates)"
        )
    ]


def test_days_out_of_the_years_are_refused() -> None:
    """A typed day has the same bounds as a written one."""
    far = {**PERSON, "end_date": np.array(["9999-12-31"], "M8[D]")}
    assert _said({"participants": far}) == [
        (
            "participants:1, column 'end_date': error CP322 '9999-12-31' is not a date of 1990 to 2100"
            " (leave an open end empty)"
        )
    ]


def test_extra_columns_of_any_kind_are_text_or_left_out() -> None:
    """Extra columns are never an error: what has a text is kept as text, for 'where'."""
    extra = {"won": [True], "size": [2.5], "since": [dt.date(2027, 1, 1)], "tags": [["a"]], "raw": [b"x"]}
    columns = load_data({"participants": {**PERSON, **extra}}).segments.columns
    kept = {name: str(column) for name, column in columns.items()}
    text = {"won": "true", "size": "2.5", "since": "2027-01-01"}
    assert kept == {name: str(TextColumn(np.zeros(1, np.int32), (value,))) for name, value in text.items()}


def test_columns_of_different_lengths_are_refused() -> None:
    """A table has columns of one length, and a single value is no column."""
    assert _said({"participants": {**PERSON, "role": ["a", "b"]}}) == [
        (
            "participants: error CP312 the columns differ in length: participant_id 1, role 2,"
            " target_incentive 1, start_date 1 (give an array or list of the same length for each column)"
        )
    ]
    assert _said({"participants": {**PERSON, "role": "seller", "target_incentive": np.ones((1, 1))}}) == [
        f"participants, column '{column}': error CP312 is {what}, not a column"
        " (give an array or list of the same length for each column)"
        for column, what in (("role", "a single value"), ("target_incentive", "an array of 2 dimensions"))
    ]


@pytest.mark.parametrize(
    ("table", "what"), [(5, "int"), (None, "NoneType"), ([{"a": 1}], "list"), (pd.Series([1]), "Series")]
)
def test_what_is_no_table_is_refused(table: Any, what: str) -> None:
    """Only paths, frames and mappings of arrays are tables."""
    assert _said({"participants": PERSON, "sales": table}) == [
        (
            f"sales: error CP312 a value of type {what} is not a table"
            " (give a path, a data frame, or a mapping of column names to arrays)"
        )
    ]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame([["P1", "P1"]], columns=["participant_id", "participant_id"]),
        pa.table([pa.array(["P1"]), pa.array(["P1"])], names=["participant_id", "participant_id"]),
    ],
    ids=["pandas", "pyarrow"],
)
def test_frames_with_two_columns_of_one_name_are_refused(frame: Any) -> None:
    """Frames that allow such names are told like files."""
    assert _said({"participants": PERSON, "sales": frame}) == [
        "sales: error CP308 2 columns are named 'participant_id' (keep one of them, or rename the others)"
    ]


def test_names_that_are_no_texts_are_names_all_the_same() -> None:
    """A pandas frame without a header has numbers for names."""
    said = _said({"participants": PERSON, "sales": pd.DataFrame([["P1", "2027-01-05", 1]])})
    assert said[0] == "sales: error CP309 column 'participant_id' is missing (the columns are 0, 1, 2)"


def test_unknown_tables_of_a_mapping_are_refused() -> None:
    """Who names a table means it; a near miss is suggested."""
    assert _said({"participants": PERSON, "sale": PERSON, "weather": PERSON}) == [
        "data: error CP313 unknown table 'sale' (did you mean 'sales'?)",
        (
            "data: error CP313 unknown table 'weather' (the tables are participants, sales, quotas, ratings,"
            " credits, draws, cancellations, leave, rates, events, milestones, coaching, forecasts, accounts)"
        ),
    ]


def test_a_mapping_without_participants_is_refused() -> None:
    """Participants alone are always needed."""
    assert _said({}) == [
        (
            "data: error CP301 the table participants is missing"
            " (Give participants.csv or participants.parquet or participants.xlsx)"
        )
    ]


def test_places_in_arrays_count_from_one() -> None:
    """Without a header the first row is row 1."""
    sales = {"participant_id": ["P1", "P2"], "date": ["2027-01-05"] * 2, "amount": [1, 2]}
    assert _said({"participants": PERSON, "sales": sales})[0].startswith("sales:2, column 'participant_id'")
