"""Comparing a month's payments with a payroll file."""

from __future__ import annotations

from pathlib import Path

import pytest

from compplan.diagnostics import DiagnosticError
from compplan.ledger.model import Line
from compplan.ledger.posting import post
from compplan.ledger.reconcile import Mismatch, currency_of, read_payroll, reconcile
from compplan.ledger.store import Store
from tests.ledger.reading import code_of
from tests.ledger.test_sums import by_hand

LINES = [
    Line(name, "plan", "sales", "2027-01", paid=paid) for name, paid in (("ann", 700), ("bo", 0), ("cy", 50))
]


def test_every_difference_is_listed(store: Store) -> None:
    """Paid otherwise, paid by one alone; who is paid nothing need not be in the payroll."""
    post(store, by_hand("2027-01", *LINES), by="Cy")
    found = reconcile(store, "2027-01", {"ann": 705, "eve": 5}, "USD")
    assert found.mismatches == (
        Mismatch("ann", 700, 705),
        Mismatch("cy", 50, None),
        Mismatch("eve", None, 5),
    )
    assert [each.difference for each in found.mismatches] == [5, -50, 5]
    assert found.agree == 0


def test_what_agrees_is_counted(store: Store) -> None:
    """A payroll that pays what the ledger says has no difference."""
    post(store, by_hand("2027-01", *LINES), by="Cy")
    found = reconcile(store, "2027-01", {"ann": 700, "bo": 0, "cy": 50}, "USD")
    assert (found.agree, found.mismatches) == (3, ())


def test_rows_of_a_payroll_file_are_added_up(tmp_path: Path) -> None:
    """In minor units of the currency, under the file's own names of columns."""
    file = tmp_path / "payroll.csv"
    file.write_text("employee,net,gross\nann,1,5.00\nann,1,2\nbo,1,-0.50\n", encoding="utf-8")
    assert read_payroll(file, "employee", "gross", "USD") == {"ann": 700, "bo": -50}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("participant_id,pay\nann,1\n", "CP309"),
        ("participant_id,amount\nann,one\n", "CP321"),
        ("participant_id,amount\nann,\n", "CP320"),
        ("participant_id,amount\nann,1.005\n", "CP650"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, text: str, code: str) -> None:
    """With its row and column."""
    file = tmp_path / "payroll.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DiagnosticError, match=code):
        read_payroll(file, "participant_id", "amount", "USD")


def test_the_currency_is_that_of_the_month(store: Store) -> None:
    """Of two, one has to be named."""
    assert code_of(lambda: currency_of(store, "2027-01", None)) == "CP620"
    post(store, by_hand("2027-01", *LINES), by="Cy")
    assert currency_of(store, "2027-01", None) == "USD"
