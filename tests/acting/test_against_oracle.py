from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

import compplan as cp
from tests.acting.company import plan_text, run_both
from tests.oracle.cases import Outcome
from tests.oracle.dates import day_number

DAY_ZERO = day_number("1970-01-01")


@pytest.fixture(scope="module", params=["month", "quarter"])
def both(request: pytest.FixtureRequest) -> tuple[cp.Result, Outcome]:
    """Run rules of every kind on the bundled company, by months and by quarters."""
    return run_both(plan_text(request.param), "2028-06")


def day(number: int | None) -> str:
    """Write a due day of the oracle."""
    return "" if number is None else (dt.date(1970, 1, 1) + dt.timedelta(number - DAY_ZERO)).isoformat()


def test_actions_are_those_of_the_oracle(both: tuple[cp.Result, Outcome]) -> None:
    """Every action is opened, carried, overdue, escalated, changed, closed and ended as in plain loops."""
    result, outcome = both
    expected = [
        {name: day(value) if name == "due" else str(value) for name, value in row.items()}
        for row in outcome.actions
    ]
    assert list(result.actions.rows()) == expected
    statuses = {row["status"] for row in expected}
    assert statuses == {"opened", "carried", "overdue", "escalated", "changed", "closed", "ended"}


def test_awards_are_those_of_the_oracle(both: tuple[cp.Result, Outcome]) -> None:
    """Ranks, ties and amounts are the same, in every region and team."""
    result, outcome = both
    names = ("participant_id", "month", "rule", "among", "rank", "tied", "ranked")
    found = [
        (*(row[name] for name in names), Fraction(row["award"]) * 100) for row in result.recognition.rows()
    ]
    assert found == [(*(str(row[name]) for name in names), row["award"]) for row in outcome.recognition]
    assert len(found) > 50


def test_payments_hold_the_awards(both: tuple[cp.Result, Outcome]) -> None:
    """A payment is the sum of its lines, awards among them."""
    result, outcome = both
    names = ("participant_id", "month")
    found = {tuple(row[name] for name in names): Fraction(row["amount"]) for row in result.payments.rows()}
    assert found == {
        tuple(row[name] for name in names): Fraction(row["amount"], 100) for row in outcome.payments
    }
    awards = sum(row["award"] for row in outcome.recognition)
    measures = {"product_revenue", "relationship"}
    lines = [row for row in result.lines.rows() if row["component"] not in measures]
    assert sum(Fraction(row["paid"]) for row in lines) * 100 == awards
