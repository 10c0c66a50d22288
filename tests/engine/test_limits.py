"""Caps, floors, groups, and quotas of seasons: worked by hand, and laws of theirs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.report.explanation_json import explanation_document
from tests.engine.recalculate import recalculate
from tests.engine.small import panel
from tests.engine.small import run as run_small
from tests.oracle.small_case import person, quotas, sales, small_plan
from tests.oracle.yaml_text import Raw, plan_text

SALES: Raw = {
    "type": "value",
    "earns": "commission",
    "actual": {"table": "sales", "sum": "amount", "if_missing": "zero", "missing_months": "zero"},
    "curve": {"type": "flat", "rate": "10%", "negative": "deducts"},
}
UNITS: Raw = SALES | {"curve": {"type": "flat", "rate": "5%"}}
LINES = ("participant_id", "month", "component")


def run(*amounts: str, first: Raw | None = None, **plan: Any) -> cp.Result:
    """Pay P1 10 % and 5 % of sales, with limits."""
    measures = {"ten": SALES | (first or {}), "five": UNITS}
    text = small_plan({}) | {"measures": measures} | plan
    del text["weights"]
    return cp.run(
        cp.parse_plan(plan_text(text)), panel({"participants": [person()], "sales": sales(*amounts)})
    )


def lines(result: cp.Result, component: str) -> list[str]:
    """List what a component pays."""
    return [row["paid"] for row in result.lines.rows() if row["component"] == component]


TO_DATE: Raw = {"accumulate": "year_to_date", "balance": "lapse"}
WORKED: dict[str, tuple[Raw, list[str]]] = {
    "cap of a line": ({"caps": {"payout_period": "150"}}, ["100.00", "150.00", "5.00", "150.00"]),
    "cap of a year": ({"caps": {"plan_year": "320"}}, ["100.00", "200.00", "5.00", "15.00"]),
    "floor": ({"floors": {"payout_period": "20.5"}}, ["100.00", "200.00", "20.50", "300.00"]),
    "cap to date": (TO_DATE | {"caps": {"plan_year": "320"}}, ["100.00", "200.00", "5.00", "15.00"]),
    "floor to date": (TO_DATE | {"floors": {"plan_year": "150"}}, ["150.00", "150.00", "5.00", "300.00"]),
}


@pytest.mark.parametrize(("words", "expected"), WORKED.values(), ids=WORKED)
def test_limits_of_a_measure(words: Raw, expected: list[str]) -> None:
    """Caps cut and floors lift lines, or what is due to date; each is explained."""
    result = run("1000", "2000", "50", "3000", first=words)
    assert lines(result, "ten") == expected
    for month in range(1, 5):
        explanation, wrong = cp.explain(result, "P1", f"2027-{month:02d}"), list[str]()
        recalculate(explanation_document(explanation)["payment"], wrong)
        assert wrong == []
        assert f"{float(explanation.payment.of[0].value):.2f}" == expected[month - 1]


def test_caps_of_the_plan_are_shared_by_largest_remainder() -> None:
    """A payment of 100.00 + 50.00 cut to 100.00 leaves 66.67 and 33.33; the year allows 20.00 more."""
    result = run("1000", "1000", caps={"payout_period": "100", "plan_year": "120"})
    assert (lines(result, "ten"), lines(result, "five")) == (["66.67", "13.33"], ["33.33", "6.67"])
    explanation, wrong = cp.explain(result, "P1", "2027-02"), list[str]()
    assert float(recalculate(explanation_document(explanation)["payment"], wrong)) == 20
    assert wrong == []


def test_the_best_of_a_group_is_paid() -> None:
    """Of two measures in a group the one that pays more is paid; of equal ones the first named."""
    result = run("1000", "-1000", best_of=[["ten", "five"]])
    assert (lines(result, "ten"), lines(result, "five")) == (["100.00", "0.00"], ["0.00", "0.00"])


@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(st.integers(-20_000, 90_000), min_size=2, max_size=5),
    period=st.integers(0, 12_000),
    year=st.integers(0, 20_000),
)
def test_caps_hold_by_a_single_cent(amounts: list[int], period: int, year: int) -> None:
    """No payment and no year is a cent above its cap, and what is below it is not cut."""
    texts = [f"{amount / 100:.2f}" for amount in amounts]
    caps = {"payout_period": f"{period / 100:.2f}", "plan_year": f"{year / 100:.2f}"}
    capped, free = run(*texts, caps=caps), run(*texts)
    paid, earned = capped.payments["amount"].tolist(), free.payments["amount"].tolist()
    assert all(amount <= period for amount in paid)
    total = 0
    for amount, before in zip(paid, earned, strict=True):
        left = min(period, max(year - total, 0))
        assert amount == min(before, left)
        total += amount
        assert total <= year or amount <= 0


def test_lower_is_better() -> None:
    """Where a lower actual is better, attainment is target / actual."""
    result = run_small(
        measure={"direction": "lower_is_better"},
        sales=sales("4000"),
        quotas=quotas(m2027_01="5000"),
    )
    assert [row["attainment"] for row in result.lines.rows()] == ["1.25"]


SEASONS = ["19%", "24.5%", "28%", "28.5%"]


@pytest.mark.parametrize(
    ("target", "quota", "months", "expected"),
    [
        ({"seasonality": SEASONS}, {"m2027": "1200000"}, 12, Fraction(1_200_000)),
        ({"seasonality": SEASONS}, {"m2027": "1200000"}, 3, Fraction(228_000)),
        ({"spread": "days"}, {"m2027_Q1": "90"}, 1, Fraction(31)),
        ({"spread": "days"}, {"m2027_Q1": "90"}, 2, Fraction(59)),
        ({"over": "plan_year", "spread": "months"}, {"m2027": "1200"}, 2, Fraction(1200)),
    ],
)
def test_quotas_of_seasons_and_years(target: Raw, quota: Raw, months: int, expected: Fraction) -> None:
    """A yearly quota is spread by its seasons, one of a quarter by days; or the whole year counts at once."""
    result = run_small(
        measure=TO_DATE | {"target": {"table": "quotas", "value": "quota"} | target},
        sales=sales(*["10"] * months),
        quotas=quotas(**quota),
        through=f"2027-{months:02d}",
    )
    assert float([*result.lines.rows()][-1]["target"]) == expected
