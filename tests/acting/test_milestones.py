from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import compplan as cp
from tests.acting.company import PLANS, plan_text, run_both
from tests.oracle.dates import day_number

DAY_ZERO = day_number("1970-01-01")
RULES = """
rules:
  late:
    type: decision_table
    for_each: milestone
    inputs: [done, months_overdue]
    rows:
      - {when: {done: true}, then: {action: none}}
      - {when: {done: false, months_overdue: "0"}, then: {action: none}}
      - when: {done: false, months_overdue: "[1..2]"}
        then: {action: action_plan, with: manager, due_days: 40}
      - {when: {done: false, months_overdue: "> 2"}, then: {action: escalate, to: sales_director}}
  progress:
    type: decision_table
    for_each: participant
    hit_policy: priority
    priority: [review, coaching, none]
    inputs: [milestone_progress, milestones_overdue, milestones_due, months_without_progress, open_actions]
    rows:
      - when: {milestone_progress: "< 50%", months_without_progress: ">= 4"}
        then: {action: review, with: hr}
      - {when: {milestones_overdue: "> 0", open_actions: ">= 1"}, then: {action: coaching, with: manager}}
      - {when: {milestones_due: "3"}, then: {action: coaching, with: mentor}}
      - {when: {}, then: {action: none}}
"""


def plan() -> str:
    """Give the bold plan with rules about milestones alone."""
    text = plan_text()
    return text[: text.index("\nrules:")] + RULES + text[text.index("\nrounding:") :]


def milestone(who: str, name: str, due: str, done: str = "") -> dict[str, str]:
    """Give a row of the table."""
    return {"participant_id": who, "milestone": name, "due": due, "done": done}


ROWS = [
    milestone("P001", "discovery", "2027-01-31", "2027-01-31"),
    milestone("P001", "negotiation", "2027-02-15", "2027-07-02"),
    milestone("P001", "network", "2027-06-30"),
    milestone("P002", "discovery", "2027-03-31", "2027-02-01"),
    milestone("P017", "discovery", "2026-12-31", "2027-09-30"),
    milestone("P017", "network", "2027-08-01"),
]


def test_milestones_are_followed_as_in_plain_loops() -> None:
    """Late milestones call for a plan, then escalate, and close when done; no progress has its own rule."""
    result, outcome = run_both(plan(), "2027-12", {"milestones": ROWS})
    expected = [
        {
            name: str(dt.date(1970, 1, 1) + dt.timedelta(value - DAY_ZERO))
            if name == "due" and value
            else str("" if value is None else value)
            for name, value in row.items()
        }
        for row in outcome.actions
    ]
    assert list(result.actions.rows()) == expected
    found = {
        (row["subject"], row["month"]): row["status"] for row in expected if row["participant_id"] == "P001"
    }
    assert found["negotiation", "2027-02"] == "opened"
    assert found["negotiation", "2027-04"] == "escalated"
    assert found["negotiation", "2027-07"] == "closed"
    assert ("discovery", "2027-01") not in found


def test_a_plan_about_milestones_needs_their_table() -> None:
    """Without the table the run says so, and does not take everybody to be on time."""
    data = cp.load_data(PLANS / "data")
    without = {name: table for name, table in data.tables.items() if name != "milestones"}
    with pytest.raises(cp.DiagnosticError, match="milestones"):
        cp.run(cp.parse_plan(plan()), replace(data, tables=without), through="2027-03")
