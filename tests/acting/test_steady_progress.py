"""The bundled plan with milestones and deadlines: what follows for whom, from the table alone."""

from __future__ import annotations

import pytest

import compplan as cp

Row = dict[str, str]


@pytest.fixture(scope="module")
def actions() -> list[Row]:
    """Run the first year of the plan."""
    folder = cp.bundled("plans")
    plan = cp.load_plan(folder / "steady-progress.yaml")
    return list(plan.run(cp.load_data(folder / "data"), through="2027-12").actions.rows())


def _of(actions: list[Row], who: str, rule: str, subject: str = "") -> list[tuple[str, str, str]]:
    return [
        (row["month"], row["action"], row["status"])
        for row in actions
        if (row["participant_id"], row["rule"], row["subject"]) == (who, rule, subject)
    ]


def test_a_milestone_that_is_missed_is_coached_then_escalated(actions: list[Row]) -> None:
    """P006's call was due on 30 June and never reviewed: three months later it goes to the director."""
    found = _of(actions, "P006", "deadlines", "discovery_call_reviewed")
    assert found[:4] == [
        ("2027-06", "coaching", "opened"),
        ("2027-07", "coaching", "carried"),
        ("2027-08", "escalate", "escalated"),
        ("2027-09", "escalate", "carried"),
    ]
    assert {status for _, _, status in found[4:]} <= {"carried", "overdue"}


def test_a_milestone_done_late_closes_its_action(actions: list[Row]) -> None:
    """P001 was certified in July, due on 1 May: opened in May, closed in July."""
    found = _of(actions, "P001", "deadlines", "certified")
    assert [(month, status) for month, _, status in found] == [
        ("2027-05", "opened"),
        ("2027-06", "carried"),
        ("2027-07", "closed"),
    ]


def test_without_progress_for_half_a_year_the_director_reviews(actions: list[Row]) -> None:
    """P006 was certified in spring and did nothing more: a plan with the manager, then a review."""
    found = _of(actions, "P006", "steady_progress")
    words = list(dict.fromkeys(action for _, action, _ in found))
    assert words == ["action_plan", "review"]
    first = next(month for month, action, _ in found if action == "review")
    assert first > found[0][0]


def test_who_keeps_all_deadlines_has_no_action(actions: list[Row]) -> None:
    """Somebody did everything in time, and nothing was called for."""
    rules = {"deadlines", "steady_progress"}
    behind = {row["participant_id"] for row in actions if row["rule"] in rules}
    assert "P002" in behind
    assert "P003" not in behind
