from __future__ import annotations

import pytest

import compplan as cp

PLAN = """compplan: 1
id: small
title: Small
currency: USD
starts: 2027-01-01
years: 1
performance_period: month
payout_period: month
applies_to: {roles: [seller]}
weights: {before: {revenue: 100%}, path: steps, by_year: {1: {revenue: 100%}}}
measures:
  revenue:
    type: attainment
    actual: {table: sales, sum: amount}
    target: {table: quotas, value: quota}
    quota_proration: as_given
    curve: {type: linear, points: [[0%, 0%], [100%, 100%]]}
rules:
  best:
    type: recognition
    measure: revenue
    rank_by: level
    over_months: 1
    winners: 1
    ties: share
    every: month
    award: {by_year: {1: 1000.01}}
rounding: {to: 0.01, mode: half_up, at: component}
proration: {basis: calendar_days}
"""
PEOPLE = ("A", "B", "C")


def awards(plan: str, *months: tuple[int, int, int]) -> list[tuple[str, ...]]:
    """Give month, participant, rank and amount of each award, for the sales of A, B and C in some months."""
    return awarded(plan, sold(*months))


def sold(*months: tuple[int, int, int]) -> cp.Panel:
    """Give the company in which A, B and C sell this in some months."""
    rows = [
        (who, f"2027-{month:02d}", amount)
        for month, sold in enumerate(months, 1)
        for who, amount in zip(PEOPLE, sold, strict=True)
    ]
    who, periods = [row[0] for row in rows], [row[1] for row in rows]
    data = {
        "participants": {
            "participant_id": list(PEOPLE),
            "role": ["seller"] * 3,
            "target_incentive": ["12000"] * 3,
            "start_date": ["2026-01-01"] * 3,
        },
        "sales": {
            "participant_id": who,
            "date": [f"{period}-15" for period in periods],
            "amount": [str(row[2]) for row in rows],
        },
        "quotas": {"participant_id": who, "period": periods, "quota": ["300"] * len(rows)},
    }
    return cp.load_data(data)


def awarded(plan: str, panel: cp.Panel) -> list[tuple[str, ...]]:
    """Give month, participant, rank and amount of each award."""
    result = cp.run(cp.parse_plan(plan), panel)
    names = ("month", "participant_id", "rank", "award")
    return [tuple(row[name] for name in names) for row in result.recognition.rows()]


def test_those_who_tie_share_the_award() -> None:
    """Of 1,000.01 for one place, two get a half each, and the cent that is left goes to the first by id."""
    shared = [("2027-01", "A", "1", "500.01"), ("2027-01", "C", "1", "500.00")]
    assert awards(PLAN, (100, 50, 100)) == shared


def test_or_each_of_them_gets_it() -> None:
    """With ``ties: all`` both get all of it."""
    found = awards(PLAN.replace("ties: share", "ties: all"), (100, 50, 100))
    assert [(row[1], row[3]) for row in found] == [("A", "1000.01"), ("C", "1000.01")]


def test_places_are_filled_from_the_best() -> None:
    """Of two places the best takes one, and the two behind share the other."""
    found = awards(PLAN.replace("winners: 1", "winners: 2"), (90, 100, 90))
    assert [row[1:] for row in found] == [("B", "1", "1000.01"), ("A", "2", "500.01"), ("C", "2", "500.00")]


def test_who_has_not_improved_is_not_the_most_improved() -> None:
    """The change is to the month before: none in the first month, none where nobody is above it."""
    plan = PLAN.replace("rank_by: level", "rank_by: improvement")
    found = awards(plan, (100, 100, 100), (100, 90, 80), (100, 91, 85))
    assert found == [("2027-03", "C", "1", "1000.01")]


@pytest.mark.parametrize(("over", "expected"), [("1", "B"), ("2", "A")])
def test_the_level_is_the_mean_of_the_months(over: str, expected: str) -> None:
    """B is best in February, A over both months."""
    found = awards(PLAN.replace("over_months: 1", f"over_months: {over}"), (200, 50, 50), (90, 100, 50))
    assert found[-1][1] == expected


def test_a_scorecard_is_ranked_by_the_curves_of_what_it_is_made_of() -> None:
    """On one panel, another curve of the revenue awards another one; A is best until less counts for more."""
    panel = sold((200, 100, 50))
    more = """  same:
    type: attainment
    earns: nothing
    actual: {table: sales, sum: amount}
    target: 300
    curve: {type: flat, rate: 0}
  card: {type: scorecard, of: {revenue: 50%, same: 50%}, earns: amount, curve: {type: flat, rate: 1}}
rules:"""
    plan = PLAN.replace("rules:", more).replace("    measure: revenue", "    measure: card")
    first, *_ = awarded(plan, panel)
    other, *_ = awarded(plan.replace("[[0%, 0%], [100%, 100%]]", "[[20%, 100%], [100%, 0%]]"), panel)
    assert (first[1], other[1]) == ("A", "C")
