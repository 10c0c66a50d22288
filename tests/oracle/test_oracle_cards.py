"""The oracle against figures worked by hand: report cards."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.oracle.cases import Outcome
from tests.oracle.small_case import IDENTITY, person, ratings, run
from tests.oracle.yaml_text import Raw

MINIMUM: Raw = {"count": "5", "pool_previous_months": "2", "then": "exclude"}
BEHAVIOURS: Raw = {
    "listening": {"weight": "60%", "target": "80%"},
    "consulting": {"weight": "40%", "target": "50%"},
}


def card(
    rows: list[dict[str, str]],
    *,
    minimum: Raw | None = None,
    cap: str = "none",
    plan: Raw | None = None,
    measure: Raw | None = None,
    **more: Any,
) -> Outcome:
    """Run a plan of one report card with two behaviours; a base of 1,000 pays the attainment."""
    report_card = {
        "ratings": "ratings",
        "scale": ["poor", "good"],
        "favourable": ["good"],
        "minimum_responses": MINIMUM | (minimum or {}),
        "attainment_cap": cap,
        "behaviours": BEHAVIOURS,
    }
    revenue = {"type": "report_card", "report_card": "customer", "curve": IDENTITY} | (measure or {})
    whole = {"measures": {"revenue": revenue}, "report_cards": {"customer": report_card}} | (plan or {})
    return run(plan=whole, ratings=rows, **more)


def paid(outcome: Outcome) -> list[int]:
    """List what the lines pay."""
    return [line["paid"] for line in outcome.lines]


def test_attainment_weighs_the_behaviours() -> None:
    """Shares over targets, weighed: .6 x (.6/.8) + .4 x (.6/.5) = .45 + .48 = 93 %."""
    rows = ratings("listening", "2027-01", 3, 2) + ratings("consulting", "2027-01", 3, 2)
    outcome = card(rows)
    assert paid(outcome) == [930_00]
    assert [line["attainment"] for line in outcome.report_card] == [Fraction(3, 4), Fraction(6, 5)]


def test_attainment_cap_limits_each_behaviour() -> None:
    """At most 110 % of consulting: .45 + .4 x 1.1 = 89 %."""
    rows = ratings("listening", "2027-01", 3, 2) + ratings("consulting", "2027-01", 3, 2)
    assert paid(card(rows, cap="110%")) == [890_00]


@pytest.mark.parametrize(
    ("then", "counted", "cents"),
    [
        ("exclude", "excluded", 750_00),  # listening alone: .6/.8
        ("neutral", "neutral", 850_00),  # .6 x .75 + .4 x 1
        ("zero", "zero", 450_00),  # .6 x .75
    ],
)
def test_too_few_responses(then: str, counted: str, cents: int) -> None:
    """A behaviour with four of five responses needed is left out, neutral or zero."""
    rows = ratings("listening", "2027-01", 3, 2) + ratings("consulting", "2027-01", 4, 0)
    outcome = card(rows, minimum={"then": then})
    assert paid(outcome) == [cents]
    assert [line["counted"] for line in outcome.report_card] == ["counted", counted]


def test_all_excluded_is_neutral() -> None:
    """Without any behaviour that counts the measure pays at 100 %."""
    outcome = card(ratings("listening", "2027-01", 0, 4))
    assert paid(outcome) == [1000_00]
    assert [line["attainment"] for line in outcome.report_card] == [None, None]


def test_pooling_stops_at_the_count() -> None:
    """The window reaches back, before the plan, only as far as the count needs."""
    # January 2 good of 2; December 1 of 3 makes 3 of 5; November is not needed. Listening .6/.8 = 75 %.
    rows = (
        ratings("listening", "2027-01", 2, 0)
        + ratings("listening", "2026-12", 1, 2)
        + ratings("listening", "2026-11", 9, 0)
    )
    outcome = card(rows)
    listening, consulting = outcome.report_card
    assert (listening["responses"], listening["favourable"], listening["pooled_months"]) == (5, 3, 1)
    assert (consulting["responses"], consulting["pooled_months"]) == (0, 2)
    assert paid(outcome) == [750_00]


def test_pooling_stays_in_the_stretch() -> None:
    """Answers from before a leave are not pooled; those of adjoining segments are."""
    # A segment to 30 November, one from 5 December and one from 1 January: the stretch begins in December.
    rows = (
        ratings("listening", "2027-01", 1, 1)
        + ratings("listening", "2026-12", 1, 0)
        + ratings("listening", "2026-11", 5, 0)
    )
    people = [person(end="2026-12-01"), person("2026-12-05", "2027-01-01"), person("2027-01-01")]
    (line, _) = card(rows, people=people).report_card
    assert (line["responses"], line["pooled_months"], line["counted"]) == (3, 1, "excluded")


def test_window_of_a_quarter_is_cut_to_the_stretch() -> None:
    """Who leaves in February has a window of January and February on the quarter's card."""
    # 3 + 1 good of 8: .5/.8 = 62.5 %, of a base of 1,000 + 500 (14 of 28 days) = 937.50.
    rows = (
        ratings("listening", "2027-01", 3, 1)
        + ratings("listening", "2027-02", 1, 3)
        + ratings("listening", "2027-03", 9, 0)
    )
    quarterly: Raw = {"performance_period": "quarter", "payout_period": "quarter"}
    outcome = card(rows, plan=quarterly, people=[person(end="2027-02-15")])
    assert paid(outcome) == [937_50]
    assert [line["month"] for line in outcome.report_card] == ["2027-03", "2027-03"]
    assert outcome.report_card[0]["responses"] == 8


def test_to_date_window_grows() -> None:
    """With ``year_to_date`` the window holds the plan year so far."""
    # January 4 of 5: 100 % of 1,000. To date 6 of 10: .6/.8 = 75 % of 2,000 = 1,500: 500 more.
    rows = ratings("listening", "2027-01", 4, 1) + ratings("listening", "2027-02", 2, 3)
    outcome = card(rows, measure={"accumulate": "year_to_date", "balance": "recover"})
    assert paid(outcome) == [1000_00, 500_00]
    assert [line["responses"] for line in outcome.report_card] == [5, 0, 10, 0]
