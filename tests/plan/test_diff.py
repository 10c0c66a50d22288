"""What changes from one plan to another: in the plan's terms, with the months in which it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compplan.plan.diff import Change, diff
from compplan.plan.digest import digest
from compplan.plan.load import parse_plan
from tests.plan.edits import BASE, replaced, with_block

ALL, YEAR_1, YEAR_2 = ("2027-01", "2028-12"), ("2027-01", "2027-12"), ("2028-01", "2028-12")
CHANGES = {
    "a weight of a year": (
        replaced(("2: {revenue: 50%, relationship: 50%}", "2: {revenue: 55%, relationship: 45%}")),
        [("weight of revenue", "50%", "55%", *YEAR_2), ("weight of relationship", "50%", "45%", *YEAR_2)],
    ),
    "a rate of a band": (
        replaced(("{rate: 2.0}", "{rate: 2.5}")),
        [("measures revenue curve bands 2 rate", "200%", "250%", *ALL)],
    ),
    "a target that is a mean value": (
        replaced(
            (
                "favourable: [good]",
                "favourable: [good]\n    values: {poor: 1, average: 3, good: 5}\n    attains_by: mean_value",
            ),
            ("listening: {weight: 60%, target: 80%}", "listening: {weight: 60%, target: 4.2}"),
        ),
        [
            ("report_cards customer behaviours listening target", "80%", "4.2", *ALL),
            ("report_cards customer values", None, "[1, 3, 5]", *ALL),
            ("report_cards customer attains_by", None, "mean_value", *ALL),
        ],
    ),
    "a word": (
        replaced(("then: exclude", "then: neutral")),
        [("report_cards customer minimum_responses then", "exclude", "neutral", *ALL)],
    ),
    "a count": (
        replaced(("count: 5", "count: 6")),
        [("report_cards customer minimum_responses count", "5", "6", *ALL)],
    ),
    "money": (replaced(("to: 0.01", "to: 0.05")), [("rounding to", "0.01", "0.05", *ALL)]),
    "a new word": (
        replaced(("quota_proration: as_given\n", "quota_proration: as_given\n    accumulate: period\n")),
        [],
    ),
    "a curve with a cap": (
        replaced(("points: [[0%, 0%], [100%, 100%]]", "points: [[0%, 0%], [100%, 100%]], cap: 90%")),
        [("measures relationship curve cap", None, "90%", *ALL)],
    ),
    "another title": (replaced(("title: Base", "title: Other")), [("title", "Base", "Other", *ALL)]),
}  # fmt: skip


def _told(changes: tuple[Change, ...]) -> list[tuple[str | None, ...]]:
    return [(each.what, each.old, each.new, each.first, each.last) for each in changes]


@pytest.mark.parametrize(("text", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_told_once_in_the_plans_terms(text: str, expected: list[tuple[str, ...]]) -> None:
    """One edit of a plan is told as what it means, from its first to its last month."""
    assert _told(diff(parse_plan(BASE), parse_plan(text))) == expected


def test_weights_are_compared_month_by_month() -> None:
    """Another path with the same weights changes none; those that differ every month are told by year."""
    monthly = with_block(
        "weights:\n  before: {revenue: 100%, relationship: 0%}\n  path: monthly\n  by_month:\n"
        "    1: {revenue: 80%, relationship: 20%}\n    13: {revenue: 50%, relationship: 50%}"
    )
    assert _told(diff(parse_plan(BASE), parse_plan(monthly))) == [
        ("weights path", "steps", "monthly", "2027-01", "2028-12")
    ]
    linear = with_block(
        "weights:\n  before: {revenue: 100%, relationship: 0%}\n  path: linear\n"
        "  to: {revenue: 40%, relationship: 60%}\n  over_months: 24"
    )
    assert [told for told in _told(diff(parse_plan(BASE), parse_plan(linear))) if told[3:] == YEAR_1] == [
        ("weight of revenue", "80%", "97.5% to 70%", "2027-01", "2027-12"),
        ("weight of relationship", "20%", "2.5% to 30%", "2027-01", "2027-12"),
    ]


EDITS = [text for text, _ in CHANGES.values()]


@given(st.sampled_from([BASE, *EDITS]), st.sampled_from([BASE, *EDITS]))
def test_plans_differ_if_and_only_if_their_digests_do(one: str, other: str) -> None:
    """No difference is silent, and what is told backwards is the same."""
    old, new = parse_plan(one), parse_plan(other)
    changes, back = diff(old, new), diff(new, old)
    assert (changes == ()) == (digest(old) == digest(new))
    assert [(each.path, each.old, each.new) for each in changes] == [
        (each.path, each.new, each.old) for each in back
    ]
