"""Estimates are what a run pays on data that say what was stated."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import compplan as cp
from compplan.engine.estimating.estimate import Estimate, estimate
from compplan.months import parse_month
from tests.cli.company import PLAN, TABLES
from tests.engine.small import panel, plan_of, report_card
from tests.oracle.small_case import monthly, person, sales, small_plan
from tests.oracle.yaml_text import plan_text

TO_DATE = {"accumulate": "year_to_date", "balance": "carry"}
BANDS = {"type": "tiered_marginal", "bands": [{"to": "100%", "rate": "1"}, {"rate": "2"}]}


def _estimate(plan: cp.Plan, month: str, stated: dict[str, str], **tables: Any) -> Estimate:
    index = parse_month(month)
    assert index is not None
    data = panel({"participants": [person()], **tables})
    return estimate([plan], data, "P1", index, {name: Fraction(value) for name, value in stated.items()})


def _paid(plan: cp.Plan, through: str, **tables: Any) -> int:
    result = cp.run(plan, panel({"participants": [person()], **tables}), through=through)
    return int(result.payments["amount"][-1])


@pytest.mark.parametrize(
    "measure", [{"curve": BANDS}, {"curve": BANDS, **TO_DATE}], ids=["period", "to date"]
)
@given(amounts=st.lists(st.integers(0, 3000), min_size=3, max_size=3))
def test_a_stated_actual_pays_what_such_rows_would(measure: Any, amounts: list[int]) -> None:
    """The rows of the last month need not be there: a figure for them is paid as they would be."""
    plan, quotas = plan_of(measure=measure), monthly(3)
    texts = [str(amount) for amount in amounts]
    found = _estimate(plan, "2027-03", {"revenue": texts[-1]}, sales=sales(*texts[:-1]), quotas=quotas)
    assert found.payment == _paid(plan, "2027-03", sales=sales(*texts), quotas=quotas)


@given(good=st.integers(0, 20))
def test_a_stated_share_pays_what_such_ratings_would(good: int) -> None:
    """A behaviour's share stands for ratings of which so many are favourable."""
    plan = plan_of(report_card())
    row = {"participant_id": "P1", "month": "2027-01", "behaviour": "listening"}
    ratings = [row | {"rating": "good" if i < good else "poor"} for i in range(20)]
    found = _estimate(plan, "2027-01", {"listening": f"{good}/20"}, ratings=ratings[:1])
    assert found.payment == _paid(plan, "2027-01", ratings=ratings)


def _companies() -> Iterator[Any]:
    for month in ("2027-01", "2027-02", "2027-03"):
        for stated in ({}, {"revenue": Fraction(9000)}, {"listening": Fraction(1, 2)}):
            for who in ("ann", "bob"):
                yield pytest.param(who, month, stated, id=f"{who} {month} {' '.join(stated)}")


@pytest.mark.parametrize(("who", "month", "stated"), list(_companies()))
def test_a_next_step_brings_what_it_promises(who: str, month: str, stated: dict[str, Fraction]) -> None:
    """Whoever states the figure of a step is told the payment that the step promised."""
    plan, index = cp.parse_plan(PLAN), parse_month(month)
    assert index is not None
    data = cp.load_data({name: _columns(text) for name, text in TABLES.items()})
    found = estimate([plan], data, who, index, stated)
    assert found.payment == sum(line.paid for line in found.lines)
    assert found.steps
    for step in found.steps:
        again = estimate([plan], data, who, index, stated | {step.name: step.value})
        assert (again.payment, step.more) == (step.payment, step.payment - found.payment), step.name


def test_nothing_stated_is_the_payment_of_the_run() -> None:
    """Without a stated figure, the estimate is the payment."""
    plan, rows = plan_of(), sales("500", "700")
    found = _estimate(plan, "2027-02", {}, sales=rows, quotas=monthly(2))
    assert found.payment == _paid(plan, "2027-02", sales=rows, quotas=monthly(2))


def test_the_step_past_an_edge_that_belongs_to_the_band_below_is_a_cent_past_it() -> None:
    """With ``includes: to``, the next band begins one minor unit later."""
    bands = [{"to": "50%", "rate": "0"}, {"rate": "1"}]
    plan = plan_of(measure={"curve": {"type": "step", "bands": bands, "includes": "to"}})
    found = _estimate(plan, "2027-01", {"revenue": "0"}, sales=sales("0"), quotas=monthly(1))
    assert [(step.value, step.more > 0) for step in found.steps] == [(Fraction("500.01"), True)]


