"""What report cards hold against targets, in the engine: laws, and what explanations and estimates say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.engine.rating.reliability import STRONGEST, correlation, needed, strength
from compplan.engine.rating.scored import Points, Shrunk, scored
from tests.engine.recalculate import recalculate
from tests.rating.company import DATA, plan, rated

ANSWERS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 40)), min_size=2, max_size=8)


def _sums(answers: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    n = np.array([many for many, _ in answers])
    return n, np.minimum(n, np.array([good for _, good in answers]))


@settings(max_examples=25, deadline=None)
@given(ANSWERS)
def test_the_strength_is_what_has_reliability_one_half(answers: list[tuple[int, int]]) -> None:
    """The exact estimate is (1 - r) / r of the analysis in floats, to the nearest whole number."""
    n, good = _sums(answers)
    r = correlation(n.astype(float), good.astype(float), good.astype(float))
    found = strength(n, good, 1, good, 1)
    if r != r:  # noqa: PLR0124 (nan)
        assert found == 0 or n.sum() > len(n)
    elif r > 0:
        assert abs(min((1 - r) / r, STRONGEST) - found) <= 0.5 + 1e-6 * found
    else:
        assert found == STRONGEST


@settings(max_examples=25, deadline=None)
@given(ANSWERS, st.integers(1, STRONGEST))
def test_a_shrunken_score_lies_between_own_and_teams(answers: list[tuple[int, int]], added: int) -> None:
    """It is between the participant's share and the team's, and as the formula says, exactly."""
    n, good = (values.reshape(1, 1, -1) for values in _sums(answers))
    whole = np.full_like(n, n.sum()), Points(np.full_like(good, good.sum()), 1)
    shrunk = Shrunk(*whole, np.array([[added]]), np.zeros((1, len(answers)), dtype=np.int64))
    found = scored(n, Points(good, 1), shrunk)
    team = Fraction(int(good.sum()), int(n.sum()))
    for at in range(len(answers)):
        own = Fraction(int(good[0, 0, at]), int(n[0, 0, at]))
        score = Fraction(int(found.top[0, 0, at]), int(found.bottom[0, 0, at]))
        assert min(own, team) <= score <= max(own, team)
        assert score == (int(good[0, 0, at]) + added * team) / (int(n[0, 0, at]) + added)


def test_scores_stay_exact_beyond_64_bits() -> None:
    """Where products leave int64, Python integers take over."""
    n = np.array([[[10**6, 10**6]]])
    points = Points(np.array([[[10**15, 0]]]), 10**10)
    whole = Points(np.full_like(points.total, 10**15), 10**10)
    shrunk = Shrunk(n * 2, whole, np.array([[10_000]]), np.zeros((1, 2), dtype=np.int64))
    found = scored(n, points, shrunk)
    assert found.top.dtype == object
    exact = (Fraction(10**15, 10**10) + 10_000 * Fraction(10**15, 10**10) / 2_000_000) / 1_010_000
    assert Fraction(found.top[0, 0, 0], found.bottom[0, 0, 0]) == exact


def test_no_reliability_needs_no_number() -> None:
    """Responses needed follow from the correlation, and are unknown where people do not differ."""
    assert needed(0.5) == 1.0
    assert np.isnan(needed(0.0))


@pytest.mark.parametrize(
    ("words", "score", "paid"),
    [
        ({}, "0.75", "750.00"),
        ({"most_per_account": "1"}, "0.6666666667", "666.67"),
        ({"shrinkage": "{to: plan, strength: 4}"}, "0.6666666667", "666.67"),
        ({"most_per_account": "1", "shrinkage": "{to: team, strength: 2}"}, "0.6666666667", "666.67"),
    ],
)
def test_a_payment_follows_the_words_and_its_explanation_can_be_computed_again(
    words: dict[str, Any], score: str, paid: str
) -> None:
    """Ann has good of A, A and B and poor of C; Bob, in no team, 5 of 8; the explanation gives the same."""
    result = cp.run(plan(**words), rated())
    (row,) = (row for row in result.report_card.rows() if row["participant_id"] == "ann")
    assert row["score"] == score
    (payment,) = (row for row in result.payments.rows() if row["participant_id"] == "ann")
    assert payment["amount"] == paid
    from compplan.report.explanation_json import explanation_document

    wrong: list[str] = []
    document = explanation_document(cp.explain(result, "ann", "2027-01"))
    assert recalculate(document["payment"], wrong) == Fraction(paid)
    assert wrong == []


def test_the_mean_value_is_shown_beside_the_share() -> None:
    """With values, the report card shows the mean, whatever is held against the target."""
    result = cp.run(plan(values="{poor: 1, good: 5}"), rated())
    row = next(result.report_card.rows())
    assert (row["favourable_share"], row["mean_value"], row["score"]) == ("0.75", "4", "0.75")


def test_accounts_that_count_once_need_their_ids() -> None:
    """Without the column of accounts the run says what is missing."""
    ratings = {name: cells for name, cells in DATA["ratings"].items() if name != "customer_id"}
    with pytest.raises(cp.DiagnosticError, match="customer_id"):
        cp.run(plan(most_per_account="1"), cp.load_data({**DATA, "ratings": ratings}))
