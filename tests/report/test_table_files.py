"""Tables as files."""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compplan.engine.results.table import ResultTable
from compplan.report.table_files import guarded, table_document, write_csv

FORMULAS = [
    "=1+1",
    "+1",
    "-cmd",
    "@sum",
    "\t=1",
    "\rx",
    "\nx",
    " =1",
    "\u00a0+1",
    "\uff1d1",
    "=cmd|'/c calc'!A1",
]


def _csv(table: ResultTable) -> list[list[str]]:
    file = io.StringIO()
    write_csv(table, file)
    return list(csv.reader(io.StringIO(file.getvalue())))


def _table(**columns: list[object]) -> ResultTable:
    arrays = {
        name: np.array(values, dtype=object if isinstance(values[0], str | None) else None)
        for name, values in columns.items()
    }
    return ResultTable("table", arrays)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_execute_gets_an_apostrophe(text: str) -> None:
    """A text that begins like a formula is written so that it stays text."""
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["Ann", "-5", "-0.25", "12", "a=1", "", "2027-01", "'=1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    """Plain text and plain numbers are not touched."""
    assert guarded(text) == text


@given(st.text())
def test_no_text_is_left_that_begins_like_a_formula(text: str) -> None:
    """What is written is a number or does not begin like a formula, and nothing of it is lost."""
    written = guarded(text)
    assert re.fullmatch(r"-?[0-9.]+", written) or not written.strip()[:1].startswith(("=", "+", "-", "@"))
    assert written.removeprefix("'") == text.removeprefix("'")


def test_only_columns_of_text_are_guarded() -> None:
    """Negative money, numbers and counts stay numbers, while a text beside them is guarded."""
    table = ResultTable(
        "table",
        {
            "who": np.array(["=HYPERLINK(1)"], dtype=object),
            "paid": np.array([-12345], dtype=np.int64),
            "share": np.array([-0.5]),
            "count": np.array([-3]),
        },
        {"paid": 2},
    )
    assert _csv(table)[1] == ["'=HYPERLINK(1)", "-123.45", "-0.5", "-3"]


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\r\n\x00", codec="utf-8")), min_size=1))
def test_csv_gives_every_text_back(texts: list[str]) -> None:
    """Commas, quotes and any letters come back as they were, guarded ones behind their apostrophe."""
    rows = _csv(_table(text=list(texts), number=list(range(len(texts)))))
    assert [row[0] for row in rows[1:]] == [guarded(text) for text in texts]


def test_missing_numbers_are_empty_in_csv_and_null_in_json() -> None:
    """A number that is missing is never zero."""
    table = _table(share=[float("nan"), 0.0])
    assert _csv(table) == [["share"], [""], ["0"]]
    assert [row["share"] for row in table_document(table)["rows"]] == [None, 0.0]


def test_json_keeps_text_as_it_is_and_money_exact() -> None:
    """JSON needs no apostrophe; money is text, since a binary number could not hold it."""
    table = ResultTable(
        "payments",
        {"who": np.array(["=1"], dtype=object), "paid": np.array([10**17 + 1], dtype=np.int64)},
        {"paid": 2},
    )
    assert table_document(table) == {
        "name": "payments",
        "columns": ["who", "paid"],
        "rows": [{"who": "=1", "paid": "1000000000000000.01"}],
    }