def _columns(text: str) -> dict[str, list[str | None]]:
    header, *rows = (line.split(",") for line in text.splitlines())
    return {name: [row[at] or None for row in rows] for at, name in enumerate(header)}


MADE_OF_OTHERS: dict[str, Any] = {
    "scorecard": {
        "type": "scorecard",
        "earns": "amount",
        "of": {"revenue": "60%", "calls": "40%"},
        "curve": {"type": "flat", "rate": "1000"},
    },
    "matrix": {
        "type": "matrix",
        "earns": "amount",
        "rows": {"measure": "revenue", "breaks": ["50%", "100%"]},
        "columns": {"measure": "calls", "breaks": ["50%", "100%"]},
        "grid": [["100", "200"], ["300", "600"]],
        "cells": "interpolated",
    },
}


@pytest.mark.parametrize("kind", MADE_OF_OTHERS)
def test_a_stated_actual_moves_what_is_made_of_it(kind: str) -> None:
    """A figure of one measure is paid by the scorecard or matrix that looks at it."""
    raw = small_plan({"earns": "nothing", "curve": BANDS})
    calls: dict[str, Any] = {"type": "attainment", "earns": "nothing", "target": "2"}
    calls["actual"] = {"table": "events", "count": "rows"}
    raw["measures"] |= {"calls": calls, "both": MADE_OF_OTHERS[kind]}
    del raw["weights"]
    plan, events = cp.parse_plan(plan_text(raw)), [{"participant_id": "P1", "date": "2027-01-11"}]
    rows = {"quotas": monthly(1), "events": [row | {"kind": "call"} for row in events]}
    for amount in ("400", "800", "1300"):
        found = _estimate(plan, "2027-01", {"revenue": amount}, sales=sales("10"), **rows)
        assert found.payment == _paid(plan, "2027-01", sales=sales(amount), **rows)


LOWER: dict[str, Any] = {
    "direction": "lower_is_better",
    "target": "10",
    "actual": {"table": "events", "average": "value"},
    "curve": BANDS,
}
LOWER_TO_DATE = LOWER | TO_DATE | {"actual": {"table": "events", "sum": "value"}}


def _events(*values: str) -> list[dict[str, str]]:
    return [
        {"participant_id": "P1", "date": f"2027-{month:02d}-11", "kind": "case", "value": value}
        for month, value in enumerate(values, 1)
        if value
    ]


def _lower(words: dict[str, Any]) -> cp.Plan:
    raw = small_plan(words)
    del raw["measures"]["revenue"]["quota_proration"]
    return cp.parse_plan(plan_text(raw))


@pytest.mark.parametrize("words", [LOWER, LOWER_TO_DATE], ids=["average", "sum to date"])
@pytest.mark.parametrize("value", ["4", "8", "9.99", "10", "12.5", "40"])
def test_a_stated_actual_of_which_less_is_better_pays_what_such_rows_would(
    words: dict[str, Any], value: str
) -> None:
    """Though the month has no row yet, which a run would refuse, a stated figure is paid."""
    plan = _lower(words)
    found = _estimate(plan, "2027-02", {"revenue": value}, events=_events("9"))
    assert found.payment == _paid(plan, "2027-02", events=_events("9", value))


@pytest.mark.parametrize("words", [LOWER, LOWER_TO_DATE], ids=["average", "sum to date"])
@pytest.mark.parametrize("includes", ["from", "to"])
def test_the_next_step_of_an_actual_of_which_less_is_better_is_lower(
    words: dict[str, Any], includes: str
) -> None:
    """It is the highest figure that reaches the next band, and pays what it promises."""
    bands = [{"to": "80%", "rate": "0"}, {"to": "120%", "rate": "1"}, {"rate": "2"}]
    plan = _lower(words | {"curve": {"type": "step", "bands": bands, "includes": includes}})
    found = _estimate(plan, "2027-02", {"revenue": "11"}, events=_events("9"))
    (step,) = found.steps
    assert step.value < 11
    again = _estimate(plan, "2027-02", {"revenue": str(step.value)}, events=_events("9"))
    assert again.payment == step.payment == found.payment + step.more
    just_above = step.value + Fraction(1, 10_000)
    assert (
        _estimate(plan, "2027-02", {"revenue": str(just_above)}, events=_events("9")).payment < again.payment
    )


def test_an_actual_of_which_less_is_better_is_above_zero() -> None:
    """Nothing is divided by zero: the message says what can be stated."""
    with pytest.raises(cp.DiagnosticError, match="above 0, as a lower one is better"):
        _estimate(_lower(LOWER), "2027-01", {"revenue": "0"}, events=_events("9"))
