"""The tables of surveys and comments: who answered, patterns, and what participants may read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import compplan as cp
from tests.rating.company import DATA, plan

Answer = tuple[str, str, str, str]
"""Month, rating, account and comment of an answer about ann."""


def tables(answers: Sequence[Answer], accounts: int = 4) -> cp.Result:
    """Run the plan on answers about ann, who holds so many accounts."""
    columns = zip(*answers, strict=True)
    month, rating, account, comment = (list(column) for column in columns)
    count = len(answers)
    ratings = {
        "participant_id": ["ann"] * count,
        "month": month,
        "behaviour": ["listening"] * count,
        "rating": rating,
        "customer_id": account,
        "comment": comment,
    }
    held = {"account_id": [f"A{at}" for at in range(accounts)], "participant_id": ["ann"] * accounts}
    data = {"participants": DATA["participants"], "ratings": ratings, "accounts": held}
    return cp.run(plan(), cp.load_data(data))


def of_ann(result: cp.Result) -> dict[str, str]:
    """Give ann's last survey."""
    return [row for row in result.surveys.rows() if row["participant_id"] == "ann"][-1]


def test_a_survey_says_how_many_of_the_accounts_answered() -> None:
    """Two of four accounts gave three answers, one with a comment; nobody was asked about bob."""
    result = tables(
        [("2027-01", "good", "A1", ""), ("2027-01", "poor", "A1", "slow"), ("2027-01", "good", "A2", "")]
    )
    row = of_ann(result)
    assert (row["accounts"], row["accounts_answered"]) == ("4", "2")
    assert (row["responses"], row["comments"]) == ("3", "1")
    bob = [row for row in result.surveys.rows() if row["participant_id"] == "bob"]
    assert [(row["accounts"], row["responses"]) for row in bob] == [("0", "0")]


def usual(*counts: int) -> list[Answer]:
    """Give so many answers in each month from January on, of accounts and categories in turn."""
    return [
        (f"2027-{month:02d}", "good" if at % 2 else "poor", f"A{at % 3}", "")
        for month, count in enumerate(counts, 1)
        for at in range(count)
    ]


@pytest.mark.parametrize(
    ("answers", "accounts", "patterns"),
    [
        (usual(6), 4, ""),
        ([("2027-01", "good", "A1", "")] * 3, 4, "one_account"),
        ([("2027-01", "good", "A1", "")] * 3, 1, ""),
        ([("2027-01", "good", "", "")] * 3, 4, ""),
        ([("2027-01", "good", f"A{at % 3}", "") for at in range(10)], 4, "all_equal"),
        ([("2027-01", "good", f"A{at % 3}", "") for at in range(9)], 4, ""),
        (usual(3, 3, 3, 10), 4, "burst"),
        (usual(3, 3, 3, 9), 4, ""),
        (usual(3, 3, 10), 4, ""),
        (usual(4, 3, 4, 4, 12), 4, ""),
    ],
    ids=[
        "ordinary",
        "one of four accounts",
        "the only account",
        "unknown accounts",
        "all equal",
        "few equal",
        "a burst",
        "more, but few",
        "months before too few",
        "three times as many",
    ],
)
def test_patterns_are_named(answers: list[Answer], accounts: int, patterns: str) -> None:
    """One account that says most, ten equal answers, or far more than in three months before are told."""
    assert of_ann(tables(answers, accounts))["patterns"] == patterns


def test_comments_name_no_customer_and_say_whether_they_are_shown() -> None:
    """Three answers are enough to show what was said; two are not."""
    january = [
        ("2027-01", "good", "A1", "Zealous"),
        ("2027-01", "good", "A2", "All ears"),
        ("2027-01", "good", "A3", ""),
    ]
    february = [("2027-02", "good", "A1", "Too few"), ("2027-02", "good", "A2", "")]
    result = tables([*january, *february])
    assert [(row["month"], row["comment"], row["shown"], row["row"]) for row in result.comments.rows()] == [
        ("2027-01", "All ears", "yes", "2"),
        ("2027-01", "Zealous", "yes", "1"),
        ("2027-02", "Too few", "no", "4"),
    ]
    assert "customer_id" not in result.comments.columns
    assert result.comments["behaviour"].tolist() == ["listening"] * 3


def test_a_plan_without_ratings_has_no_surveys() -> None:
    """The tables are there, with their columns and no row."""
    folder = cp.bundled("plans")
    result = cp.run(cp.load_plan(folder / "managers.yaml"), folder / "data", through="2027-03")
    assert (len(result.surveys), len(result.comments)) == (0, 0)
    assert "patterns" in result.surveys.columns


def test_the_trend_is_the_change_over_three_months() -> None:
    """Two of four in January, three of three in April: 50 points up; before, there is nothing to compare."""
    january = [("2027-01", rating, "A1", "") for rating in ("good", "good", "poor", "poor")]
    result = tables([*january, *[("2027-04", "good", "A1", "")] * 3])
    rows = [row for row in result.report_card.rows() if row["participant_id"] == "ann"]
    assert [row["trend"] for row in rows] == ["", "", "", "0.5"]
