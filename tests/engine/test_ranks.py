"""Pay by rank: places among others, exactly, and what ties, groups and the order of people do to them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.report.explanation_json import explanation_document
from tests.engine.recalculate import recalculate
from tests.engine.small import panel, rows_of
from tests.oracle.small_case import person, small_plan
from tests.oracle.yaml_text import Raw, plan_text

POINTS = {"type": "linear", "points": [["1", "1000"], ["101", "0"]]}
"""Pays 1,010 less ten times the rank, so that the pay tells the rank."""


def pay(figures: list[tuple[int, int]], groups: str, *, words: Raw | None = None) -> cp.Result:
    """Pay people, each with an actual and a target, by rank in their regions."""
    curve = POINTS | {"by": "rank", "within": "region", "ties": "average"} | (words or {})
    plan = small_plan({"earns": "amount", "curve": curve})
    del plan["weights"]
    ids = [f"P{at:02d}" for at in range(len(figures))]
    tables = {
        "participants": [
            person(participant_id=who, region=group) for who, group in zip(ids, groups, strict=True)
        ],
        "sales": [
            {"participant_id": who, "date": "2027-01-15", "amount": str(amount)}
            for who, (amount, _) in zip(ids, figures, strict=True)
        ],
        "quotas": [
            {"participant_id": who, "period": "2027-01", "quota": str(quota)}
            for who, (_, quota) in zip(ids, figures, strict=True)
        ],
    }
    return cp.run(cp.parse_plan(plan_text(plan)), panel(tables))


def ranks(result: cp.Result) -> list[Fraction]:
    """Tell ranks from what is paid."""
    return [Fraction(101_000 - row["paid"], 1000) for row in rows_of(result.lines)]


FIGURES = st.lists(st.tuples(st.integers(0, 12), st.sampled_from([3, 6, 7, 21])), min_size=1, max_size=12)


@given(FIGURES, st.text("ns", min_size=12, max_size=12), st.sampled_from(["best", "average"]))
@settings(max_examples=25, deadline=None)
def test_a_rank_counts_who_is_strictly_better(figures: list[tuple[int, int]], text: str, ties: str) -> None:
    """Attainments of thirds and sevenths that are equal share a place, and no others do."""
    groups = text[: len(figures)]
    exact = [Fraction(amount, quota) for amount, quota in figures]
    expected = []
    for one, group in zip(exact, groups, strict=True):
        mine = [other for other, its in zip(exact, groups, strict=True) if its == group]
        share = Fraction(mine.count(one) - 1, 2) if ties == "average" else 0
        expected.append(1 + sum(other > one for other in mine) + share)
    assert ranks(pay(figures, groups, words={"ties": ties})) == expected


@given(FIGURES)
@settings(max_examples=15, deadline=None)
def test_ranks_average_to_the_middle(figures: list[tuple[int, int]]) -> None:
    """With averages, the ranks of a group sum to 1 + 2 + ... whatever is shared."""
    found = ranks(pay(figures, "n" * len(figures)))
    assert sum(found) == len(figures) * (len(figures) + 1) // 2


def test_attainments_that_floats_cannot_tell_apart_have_two_ranks() -> None:
    """A difference of one part in 10 to the 20th decides, and equal fractions written apart do not."""
    apart = [(10**10, 10**10 + 1), (10**10 - 1, 10**10), (1, 3), (3, 9)]
    assert ranks(pay(apart, "nnnn")) == [1, 2, Fraction(7, 2), Fraction(7, 2)]


def test_fewer_may_rank_first() -> None:
    """Of a value measure, one word turns the ranks round."""
    assert ranks(_of_values(["5", "3", "4"], "higher_is_better")) == [1, 3, 2]
    assert ranks(_of_values(["5", "3", "4"], "lower_is_better")) == [3, 1, 2]


def _of_values(amounts: list[str], direction: str) -> cp.Result:
    curve = POINTS | {"by": "rank", "within": "all", "ties": "best"}
    plan = small_plan({})
    words = {"type": "value", "direction": direction, "earns": "amount", "curve": curve}
    plan["measures"] = {"sales": words | {"actual": {"table": "sales", "sum": "amount"}}}
    del plan["weights"]
    rows = [
        {"participant_id": f"P{at}", "date": "2027-01-15", "amount": amount}
        for at, amount in enumerate(amounts)
    ]
    people = [person(participant_id=f"P{at}") for at in range(len(amounts))]
    return cp.run(cp.parse_plan(plan_text(plan)), panel({"participants": people, "sales": rows}))


def test_a_rank_is_explained() -> None:
    """The explanation counts who is better, and computes again to what is paid."""
    result = pay([(3, 3), (2, 3), (4, 6), (1, 3)], "nnnn")
    wrong = list[str]()
    payment = explanation_document(cp.explain(result, "P02", "2027-01"))["payment"]
    assert recalculate(payment, wrong) == 985
    assert wrong == []
    assert "of 4 in region n, by 66.6667%" in str(payment)
