from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import compplan as cp
from tests.library.company import panel, plan

FRAMES: dict[str, Callable[[], Any]] = {
    "polars": lambda: pl.DataFrame({"x": [1]}),
    "pandas": lambda: pd.DataFrame({"x": [1]}),
    "pyarrow": lambda: pa.table({"x": [1]}),
    "duckdb": lambda: duckdb.sql("select 1 as x"),
    "dict": dict,
}
ROWS: dict[str, Callable[[Any], list[tuple[Any, ...]]]] = {
    "polars": lambda frame: frame.rows(),
    "pandas": lambda frame: [
        tuple(row) for row in frame.astype(object).where(frame.notna(), None).to_numpy()
    ],
    "pyarrow": lambda frame: [tuple(row.values()) for row in frame.to_pylist()],
    "duckdb": lambda frame: frame.fetchall(),
}
"""How each kind of frame gives its rows as Python values, missing as None."""


def _table(**columns: list[Any]) -> cp.ResultTable:
    arrays = {
        "participant_id": np.array(columns["ids"], dtype=object),
        "attainment": np.array(columns["shares"], dtype=np.float64),
        "responses": np.array(columns["counts"], dtype=np.int64),
        "amount": np.array(columns["minor"], dtype=np.int64),
    }
    return cp.ResultTable("table", arrays, {"amount": 2})


SMALL = _table(ids=["ann", None], shares=[0.5, float("nan")], counts=[3, 0], minor=[123450, -7])
SMALL_ROWS = [("ann", 0.5, 3, Decimal("1234.50")), (None, None, 0, Decimal("-0.07"))]


@pytest.mark.parametrize("name", FRAMES)
def test_a_table_comes_back_as_the_kind_asked_for(name: str) -> None:
    """A class, a frame of it and the name of its library give the same kind of frame."""
    frame = FRAMES[name]()
    for like in (type(frame), frame, name):
        assert type(SMALL.to_frame(like=like)) is type(frame)


@pytest.mark.parametrize("name", ROWS)
def test_a_frame_holds_the_rows_of_the_table(name: str) -> None:
    """Money is an exact decimal, ids are text, counts are whole, and what is missing is null."""
    assert ROWS[name](SMALL.to_frame(like=name)) == SMALL_ROWS


def test_a_dict_holds_the_columns_of_the_table() -> None:
    """Without a kind, columns are arrays of their own, money as decimals."""
    frame = SMALL.to_frame()
    assert list(frame) == list(SMALL.columns)
    assert frame["amount"].tolist() == [Decimal("1234.50"), Decimal("-0.07")]
    frame["responses"][0] = 99
    assert SMALL["responses"].tolist() == [3, 0]


@pytest.mark.parametrize("exponent", [0, 2, 3, 4])
@pytest.mark.parametrize("name", ROWS)
def test_money_columns_have_the_decimals_of_the_currency(name: str, exponent: int) -> None:
    """The scale of a money column is the currency's exponent, in a table without rows too."""
    for amounts in ([], [5], [-(2**63), 2**63 - 1]):
        table = cp.ResultTable("t", {"amount": np.array(amounts, dtype=np.int64)}, {"amount": exponent})
        frame = table.to_frame(like=name)
        types: dict[str, Callable[[Any], bool]] = {
            "polars": lambda frame: frame.schema["amount"] == pl.Decimal(38, exponent),
            "pandas": lambda frame: frame["amount"].dtype == object,
            "pyarrow": lambda frame: frame.schema.field("amount").type == pa.decimal128(38, exponent),
            "duckdb": lambda frame: str(frame.types[0]) == f"DECIMAL(38,{exponent})",
        }
        assert types[name](frame)
        assert [Fraction(row[0]) * 10**exponent for row in ROWS[name](frame)] == amounts


@given(minor=st.lists(st.integers(-(2**63), 2**63 - 1), max_size=5), exponent=st.sampled_from([0, 2, 3, 4]))
def test_no_amount_loses_a_minor_unit(minor: list[int], exponent: int) -> None:
    """Every amount that a table can hold comes back exactly, whatever the decimal context of the caller."""
    table = cp.ResultTable("t", {"amount": np.array(minor, dtype=np.int64)}, {"amount": exponent})
    for name in ("polars", "pandas", "pyarrow"):
        with localcontext(prec=3):
            frame = table.to_frame(like=name)
        amounts = [row[0] for row in ROWS[name](frame)]
        assert [type(amount) for amount in amounts] == [Decimal] * len(minor)
        assert [Fraction(amount) * 10**exponent for amount in amounts] == minor


