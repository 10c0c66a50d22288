"""Targets above anything that history has seen."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

import pytest

import compplan as cp
from compplan.advice.best import stretches, targets_above_best
from compplan.advice.history import history_of
from compplan.plan.model import AttainmentMeasure
from compplan.plan.thresholds import DEFAULTS, Thresholds
from tests.advice.company import TO_DATE, panel, tables, told


def _quarters(name: str, column: str) -> dict[str, list[Fraction]]:
    """Sum a column of a table by participant and calendar quarter, in plain loops."""
    when = "date" if name == "sales" else "period"
    rows = [(row["participant_id"], row[when][:7], Fraction(row[column])) for row in tables()[name]]
    sums: dict[str, list[Fraction]] = {}
    quarters = groupby(rows, lambda row: (row[0], row[1][:4], (int(row[1][5:]) - 1) // 3))
    for (person, _, _), group in quarters:
        sums.setdefault(person, []).append(sum((amount for _, _, amount in group), Fraction()))
    return sums


@pytest.mark.parametrize("text", [TO_DATE], ids=["year to date"])
def test_best_and_latest_are_those_of_payout_periods(text: str) -> None:
    """With year to date, a quarter's actual and target are what it adds."""
    plan = cp.parse_plan(text)
    history, measure = history_of(plan, panel()), plan.measure("revenue")
    assert isinstance(measure, AttainmentMeasure)
    found = stretches(history, history.replay(), measure, DEFAULTS)
    sold, asked = _quarters("sales", "amount"), _quarters("quotas", "quota")
    expected = [(who, float(asked[who][-1]), float(max(sold[who]))) for who in sold if len(sold[who]) >= 6]
    assert [(each.participant, each.target) for each in found] == [(who, asks) for who, asks, _ in expected]
    assert [each.best for each in found] == pytest.approx([best for _, _, best in expected])


def test_targets_above_the_best_are_told_with_the_worst() -> None:
    """Participants whose last quotas are above any quarter are named, and the behaviour nobody reached."""
    text = TO_DATE.replace("target: 60%}", "target: 100%}").replace("count: 3", "count: 8")
    history = history_of(cp.parse_plan(text, "plan.yaml"), panel())
    sales, following_up = targets_above_best(history, history.replay(), Thresholds(history_periods=6))
    best = {person: float(max(sold)) for person, sold in _quarters("sales", "amount").items()}
    last = {"P09": 70_000, "P06": 30_000, "P08": 30_000}
    assert {person for person in best if best[person] < last.get(person, 30_000)} - {"P04"} == set(last)
    assert sales.code == following_up.code == "CP922"
    assert sales.message.endswith(
        "for 3 of 10 participants with 6 or more (our rule of thumb): "
        + ", ".join(f"{person} ({asked:,}; best {best[person]:,})" for person, asked in last.items())
    )
    assert (sales.place.line, following_up.place.line) == (21, 42)
    cards = [row for row in told(text).report_card if row["behaviour"] == "following_up"]
    highest = max(row["favourable_share"] for row in cards if row["counted"] == "counted")
    assert following_up.message.endswith(
        "none of 10 participants ever reached the target of 'following_up', 100%; "
        f"the best share was {float(100 * highest):.3g}%"
    )


def test_few_periods_tell_nothing() -> None:
    """Without enough history nobody has a best value."""
    history = history_of(cp.parse_plan(TO_DATE), panel())
    assert list(targets_above_best(history, history.replay(), Thresholds(history_periods=9))) == []
