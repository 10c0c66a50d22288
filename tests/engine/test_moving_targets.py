"""Targets of behaviours that step over the years, and ramp within one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import compplan as cp
from tests.engine.small import Row, paid, panel, plan_of, report_card, run
from tests.oracle.small_case import person
from tests.oracle.yaml_text import Raw

RAMP: Raw = {"by_month": {"1": "20%", "3": "40%", "4": "50%"}, "between": "linear"}
STEPS: Raw = {"by_month": {"1": "20%", "3": "40%", "4": "50%"}}


def _plan(target: Any, **card: Any) -> Raw:
    return report_card(behaviours={"listening": {"weight": "100%", "target": target}}, **card)


def _ratings(months: int) -> list[Row]:
    """Give one good and one poor rating a month: a share of 50 %."""
    row = {"participant_id": "P1", "behaviour": "listening"}
    return [
        row | {"month": f"2027-{month:02}", "rating": rating}
        for month in range(1, months + 1)
        for rating in ("good", "poor")
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (RAMP, ["2500.00", "1666.67", "1250.00", "1000.00", "1000.00"]),
        (STEPS, ["2500.00", "2500.00", "1250.00", "1000.00", "1000.00"]),
        ("20%", ["2500.00"] * 5),
    ],
    ids=["ramp", "steps", "one"],
)
def test_each_month_has_its_target(target: Any, expected: list[str]) -> None:
    """50 % against 20, 30, 40, 50, 50 % (ramp) or 20, 20, 40, 50, 50 % (steps), on 1,000 a month."""
    result = run(plan=_plan(target), ratings=_ratings(5))
    assert paid(result) == expected


def test_the_report_card_shows_the_target_of_its_month() -> None:
    """Target and attainment are those of the month."""
    rows = list(run(plan=_plan(RAMP), ratings=_ratings(3)).report_card.rows())
    assert [row["target"] for row in rows] == ["0.2", "0.3", "0.4"]
    assert [row["attainment"] for row in rows] == ["2.5", "1.666666667", "1.25"]


def test_a_cap_holds_against_every_target() -> None:
    """Attainment is at most the cap, whatever the target."""
    result = run(plan=_plan(RAMP, attainment_cap="150%"), ratings=_ratings(4))
    assert paid(result) == ["1500.00", "1500.00", "1250.00", "1000.00"]


def test_an_explanation_names_the_target_of_the_month() -> None:
    """The second month of the ramp goes by 30 %."""
    result = run(plan=_plan(RAMP), ratings=_ratings(2))
    found: list[Fraction] = []

    def look(node: Any) -> None:
        found.extend([node.value] if node.name == "target" else [])
        for part in node.of:
            look(part)

    look(cp.explain(result, "P1", "2027-02").payment)
    assert found == [Fraction(3, 10)]


def test_plans_that_differ_in_targets_share_ratings_and_not_targets() -> None:
    """What the panel keeps of one plan does not bring its targets into another."""
    data = panel({"participants": [person()], "ratings": _ratings(2)})
    for target, last in ((RAMP, "1666.67"), (STEPS, "2500.00"), ("50%", "1000.00")):
        assert paid(cp.run(plan_of(_plan(target)), data))[-1] == last