def test_a_lazy_frame_gives_a_lazy_frame() -> None:
    """A caller who works lazily goes on lazily."""
    frame = SMALL.to_frame(like=pl.LazyFrame)
    assert isinstance(frame, pl.LazyFrame)
    assert frame.collect().rows() == SMALL_ROWS


def test_a_frame_of_a_subclass_gives_the_class_it_is_built_on() -> None:
    """A caller's own kind of pandas frame is answered with a pandas frame."""

    class Own(pd.DataFrame):  # type: ignore[misc]
        pass

    assert type(SMALL.to_frame(like=Own)) is pd.DataFrame


@pytest.mark.parametrize("like", [3, "numpy", "lazy", pd.Series, [1]])
def test_another_kind_is_refused_with_those_that_are_known(like: object) -> None:
    """Asking for something else is a TypeError that names what is accepted."""
    with pytest.raises(TypeError, match=r"^like is .*polars\.DataFrame.*pandas.*pyarrow.*duckdb.*dict"):
        SMALL.to_frame(like=like)


def test_a_refusal_says_what_was_given() -> None:
    """The message begins with what the caller gave."""
    for like, found in ((3, "of type int"), ("spark", "'spark'"), (pd.Series, "pandas.")):
        with pytest.raises(TypeError, match=f"like is {found}"):
            SMALL.to_frame(like=like)


@pytest.mark.parametrize("name", ROWS)
def test_every_table_of_a_run_becomes_a_frame(name: str) -> None:
    """Payments, lines, cards, balances and the uncovered have the same rows in every kind of frame."""
    result = cp.run([plan("bold.yaml")], panel(), through="2027-06")
    for table in (result.payments, result.lines, result.report_card, result.balances, result.uncovered):
        frame = table.to_frame(like=name)
        assert list(frame.column_names if name == "pyarrow" else frame.columns) == list(table.columns)
        assert len(ROWS[name](frame)) == len(table)


@pytest.mark.parametrize("name", ROWS)
def test_payments_add_up_the_same_in_every_frame(name: str) -> None:
    """The sum over a frame is the sum of the minor units, to the cent."""
    payments = plan("bold.yaml").run(panel()).payments
    total = sum((row[-1] for row in ROWS[name](payments.to_frame(like=name))), Decimal())
    assert total == Decimal(int(payments["amount"].sum())) / 100


@pytest.mark.parametrize("name", ["polars", "pandas", "pyarrow", "duckdb"])
def test_frames_go_in_and_come_out(name: str) -> None:
    """Data as frames of one kind give the payments of the files, as frames of the same kind."""
    folder = cp.bundled("plans") / "data"
    names = ("participants", "sales", "quotas")
    tables = {table: pl.read_csv(folder / f"{table}.csv", infer_schema=False) for table in names}
    turn: dict[str, Callable[[pl.DataFrame], Any]] = {
        "polars": lambda frame: frame,
        "pandas": lambda frame: pd.DataFrame(frame.to_dict(as_series=False)),
        "pyarrow": lambda frame: frame.to_arrow(),
        "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
    }
    frames = {table: turn[name](frame) for table, frame in tables.items()}
    payments = plan("managers.yaml").run(frames, through="2027-12").payments
    own = payments.to_frame(like=frames["sales"])
    assert type(own) is type(frames["sales"])
    from_files = plan("managers.yaml").run(panel(), through="2027-12").payments.rows()
    assert [tuple(map(str, row)) for row in ROWS[name](own)] == [tuple(row.values()) for row in from_files]


def test_a_plan_without_report_card_has_the_columns_of_one() -> None:
    """Report cards of a plan that has none are a table of the same columns, without rows."""
    without = plan("managers.yaml").run(panel(), through="2027-03").report_card
    filled = plan("bold.yaml").run(panel(), through="2027-03").report_card
    assert len(without) == 0
    assert without.to_frame("polars").schema == filled.to_frame("polars").schema


def test_a_table_without_columns_has_no_rows() -> None:
    """A table of nothing is an empty frame and gives no row."""
    table = cp.ResultTable("nothing", {})
    assert list(table.rows()) == []
    assert table.to_frame() == {}
    assert table.to_frame("polars").is_empty()
