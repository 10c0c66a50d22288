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
    words: Raw | None = None,
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
    } | (words or {})
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


VALUES: Raw = {"scale": ["poor", "good"], "values": {"poor": "1", "good": "4"}, "attains_by": "mean_value"}


def test_an_account_counts_for_no_more_than_the_plan_says() -> None:
    """Three answers of one account count a third each: good 2/3 + 1 of 2 responses."""
    rows = accounts(("A", "good"), ("A", "good"), ("A", "poor"), ("B", "good"))
    (line, _) = card(rows, minimum={"count": "2"}, words={"most_per_account": "1"}).report_card
    assert (line["responses"], line["favourable"]) == (2, Fraction(5, 3))
    assert line["favourable_share"] == Fraction(5, 6)
    (plain, _) = card(rows, minimum={"count": "2"}).report_card
    assert (plain["responses"], plain["favourable"]) == (4, 3)


def test_a_mean_value_is_held_against_its_target() -> None:
    """Good, good and poor are worth 4, 4 and 1: a mean of 3, of a target of 4."""
    behaviours = {"listening": {"weight": "100%", "target": "4"}}
    outcome = card(
        ratings("listening", "2027-01", 2, 1),
        minimum={"count": "1"},
        words=VALUES | {"behaviours": behaviours},
    )
    (line,) = outcome.report_card
    assert (line["score"], line["favourable_share"]) == (3, Fraction(2, 3))
    assert paid(outcome) == [750_00]


def test_a_stated_number_of_the_teams_responses_is_added() -> None:
    """P1 has 3 of 4, the team 4 of 8: with 4 added, (3 + 4 x 1/2) / 8 = 5/8; P3 is in another team."""
    rows = ratings("listening", "2027-01", 3, 1) + of("P2", 1, 3) + of("P3", 9, 0)
    people = [person(team="x"), person(team="x") | {"participant_id": "P2"}, other("P3", "y")]
    words: Raw = {"shrinkage": {"to": "team", "strength": "4"}}
    outcome = card(rows, minimum={"count": "4"}, words=words, people=people)
    scores = [line["score"] for line in outcome.report_card if line["behaviour"] == "listening"]
    assert scores == [Fraction(5, 8), Fraction(3, 8), 1]


def test_the_strength_is_estimated_from_all_ratings_so_far() -> None:
    """Of shares 4/4, 2/4 and 0/4: B = 1, W = 1/9, n0 = 4: m = 4/9 / (8/9) = 1/2, rounded to 1."""
    rows = ratings("listening", "2027-01", 4, 0) + of("P2", 2, 2) + of("P3", 0, 4)
    people = [person(team="x"), other("P2", "x"), other("P3", "x")]
    outcome = card(rows, minimum={"count": "4"}, words={"shrinkage": {"to": "team"}}, people=people)
    scores = [line["score"] for line in outcome.report_card if line["behaviour"] == "listening"]
    assert scores == [Fraction(9, 10), Fraction(1, 2), Fraction(1, 10)]  # (4 + 1 x 6/12) / 5, ...


def of(who: str, good: int, poor: int) -> list[dict[str, str]]:
    """Give answers about another participant in January."""
    return [row | {"participant_id": who} for row in ratings("listening", "2027-01", good, poor)]


def other(who: str, team: str) -> dict[str, str]:
    """Give another participant of a team."""
    return person(team=team) | {"participant_id": who}


def accounts(*answers: tuple[str, str]) -> list[dict[str, str]]:
    """Give answers of accounts about P1 in January."""
    cells = {"participant_id": "P1", "behaviour": "listening", "month": "2027-01"}
    return [cells | {"customer_id": account, "rating": rating} for account, rating in answers]
