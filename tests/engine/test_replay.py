"""Replays as if in other months, and on attainments that history did not record."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

import compplan as cp
from tests.engine.small import REVENUE, SIDE_BY_SIDE, panel, plan_of, report_card, rows_of
from tests.oracle.small_case import sales
from tests.oracle.yaml_text import Raw

PLANS = cp.bundled("plans")


def relation(plan_id: str, **assume: str) -> cp.Plan:
    """Give a plan that pays half by sales and half by a report card."""
    row = {"revenue": "50%", "relation": "50%"}
    card = report_card()
    plan = card | {
        "id": plan_id,
        "weights": {"before": {"revenue": "100%"}, "path": "steps", "by_year": {"1": row}},
        "measures": REVENUE | card["measures"],
    }
    return plan_of(plan | ({"assume": assume} if assume else {}))


@pytest.fixture(scope="module")
def company() -> cp.Panel:
    """Load the bundled data."""
    return cp.load_data(PLANS / "data")


def test_as_if_lets_every_plan_start_in_that_month() -> None:
    """A plan of 2030, as if from 2027, pays what that of 2027 pays, and rows outside are counted."""
    late = plan_of({"id": "late", "starts": "2030-01-01"})
    tables = SIDE_BY_SIDE | {"sales": SIDE_BY_SIDE["sales"] + sales("700", year=2026)}
    found = cp.compare([late], panel(tables), as_if="2027-01")
    assert [row["payout_cost"] for row in found.by_month.rows()] == ["2500.00", "500.00", "4500.00"]
    assert found.notes == ("1 rows of sales are dated outside the plan and were left out",)
    assert found.plans[0].starts == plan_of().starts


def test_as_if_shifts_the_company_by_a_year(company: cp.Panel) -> None:
    """Status quo as if from 2028 pays the years 2028 and 2029; rows of 2027 are left out and counted."""
    found = cp.compare([cp.load_plan(PLANS / "status-quo.yaml")], company, as_if="2028-01")
    assert [row["plan_year"] for row in rows_of(found.by_year)] == ["1", "2", "all"]
    months = [row["month"] for row in rows_of(found.by_month)]
    assert (months[0], months[-1]) == ("2028-01", "2029-12")
    before = sum(row.startswith("2027") for row in _dates(company))
    assert f"{before} rows of sales are dated outside the plan and were left out" in found.notes


def _dates(company: cp.Panel) -> list[str]:
    days = company.tables["sales"].columns["date"].days  # type: ignore[union-attr]
    return [str(np.datetime64(day, "D")) for day in days.tolist()]


def test_an_assumed_measure_is_paid_and_named() -> None:
    """Without ratings, 90 % is assumed: half the base at 90 %, and the comparison says so."""
    found = cp.compare([relation("new")], panel(SIDE_BY_SIDE), assume={"relation": "90%"})
    lines = [row for row in found.results[0].lines.rows() if row["component"] == "relation"]
    assert {(row["participant_id"], row["paid"]) for row in lines} == {("P1", "450.00"), ("P2", "900.00")}
    assert {row["attainment"] for row in lines} == {"0.9"}
    assert found.assumed == (("new", "relation", Fraction(9, 10)),)


def test_a_plan_s_own_assumption_counts_unless_another_is_given() -> None:
    """``assume`` of the plan file is used and named; the one of the call goes before it."""
    plan = relation("new", relation="80%")
    assert cp.compare([plan], panel(SIDE_BY_SIDE)).assumed == (("new", "relation", Fraction(4, 5)),)
    found = cp.compare([plan], panel(SIDE_BY_SIDE), assume={"relation": 1})
    assert found.assumed == (("new", "relation", Fraction(1)),)


def test_only_plans_with_the_measure_rest_on_what_is_assumed() -> None:
    """A plan that does not pay by the assumed measure is not labelled."""
    found = cp.compare(
        [plan_of({"id": "old"}), relation("new")], panel(SIDE_BY_SIDE), assume={"relation": "1.0"}
    )
    assert found.assumed == (("new", "relation", Fraction(1)),)


def test_an_explanation_says_what_is_assumed() -> None:
    """In a replay's explanation the assumed attainment is given, with a note."""
    found = cp.compare([relation("new")], panel(SIDE_BY_SIDE), assume={"relation": "90%"})
    lines = {part.name: part for part in cp.explain(found.results[0], "P1", "2027-02").payment.of}
    notes, parts = [], [lines["relation"]]
    while parts:
        part = parts.pop()
        parts += part.of
        notes.append(part.note or "")
    assert "assumed: history did not record it" in notes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"currency": "EUR"}, "CP352 plan 'b' pays in EUR, plan 'a' in USD"),
        ({"starts": "2028-01-01"}, "CP366 plan 'b' starts in 2028-01, plan 'a' in 2027-01"),
    ],
    ids=["currency", "start"],
)
def test_plans_that_cannot_be_compared_are_refused(words: Raw, said: str) -> None:
    """Other currencies or starts are told, with a mend."""
    with pytest.raises(cp.DiagnosticError) as error:
        cp.compare([plan_of({"id": "a"}), plan_of({"id": "b"} | words)], panel(SIDE_BY_SIDE))
    (told,) = error.value.diagnostics
    assert f"{told.code} {told.message}" == said
    assert told.hint


def test_assuming_a_measure_that_no_plan_has_is_refused() -> None:
    """The measures that there are stand in the mend."""
    with pytest.raises(cp.DiagnosticError) as error:
        cp.compare([relation("new")], panel(SIDE_BY_SIDE), assume={"relatoin": "1"})
    (told,) = error.value.diagnostics
    assert (told.code, told.message, told.hint) == (
        "CP350",
        "no plan has a measure 'relatoin'",
        "measures are relation, revenue",
    )


def test_problems_of_all_plans_are_told_once() -> None:
    """Two plans that both miss the ratings say so in one message each; the same message comes once."""
    both = [relation("one"), relation("two")]
    with pytest.raises(cp.DiagnosticError) as error:
        cp.compare(both, panel(SIDE_BY_SIDE))
    assert [each.message for each in error.value.diagnostics] == [
        "plan 'one' needs the table 'ratings', which the data does not have",
        "plan 'two' needs the table 'ratings', which the data does not have",
    ]
