"""Counts are kept in as few bytes as hold them, and no cent depends on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from benchmarks.arrays import MONTHS, compiled_of, inputs_of, plan_text
from benchmarks.exact import exact_cents
from compplan.engine.card import Card
from compplan.engine.exact.widths import KINDS, narrow
from compplan.engine.run import evaluate
from tests.engine.small import panel, report_card, rows_of
from tests.oracle.evaluate import evaluate as evaluate_plainly
from tests.oracle.reading import read_plan
from tests.oracle.small_case import person, small_plan
from tests.oracle.yaml_text import Raw
from tests.oracle.yaml_text import plan_text as text_of

MOST = [int(np.iinfo(kind).max) for kind in KINDS[:-1]] + [2**62]
PEOPLE = 2
CELLS = 6 * MONTHS * PEOPLE


@settings(max_examples=15, deadline=None)
@given(
    kind=st.sampled_from(list(zip(KINDS, MOST, strict=True))),
    lot=st.randoms(use_true_random=False),
    fast=st.booleans(),
)
def test_any_width_pays_the_same_cents(kind: tuple[Any, int], lot: Any, *, fast: bool) -> None:
    """Counts up to the last that a width holds pay what plain rationals say."""
    if fast:
        pytest.importorskip("numba", reason="the extra 'fast' is not installed")
    width, most = kind
    responses = [most - lot.choice([0, 0, 1, 2, most // 3, most // 2]) for _ in range(CELLS)]
    favourable = [lot.choice([each, each - 1, each // 2, each * 4 // 5]) for each in responses]
    counts = [np.array(each).reshape(6, MONTHS, PEOPLE) for each in (responses, favourable)]
    assert {each.dtype for each in narrow(*counts)} == {np.dtype(width)}
    inputs = replace(inputs_of("ties", PEOPLE), responses=counts[0], favourable=counts[1])
    exact = np.array(exact_cents(plan_text(), inputs, range(inputs.cells)))
    kept = replace(inputs, responses=counts[0].astype(width), favourable=counts[1].astype(width))
    result = evaluate(compiled_of(kept), fast=fast)
    for component, cents in zip(result.components, exact.T, strict=True):
        assert component.paid.paid.ravel().tolist() == cents.tolist()


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=4), st.integers(0, 62))
def test_numbers_are_kept_in_the_narrowest_that_holds_them(numbers: list[int], shift: int) -> None:
    """None is changed, and the next narrower kind would not hold them all."""
    numbers = [number >> shift for number in numbers]
    (found,) = narrow(np.array(numbers))
    assert found.tolist() == numbers
    narrower = KINDS[: KINDS.index(found.dtype.type)]
    for info in map(np.iinfo, narrower):
        assert min(numbers) < info.min or max(numbers) > info.max


MANY = {"P1": (200, 255, 40), "P2": (255, 255, 1)}
"""Responses of each month: one month's fit a byte, sums of months and of participants do not."""


@pytest.mark.parametrize(
    ("card", "measure"),
    [
        ({}, {}),
        ({}, {"accumulate": "year_to_date", "balance": "carry"}),
        ({"minimum_responses": {"count": "300", "pool_previous_months": "2", "then": "zero"}}, {}),
        ({"shrinkage": {"to": "team", "strength": "7"}}, {}),
        ({"shrinkage": {"to": "plan"}}, {}),
        ({"most_per_account": "3"}, {}),
    ],
    ids=["month", "to date", "pooled", "team", "plan", "by account"],
)
def test_sums_over_windows_and_participants_do_not_wrap(card: Raw, measure: Raw) -> None:
    """Where months or participants come together beyond what a byte holds, every figure is the oracle's."""
    words = report_card(**card)
    words["measures"]["relation"] |= measure
    text = text_of(small_plan({}) | words)
    tables = {
        "participants": [person(team="north"), person(participant_id="P2", team="north")],
        "ratings": [
            {
                "participant_id": who,
                "month": f"2027-0{month}",
                "behaviour": "listening",
                "rating": "good" if number * 7 % 10 < 2 + month else "poor",
                "customer_id": f"C{number % 90}",
            }
            for who, numbers in MANY.items()
            for month, many in enumerate(numbers, 1)
            for number in range(many)
        ],
    }
    result, plain = cp.run(cp.parse_plan(text), panel(tables)), evaluate_plainly(read_plan(text), tables)
    source = result.plans[0].compiled.components[0].source
    assert isinstance(source, Card)
    assert source.responses.dtype.itemsize < 8
    for found, expected in ((result.lines, plain.lines), (result.report_card, plain.report_card)):
        rows = {(row["participant_id"], row["month"]): row for row in rows_of(found)}
        assert len(rows) == len(expected)
        for row in expected:
            mine = rows[row["participant_id"], row["month"]]
            for name in ("earned", "paid", "responses", "favourable", "score"):
                assert name not in row or float(mine[name]) == pytest.approx(float(row[name]), rel=1e-9)
