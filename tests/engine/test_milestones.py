"""The bundled plan of competency milestones: what is reached in time is paid once, and opens the gate."""

from __future__ import annotations

from typing import Any

import compplan as cp
from tests.engine.small import panel

PEOPLE = ("P1", "P2")


def run(**dates: list[tuple[str, str]]) -> cp.Result:
    """Run the plan on events, by participant: kind and date."""
    people = [
        {
            "participant_id": each,
            "role": "account_executive",
            "target_incentive": "0",
            "start_date": "2026-01-01",
        }
        for each in PEOPLE
    ]
    events = [
        {"participant_id": who, "kind": kind, "date": date}
        for who, each in dates.items()
        for kind, date in each
    ]
    plan = cp.load_plan(cp.bundled("plans") / "competency-milestones.yaml")
    return cp.run(plan, panel({"participants": people, "events": events}), through="2027-07")


def payments(result: cp.Result, who: str) -> dict[str, Any]:
    """Give what a participant is paid, by month, in units of the currency."""
    return {
        row["month"]: float(row["amount"])
        for row in result.payments.rows()
        if row["participant_id"] == who and float(row["amount"])
    }


def test_a_milestone_is_paid_once_and_in_time() -> None:
    """A certificate of April is paid in April, one of May never; a second one changes nothing."""
    certified = [
        ("certified", "2027-04-30"),
        ("certified", "2027-06-01"),
        ("discovery_reviewed", "2027-07-01"),
    ]
    result = run(P1=certified, P2=[("certified", "2027-05-01"), ("discovery_reviewed", "2027-06-30")])
    assert payments(result, "P1") == {"2027-04": 1500.0}
    assert payments(result, "P2") == {"2027-06": 1000.0}


def test_coached_calls_are_paid_from_the_certificate_on() -> None:
    """Calls of a month before the certificate earn nothing; afterwards 150 each, at most 300 a month."""
    calls = [("coached_call", f"2027-{month:02d}-{day}") for month in (2, 3, 4) for day in (10, 11, 12)]
    result = run(P1=[("certified", "2027-03-15"), *calls, ("coached_call", "2027-05-10")], P2=calls)
    assert payments(result, "P1") == {"2027-03": 1800.0, "2027-04": 300.0, "2027-05": 150.0}
    assert payments(result, "P2") == {}
