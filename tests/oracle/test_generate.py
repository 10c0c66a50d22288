"""The generated cases: valid, repeatable, varied, and as exact as they claim."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.oracle.evaluate import evaluate
from tests.oracle.generate import edges, generate, ties, write_tables
from tests.oracle.reading import read_plan, read_tables


@pytest.mark.parametrize("seed", range(60))
def test_random_case_runs(seed: int) -> None:
    """A random case runs without an error, and its payments are the sums of its lines."""
    text, tables = generate(seed)
    outcome = evaluate(read_plan(text), tables)
    assert outcome.lines
    assert sum(each["amount"] for each in outcome.payments) == sum(line["paid"] for line in outcome.lines)


def test_same_seed_same_case() -> None:
    """A seed names one case."""
    assert generate(7) == generate(7)
    assert generate(7) != generate(8)


def test_cases_are_varied() -> None:
    """A hundred seeds hold every curve, path, period pair, rounding mode and word of the vocabulary."""
    text = "\n".join(generate(seed, participants=2)[0] for seed in range(100))
    words = ["linear", "step", "tiered_marginal", "tiered_retroactive", "above_threshold", "cap:"]
    words += ["steps", "s_curve", "monthly", "over_months", "lapse", "carry", "recover", "own_and_reports"]
    words += ["reports", "spread", "no_pay", "at_target", "if_missing: zero", "as_given", "calendar_days"]
    words += [
        "half_up",
        "half_even",
        "half_down",
        "mode: up",
        "mode: down",
        "exclude",
        "neutral",
        "then: zero",
    ]
    words += ["JPY", "KWD", "CLF", "announced_weights", "attainment_cap: none"]
    periods = ("month", "quarter", "year")
    words += [f"performance_period: {one}\npayout_period: {two}" for one in periods for two in periods]
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("seed", range(12))
def test_every_line_is_a_tie(seed: int) -> None:
    """Each line lies half a rounding unit from both its neighbours."""
    text, tables = ties(seed, 100)
    plan = read_plan(text)
    lines = evaluate(plan, tables).lines
    assert len(lines) >= 100
    assert {line["earned"] / plan["rounding"]["to"] % 1 for line in lines} == {Fraction(1, 2)}


@pytest.mark.parametrize("seed", range(12))
def test_everybody_ends_on_a_step(seed: int) -> None:
    """Each participant's last attainment is where the curve jumps."""
    text, tables = edges(seed, 100)
    plan = read_plan(text)
    lines = evaluate(plan, tables).lines
    curve = plan["measures"]["product_revenue"]["curve"]
    steps = {edge for edge, _ in curve["bands"]} | {curve["threshold"]}
    assert len(lines) >= 100
    assert {line["attainment"] for line in lines if line["month"] == "2027-12"} <= steps


def test_tables_come_back_from_files(tmp_path: Path) -> None:
    """What is written as CSV reads as the same cells."""
    _, tables = generate(3)
    write_tables(tables, tmp_path / "data")
    assert read_tables(tmp_path / "data") == tables
