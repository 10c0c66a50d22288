"""Milestones of the change to relationship building: what each seller is to have learnt, and by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from company.calendar import Day
from company.chance import Chance
from company.people import NEVER, SELLERS, segments

STEPS = {
    "certified": 120,
    "discovery_call_reviewed": 180,
    "account_plan_agreed": 270,
    "network_mapped": 345,
}
"""Days from the start (of the plan, or of whoever comes later) to the day by which each is due."""
BEGIN = dt.date(2027, 1, 1)
IN_TIME, LATE = 0.74, 0.92
STUCK = frozenset({"P006", "P024"})
"""Who gets no further than the first milestone."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone of one participant; ``done`` is None until it is reached."""

    participant: str
    name: str
    due: Day
    done: Day | None


def all_milestones() -> list[Milestone]:
    """List the milestones of everyone who sells, by participant and due date."""
    begins: dict[str, Day] = {}
    ends: dict[str, Day] = {}
    for part in segments():
        if part.role in SELLERS:
            begins.setdefault(part.participant, max(part.start, BEGIN))
            ends[part.participant] = part.end
    return [
        stone
        for who in sorted(begins)
        for name, after in STEPS.items()
        if (stone := _milestone(who, name, begins[who] + dt.timedelta(after), ends[who])) is not None
    ]


def _milestone(who: str, name: str, due: Day, end: Day) -> Milestone | None:
    """Make a milestone that falls due while its participant is there; most are reached, some late."""
    if end != NEVER and due >= end:
        return None
    chance = Chance("milestones", who, name)
    luck, early, late = chance.random(), chance.whole(0, 45), chance.whole(4, 150)
    if (who in STUCK and name != "certified") or luck >= LATE:
        return Milestone(who, name, due, None)
    done = due - dt.timedelta(early) if luck < IN_TIME else due + dt.timedelta(late)
    return Milestone(who, name, due, done if end == NEVER or done < end else None)
