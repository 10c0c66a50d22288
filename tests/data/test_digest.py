"""The digest of a panel: the same for the same content, another for any other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compplan.sources.load import load_data
from tests.data.forms import company, write_csv

Columns = Mapping[str, list[Any]]
BASE = company()
DIGEST = load_data(BASE).digest


def _ordered(columns: Columns, order: list[int]) -> Columns:
    return {name: [values[row] for row in order] for name, values in columns.items()}


@st.composite
def shuffled(draw: st.DrawFn) -> Mapping[str, Columns]:
    """Give the company with its tables, columns and rows in another order."""
    tables = {}
    for name in draw(st.permutations(sorted(BASE))):
        columns = BASE[name]
        rows = list(range(len(next(iter(columns.values())))))
        chosen = draw(st.permutations(sorted(columns)))
        tables[name] = _ordered({column: columns[column] for column in chosen}, draw(st.permutations(rows)))
    return tables


@given(shuffled())
@settings(max_examples=40, deadline=None)
def test_order_does_not_matter(tables: Mapping[str, Columns]) -> None:
    """Rows, columns and tables may come in any order."""
    assert load_data(tables).digest == DIGEST


def test_a_digest_is_sixty_four_hexadecimal_digits() -> None:
    """It can be copied into a ledger."""
    assert re.fullmatch("[0-9a-f]{64}", DIGEST)


def test_names_of_files_and_folders_do_not_matter(tmp_path: Path) -> None:
    """The content counts, not where it stands."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert load_data(write_csv(one)).digest == load_data(write_csv(two)).digest == DIGEST


def _changed(table: str, column: str, row: int, value: Any) -> Mapping[str, Columns]:
    columns = dict(BASE[table])
    columns[column] = [*columns[column][:row], value, *columns[column][row + 1 :]]
    return {**BASE, table: columns}


@pytest.mark.parametrize(
    ("table", "column", "row", "value"),
    [
        ("participants", "role", 0, "Seller"),
        ("participants", "target_incentive", 2, 0.1001),
        ("participants", "start_date", 0, "2027-01-02"),
        ("participants", "end_date", 0, "2030-01-01"),
        ("participants", "manager_id", 0, None),
        ("participants", "badge", 1, 3),
        ("sales", "participant_id", 0, "007"),
        ("sales", "date", 0, "2027-01-02"),
        ("sales", "amount", 3, "-1.6999"),
        ("sales", "transaction_id", 0, "T0"),
        ("sales", "product", 5, 'say "hi",please'),
        ("sales", "product", 18, " "),
        ("quotas", "period", 0, "2027-02"),
        ("quotas", "period", 2, "2028-01"),
        ("quotas", "quota", 0, 101),
        ("ratings", "month", 0, "2027-02"),
        ("ratings", "rating", 0, "poor"),
        ("ratings", "comment", 1, "x"),
        ("accounts", "decision_makers", 1, 0),
    ],
)
def test_any_other_value_gives_another_digest(table: str, column: str, row: int, value: Any) -> None:
    """A change of a single cell shows."""
    assert load_data(_changed(table, column, row, value)).digest != DIGEST


def test_a_row_more_gives_another_digest() -> None:
    """A row that stands twice counts twice."""
    sales = {
        name: [*values, None if name == "transaction_id" else values[-1]]
        for name, values in BASE["sales"].items()
    }
    assert load_data({**BASE, "sales": sales}).digest != DIGEST


def test_cells_that_change_places_give_another_digest() -> None:
    """Two rows that swap a value are other rows."""
    rows = {name: values[:2] for name, values in BASE["ratings"].items()}
    swapped = {**rows, "rating": rows["rating"][::-1]}
    assert load_data({**BASE, "ratings": swapped}).digest != DIGEST


def test_texts_that_read_alike_when_joined_differ() -> None:
    """Where one text ends and the next begins is part of the content."""
    one = {**BASE["ratings"], "comment": ["a", "bc"]}
    other = {**BASE["ratings"], "comment": ["ab", "c"]}
    assert load_data({**BASE, "ratings": one}).digest != load_data({**BASE, "ratings": other}).digest


def test_tables_and_columns_that_are_empty_are_not_as_if_absent() -> None:
    """An empty table, and an empty extra column, are content; an empty currency is none."""
    without = {name: table for name, table in BASE.items() if name != "quotas"}
    empty: Columns = {name: [] for name in BASE["quotas"]}
    assert load_data(without).digest != load_data({**without, "quotas": empty}).digest
    quotas = {**BASE["quotas"], "note": [None] * 3}
    assert load_data({**BASE, "quotas": quotas}).digest != DIGEST
    unmeasured = {**BASE["quotas"], "measure": [None] * 3}
    assert load_data({**BASE, "quotas": unmeasured}).digest == DIGEST
