"""What the bundled plans pay on the bundled data: the oracle's results, which the engine must equal."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import compplan as cp
from tests.company.make_expected import BALANCES, EXPECTED, NAMES, main

Row = dict[str, str]
PLANS = cp.bundled("plans")


@pytest.fixture(scope="module")
def results() -> dict[str, cp.Result]:
    """Run every bundled plan with the engine."""
    panel = cp.load_data(PLANS / "data")
    return {name: cp.load_plan(PLANS / f"{name}.yaml").run(panel) for name in NAMES}


def expected(name: str) -> list[Row]:
    """Read a file of expected results."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_oracle_gives_the_same_bytes(tmp_path: Path) -> None:
    """Worked out anew, the expected results are those of the folder, byte for byte."""
    main(tmp_path)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in EXPECTED.iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_pays_what_is_expected(name: str, results: dict[str, cp.Result]) -> None:
    """Every payment is there, in order, and is the expected amount to the cent."""
    wanted = [(row["participant_id"], row["month"], "USD", row["payment"]) for row in expected(name)]
    assert [tuple(row.values()) for row in results[name].payments.rows()] == wanted


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_pay_what_is_expected(name: str, results: dict[str, cp.Result]) -> None:
    """Every line is there, in order, and pays the expected amount to the cent."""
    found = [
        (row["participant_id"], row["month"], row["component"], row["paid"])
        for row in results[name].lines.rows()
    ]
    components = list(expected(name)[0])[2:-1]
    assert found == [
        (row["participant_id"], row["month"], component, row[component])
        for row in expected(name)
        for component in components
        if row[component]
    ]


def test_open_balances_are_as_expected(results: dict[str, cp.Result]) -> None:
    """What is overpaid at the end and was never set off is listed, to the cent."""
    found = [
        (name, row["participant_id"], row["component"], row["amount"])
        for name in NAMES
        for row in results[name].balances.rows()
    ]
    names = ("plan", "participant_id", "component", "amount")
    assert sorted(found) == sorted(tuple(row[name] for name in names) for row in expected(BALANCES))


def test_the_expected_results_hold_the_mess() -> None:
    """Among what is expected are payments of nothing, of months after a return, and open balances."""
    bold = {(row["participant_id"], row["month"]): row for row in expected("bold")}
    assert bold["P022", "2027-12"]["product_revenue"] == "0.00"
    assert bold["P025", "2028-01"]["product_revenue"] != "0.00"
    assert {row["participant_id"] for row in expected(BALANCES) if row["plan"] == "bold"} == {"P019", "P033"}
    assert sum(row["relationship"] == "0.00" for row in bold.values()) < len(bold) / 100
