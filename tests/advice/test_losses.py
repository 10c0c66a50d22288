"""Who loses pay at each step of the path, as the oracle pays it."""

from __future__ import annotations

from fractions import Fraction

import pytest

import compplan as cp
from compplan.advice.history import history_of
from compplan.advice.losses import losers_by_step
from compplan.plan.thresholds import DEFAULTS, Thresholds
from tests.advice.company import PLAN, TO_DATE, constant, panel, told


def _paid(text: str) -> dict[str, int]:
    """Sum the oracle's payments by participant."""
    total: dict[str, int] = {}
    for payment in told(text).payments:
        total[payment["participant_id"]] = total.get(payment["participant_id"], 0) + payment["amount"]
    return total


def _lost(text: str, revenue: Fraction, least: Fraction) -> list[tuple[Fraction, str, int]]:
    """List share, participant and amount of those who lose more than ``least``, the worst first."""
    before, after = _paid(constant(text, Fraction(1))), _paid(constant(text, revenue))
    found = [(Fraction(before[who] - after[who], before[who]), who) for who in before if before[who] > 0]
    lost = [(share, who, before[who] - after[who]) for share, who in found if share > least]
    return sorted(lost, key=lambda loss: (-loss[0], loss[1]))


@pytest.mark.parametrize("text", [PLAN, TO_DATE], ids=["period", "year to date"])
@pytest.mark.parametrize("least", [Fraction(0), Fraction(1, 10), Fraction(2, 5)], ids=str)
def test_each_step_names_those_who_lose_more_than_the_threshold(text: str, least: Fraction) -> None:
    """Counts, the worst three and the money are those of replays under the weights of each plan year."""
    history = history_of(cp.parse_plan(text), panel())
    steps = list(losers_by_step(history, Thresholds(loss=least)))
    expected = [
        (year, lost)
        for year, share in ((1, "0.7"), (2, "0.4"))
        if (lost := _lost(text, Fraction(share), least))
    ]
    assert len(steps) == len(expected)
    for step, (year, lost) in zip(steps, expected, strict=True):
        total = sum(amount for _, _, amount in lost) / 100
        worst = ", ".join(
            f"{who} -{float(100 * share):.3g}% ({amount / 100:,.2f} USD)" for share, who, amount in lost[:3]
        )
        assert f", {len(lost)} of 10 participants lose more than {float(100 * least):.3g}%" in step.message
        assert f"the weights of plan year {year}, together {total:,.2f} USD: {worst}" in step.message


def test_a_step_is_told_at_its_year() -> None:
    """The place is the year's row, and the source of the threshold is named."""
    history = history_of(cp.parse_plan(PLAN, "plan.yaml"), panel())
    steps = list(losers_by_step(history, Thresholds(loss=Fraction(0))))
    assert [(step.code, step.severity, step.place.line) for step in steps] == [
        ("CP925", "warning", 15),
        ("CP925", "warning", 16),
    ]
    assert all("(your setting)" in step.message for step in steps)


def test_a_plan_that_changes_nothing_has_no_losers() -> None:
    """Where the weights stay as they were, nothing is replayed and nobody loses."""
    history = history_of(cp.parse_plan(constant(PLAN, Fraction(1))), panel())
    assert list(losers_by_step(history, DEFAULTS)) == []


def test_weights_that_stay_are_told_once() -> None:
    """A year with the weights of the year before is no step."""
    history = history_of(cp.parse_plan(constant(PLAN, Fraction(2, 5))), panel())
    assert len(list(losers_by_step(history, Thresholds(loss=Fraction(0))))) == 1
