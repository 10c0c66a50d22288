"""Coaching meetings: one for each action plan that the bold plan calls for, and when it was held."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from company.calendar import Day
from company.chance import Chance
from company.people import Segment, segment_on

PLAN = Path(__file__).parent.with_name("bold.yaml")
IN_TIME = {"P003": 0.9, "P034": 0.94, "P035": 0.82, "P036": 0.6, "P037": 0.86, "P038": 0.48, "P039": 0.92}
"""How likely each manager is to hold a meeting by the day on which it is due."""
AFTER_ALL = 0.6
"""How likely a meeting that was not held in time is to be held later."""
AGREED = frozenset({"opened", "changed"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting about one behaviour of a participant; ``held`` is None if it was not by the last day."""

    participant: str
    rule: str
    subject: str
    due: Day
    held: Day | None


def all_meetings(folder: Path, last: Day) -> list[Meeting]:
    """List the meetings that follow from the tables of a folder, by participant, due date and subject.

    Who has gone by the due date has none.
    """
    import compplan  # the only table that needs it: what is due follows from the rules

    result = compplan.run(compplan.load_plan(PLAN), compplan.load_data(folder))
    found = [
        _meeting(row, part, last)
        for row in result.actions.rows()
        if row["status"] in AGREED and row["who"] == "manager"
        if (part := segment_on(row["participant_id"], dt.date.fromisoformat(row["due"]))) is not None
    ]
    return sorted(found, key=lambda each: (each.participant, each.due, each.subject))


def _meeting(row: dict[str, str], part: Segment, last: Day) -> Meeting:
    due = dt.date.fromisoformat(row["due"])
    chance = Chance("coaching", part.participant, row["subject"], row["due"])
    luck, early, late = chance.random(), chance.whole(0, 70), chance.whole(3, 60)
    in_time = IN_TIME.get(part.manager, 0.8)
    held = due - dt.timedelta(early) if luck < in_time else due + dt.timedelta(late)
    there = luck < in_time + (1 - in_time) * AFTER_ALL and held <= last and held < part.end
    return Meeting(part.participant, row["rule"], row["subject"], due, held if there else None)
