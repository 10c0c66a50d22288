"""Replays of several plans on the same data: costs, differences, and who gains."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import compplan as cp
from tests.engine.small import SIDE_BY_SIDE, panel, plan_of, rows_of
from tests.oracle.dates import day_number
from tests.oracle.people import read_people
from tests.oracle.reading import read_plan_file, read_tables
from tests.oracle.yaml_text import Raw

PLANS = cp.bundled("plans")
NAMES = ("status-quo", "bold", "gradual")
DOUBLE: Raw = {"type": "linear", "points": [["0%", "0%"], ["1000%", "2000%"]]}


@pytest.fixture(scope="module")
def company() -> cp.Panel:
    """Load the bundled data."""
    return cp.load_data(PLANS / "data")


@pytest.fixture(scope="module")
def plans() -> list[cp.Plan]:
    """Load three of the bundled plans; differences are to the status quo."""
    return [cp.load_plan(PLANS / f"{name}.yaml") for name in NAMES]


@pytest.fixture(scope="module")
def comparison(plans: list[cp.Plan], company: cp.Panel) -> cp.Comparison:
    """Replay them on the bundled data."""
    return cp.compare(plans, company)


def test_costs_are_the_sums_of_the_payments(
    comparison: cp.Comparison, plans: list[cp.Plan], company: cp.Panel
) -> None:
    """By month, by year and in all, a plan costs what a run of it alone pays."""
    for plan in plans:
        months: Counter[str] = Counter()
        for row in rows_of(plan.run(company).payments):
            months[row["month"]] += row["amount"]
        found = {row["month"]: row["payout_cost"] for row in _of(comparison.by_month, plan)}
        assert found == months
        years = {row["plan_year"]: row["payout_cost"] for row in _of(comparison.by_year, plan)}
        by_year = {str(y): sum(v for m, v in months.items() if m[:4] == str(2026 + y)) for y in (1, 2, 3)}
        assert years == by_year | {"all": sum(months.values())}


def test_differences_are_to_the_first_plan(comparison: cp.Comparison, plans: list[cp.Plan]) -> None:
    """In every table of costs the difference is a plan's cost less that of the first, whose own is 0."""
    for table, key in ((comparison.by_month, "month"), (comparison.by_year, "plan_year")):
        first = {row[key]: row["payout_cost"] for row in _of(table, plans[0])}
        rows = rows_of(table)
        assert [row["difference"] for row in rows] == [r["payout_cost"] - first[r[key]] for r in rows]
        assert all(row["difference"] == 0 for row in _of(table, plans[0]))
        assert any(row["difference"] != 0 for row in rows)


def test_cost_of_sales_is_cost_over_the_revenue_of_the_covered(comparison: cp.Comparison) -> None:
    """Revenue is what the participants sold on days on which the plan covers them, by a plain sum of rows."""
    tables = read_tables(PLANS / "data")
    plan = read_plan_file(PLANS / "status-quo.yaml")
    people = read_people(plan, tables)
    sold = [row for row in tables["sales"] if people[row["participant_id"]].covered(day_number(row["date"]))]
    total = sum(Fraction(row["amount"]) for row in sold)
    assert len(sold) < len(tables["sales"])
    for row in (row for row in rows_of(comparison.by_year) if row["plan_year"] == "all"):
        assert row["revenue"] == pytest.approx(float(total), rel=1e-12)
        assert row["cost_of_sales"] == pytest.approx(row["payout_cost"] / 100 / float(total), rel=1e-12)


def test_participants_sum_to_the_cost_and_gains_come_first(
    comparison: cp.Comparison, plans: list[cp.Plan]
) -> None:
    """What the participants are paid is what the plan costs, in order of what each gains."""
    for plan in plans:
        rows = _of(comparison.participants, plan)
        (cost,) = (row["payout_cost"] for row in _of(comparison.by_year, plan) if row["plan_year"] == "all")
        assert sum(row["paid"] for row in rows) == cost
        gains = [row["difference"] for row in rows]
        assert gains == sorted(gains, reverse=True)
        change = [row["difference"] / (row["paid"] - row["difference"]) for row in rows]
        assert [row["change"] for row in rows] == pytest.approx(change)


def test_the_distribution_is_that_of_pay_per_participant(
    comparison: cp.Comparison, plans: list[cp.Plan]
) -> None:
    """Mean and percentiles of a whole replay are those of what its participants were paid."""
    for plan in plans:
        pay = [row["paid"] for row in _of(comparison.participants, plan)]
        (row,) = (row for row in _of(comparison.distribution, plan) if row["plan_year"] == "all")
        assert row["participants"] == len(pay)
        wanted = [np.mean(pay), *np.percentile(pay, [10, 50, 90])]
        assert [row[name] for name in ("mean", "p10", "p50", "p90")] == pytest.approx(wanted, abs=0.51)


def test_two_small_plans_side_by_side() -> None:
    """By hand: a plan that pays double costs double, and everybody gains as much as he had."""
    found = cp.compare(
        [plan_of({"id": "once"}), plan_of({"id": "twice"}, {"curve": DOUBLE})], panel(SIDE_BY_SIDE)
    )
    months = [
        (row["plan"], row["month"], row["payout_cost"], row["difference"]) for row in found.by_month.rows()
    ]
    assert months == [
        ("once", "2027-01", "2500.00", "0.00"),
        ("once", "2027-02", "500.00", "0.00"),
        ("once", "2027-03", "4500.00", "0.00"),
        ("twice", "2027-01", "5000.00", "2500.00"),
        ("twice", "2027-02", "1000.00", "500.00"),
        ("twice", "2027-03", "9000.00", "4500.00"),
    ]
    assert list(found.by_year.rows())[1] == {
        "plan": "once",
        "plan_year": "all",
        "payout_cost": "7500.00",
        "difference": "0.00",
        "revenue": "4500",
        "cost_of_sales": "1.666666667",
    }
    assert [tuple(row.values()) for row in found.participants.rows()] == [
        ("P1", "once", "1500.00", "0.00", "0"),
        ("P2", "once", "6000.00", "0.00", "0"),
        ("P2", "twice", "12000.00", "6000.00", "1"),
        ("P1", "twice", "3000.00", "1500.00", "1"),
    ]


def _of(table: cp.ResultTable, plan: cp.Plan) -> list[dict[str, Any]]:
    return [row for row in rows_of(table) if row["plan"] == plan.id]
