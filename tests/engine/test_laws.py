"""Laws of the engine: what changes nothing, whatever the plan and the data."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.engine import run as engine
from compplan.engine.exact import blocks
from tests.engine.small import CARD, REVENUE, Row, paid, panel, report_card, rows_of, run
from tests.oracle.generate import generate
from tests.oracle.small_case import monthly, ratings, sales
from tests.oracle.yaml_text import Raw


def tables_of(result: cp.Result) -> list[list[dict[str, Any]]]:
    """Give every table's rows, floats to twelve digits."""
    tables = (result.payments, result.lines, result.report_card, result.balances, result.uncovered)
    return [[_rounded(row) for row in rows_of(table)] if table.columns else [] for table in tables]


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: f"{cell:.11e}" if isinstance(cell, float) else cell for name, cell in row.items()}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 60), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seed: int, rng: Random) -> None:
    """Shuffling the rows of every table gives the same results and the same digest of the data."""
    text, tables = generate(seed, participants=3)
    plan, data = cp.parse_plan(text), panel(tables)
    before = tables_of(cp.run(plan, data))
    for rows in tables.values():
        rng.shuffle(rows)
    shuffled = panel(tables)
    assert tables_of(cp.run(plan, shuffled)) == before
    assert shuffled.digest == data.digest


@pytest.mark.parametrize("seed", [1, 12, 17, 31])
@pytest.mark.parametrize("block", [1, 7, 50])
def test_blocks_and_threads_change_nothing(seed: int, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many cells are evaluated at a time, by however many threads, the results are the same."""
    text, tables = generate(seed, participants=3)
    plan, data = cp.parse_plan(text), panel(tables)
    whole = tables_of(cp.run(plan, data))
    monkeypatch.setattr(blocks, "BLOCK", block)
    assert tables_of(engine.run([plan], data, threads=1)) == whole
    assert tables_of(engine.run([plan], data, threads=4)) == whole


@pytest.mark.parametrize("seed", range(20))
def test_lines_sum_to_payments(seed: int) -> None:
    """A payment is the sum of the lines of its participant and month, and each line is in one."""
    text, tables = generate(seed, participants=3)
    result = cp.run(cp.parse_plan(text), panel(tables))
    sums: Counter[tuple[str, str]] = Counter()
    for line in rows_of(result.lines):
        sums[line["participant_id"], line["month"]] += line["paid"]
    payments = {(row["participant_id"], row["month"]): row["amount"] for row in rows_of(result.payments)}
    assert payments == sums


@pytest.mark.parametrize("seed", [seed for seed in range(12) if "sales" in generate(seed)[1]])
def test_a_sale_and_its_return_on_a_day_are_nothing(seed: int) -> None:
    """Adding an amount and its negative beside a row changes no result."""
    text, tables = generate(seed, participants=3)
    plan = cp.parse_plan(text)
    before = tables_of(cp.run(plan, panel(tables)))
    for row in tables["sales"][:5]:
        tables["sales"] += [row | {"amount": "777777"}, row | {"amount": "-777777"}]
    assert tables_of(cp.run(plan, panel(tables))) == before


def test_a_path_that_stays_is_the_plan_of_one_year() -> None:
    """A first year of three with the same weights in each pays what a plan of that year alone pays."""
    row = {"revenue": "70%", "relation": "30%"}
    both = report_card()
    both["measures"] |= REVENUE
    rows = sales("900", "1100", *["1000"] * 10) + sales(*["500"] * 12, year=2028)
    goals = monthly(12) + monthly(12, year=2028)
    answers = ratings("listening", "2027-02", 3, 1)

    def first_year(years: int, path: Raw) -> list[Row]:
        plan = both | {"years": str(years), "weights": {"before": {"revenue": "100%"}} | path}
        sold = [row for row in rows if years > 1 or row["date"] < "2028"]
        set_goals = [row for row in goals if years > 1 or row["period"] < "2028"]
        result = run(plan=plan, sales=sold, quotas=set_goals, ratings=answers, through="2027-12")
        return list(result.lines.rows())

    alone = first_year(1, {"path": "steps", "by_year": {"1": row}})
    assert len(alone) == 24
    assert first_year(2, {"path": "steps", "by_year": {"1": row, "2": row}}) == alone
    assert first_year(2, {"path": "monthly", "by_month": {"1": row}}) == alone
    assert first_year(2, {"path": "linear", "to": row, "over_months": "1"}) == alone


@pytest.mark.parametrize("then", ["exclude", "neutral", "zero"])
def test_a_behaviour_of_no_weight_changes_nothing(then: str) -> None:
    """Whatever is answered on a behaviour of weight 0, the measure pays the same."""
    minimum = {"count": "2", "pool_previous_months": "1", "then": then}
    mute = CARD["behaviours"] | {"smiling": {"weight": "0%", "target": "80%"}}
    answers = ratings("listening", "2027-01", 3, 2) + ratings("listening", "2027-02", 1, 0)
    more = ratings("smiling", "2027-01", 0, 4) + ratings("smiling", "2027-03", 5, 0)
    alone = run(plan=report_card(minimum_responses=minimum), ratings=answers, through="2027-04")
    with_it = run(
        plan=report_card(minimum_responses=minimum, behaviours=mute),
        ratings=answers + more,
        through="2027-04",
    )
    assert paid(with_it) == paid(alone)
    assert len(set(paid(alone))) > 1
