"""The engine and the independent evaluator agree, to the minor unit and in every shown figure."""

from __future__ import annotations

from fractions import Fraction
from math import isclose, isnan
from typing import Any

import pytest

import compplan as cp
from tests.engine.small import panel, rows_of
from tests.oracle.cases import Outcome
from tests.oracle.evaluate import evaluate
from tests.oracle.generate import edges, generate, ties
from tests.oracle.reading import Plan, Tables, read_plan

Row = dict[str, Any]
SHOWN = ("weight", "actual", "target", "attainment", "payout_rate", "earned")
OF_CARD = (
    "responses",
    "favourable",
    "favourable_share",
    "score",
    "target",
    "attainment",
    "pooled_months",
)


def both(text: str, tables: Tables) -> tuple[cp.Result, Plan, Outcome]:
    """Run a case with engine and oracle."""
    plan = read_plan(text)
    return cp.run(cp.parse_plan(text), panel(tables)), plan, evaluate(plan, tables)


@pytest.mark.parametrize("seed", [*range(60), 150])
def test_random_cases_agree(seed: int) -> None:
    """On a random plan and data, every table is the same, money exactly, other figures as far as shown."""
    result, plan, outcome = both(*generate(seed, participants=4))
    assert_same_money(result, outcome)
    lines = rows_of(result.lines)
    assert _differing(lines, outcome.lines, SHOWN, ("participant_id", "month", "component"), plan) == []
    cards = rows_of(result.report_card) if outcome.report_card else []
    assert len(cards) == len(outcome.report_card)
    assert (
        _differing(cards, outcome.report_card, OF_CARD, ("participant_id", "month", "behaviour"), plan) == []
    )
    assert [row["status"] for row in _ordered(cards)] == [
        row["counted"] for row in _ordered(outcome.report_card)
    ]
    uncovered = [(row["participant_id"], row["month"]) for row in rows_of(result.uncovered)]
    assert uncovered == sorted(outcome.uncovered)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("case", [ties, edges], ids=["every line a tie", "everybody on a step"])
def test_exact_cases_agree(case: Any, seed: int) -> None:
    """Where floats would decide wrongly, the engine pays what exact arithmetic pays."""
    result, _, outcome = both(*case(seed, 300))
    assert_same_money(result, outcome)
    assert len(result.lines) >= 300


def assert_same_money(result: cp.Result, outcome: Outcome) -> None:
    """Compare lines, payments and open balances, in order and to the minor unit."""
    for found, exact, names in (
        (result.lines, outcome.lines, ("participant_id", "month", "component", "paid")),
        (result.payments, outcome.payments, ("participant_id", "month", "amount")),
    ):
        assert _cells(rows_of(found), names) == _cells(exact, names)
    names = ("participant_id", "component", "amount")
    assert sorted(_cells(rows_of(result.balances), names)) == sorted(_cells(outcome.balances, names))


def _ordered(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["participant_id"], row["month"], row["behaviour"]))


def _cells(rows: list[Row], names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def _differing(
    found: list[Row], exact: list[Row], names: tuple[str, ...], key: tuple[str, ...], plan: Plan
) -> list[tuple[Any, ...]]:
    """List key, name and both values wherever a shown figure is not the exact one."""
    by_key = {tuple(row[name] for name in key): row for row in found}
    pairs = [(by_key[tuple(row[name] for name in key)], row) for row in exact]
    return [
        (*(row[part] for part in key), name, shown[name], row[name])
        for shown, row in pairs
        for name in names
        if not _same(shown[name], row[name], _tolerance(name, row, plan))
    ]


def _same(shown: float, exact: Fraction | None, tolerance: float) -> bool:
    if exact is None:
        return isnan(shown)
    return isclose(shown, exact, rel_tol=1e-9, abs_tol=tolerance)


def _tolerance(name: str, row: Row, plan: Plan) -> float:
    """Allow 1e-9, and for an earned amount, a small rest of large sums, what is not shown of it."""
    if name != "earned":
        return 1e-9
    minor = float(10 ** plan["exponent"])
    return max(1e-6 / minor, 1e-12 * abs(float(row["base"])))
