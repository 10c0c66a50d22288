"""Random participants: people who come, go, change role, manager and target incentive."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from tests.oracle.dates import day_text, first_day
from tests.oracle.random_plan import ROLES
from tests.oracle.reading import Plan
from tests.oracle.yaml_text import decimal

Row = dict[str, str]
OUTSIDE = "sales_engineer"


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tables are made for: the plan, the last month with data, the size of round numbers."""

    rng: Random
    plan: Plan
    last: int
    scale: int

    @property
    def months(self) -> range:
        """Give the plan months that hold data."""
        return range(self.plan["starts"], self.last + 1)


def participant_table(setting: Setting, count: int) -> list[Row]:
    """Make the segments of participants P001 and on; P001 takes part in every month."""
    rows: list[Row] = []
    for number in range(1, count + 1):
        for start, end, role in _career(setting, anchor=number == 1):
            manager = f"P{setting.rng.randrange(1, number):03d}" if number > 1 else ""
            rows.append(
                {
                    "participant_id": f"P{number:03d}",
                    "role": role,
                    "target_incentive": _incentive(setting),
                    "start_date": day_text(start),
                    "end_date": day_text(end) if end else "",
                    "manager_id": manager if setting.rng.random() < 0.9 else "",
                    "team": "blue" if number % 3 else "red",
                    "pool_weight": ["0", "0.35", "1", "2.5"][number % 4],
                    "region": "south" if role == "sales_manager" else "north",
                }
            )
    return rows


def leave_table(setting: Setting, participants: list[Row]) -> list[Row]:
    """Give some participants a time or two of leave, within their segments or not."""
    rng = Random(f"{setting.plan['id']} leave")  # draws that leave those of the setting as they are
    rows = []
    for who in sorted({row["participant_id"] for row in participants}):
        day = first_day(setting.plan["starts"]) - 20
        for _ in range(rng.choice([0, 1, 1, 2])):
            start = day + rng.randrange(1, 150)
            day = start + rng.choice([1, 5, 14, 31, 77, rng.randrange(1, 200)])
            rows.append({"participant_id": who, "start_date": day_text(start), "end_date": day_text(day)})
    return rows


def _incentive(setting: Setting) -> str:
    rng, exponent = setting.rng, setting.plan["exponent"]
    if rng.random() < 0.15:
        return decimal(Fraction(rng.randrange(10**6, 10**8), 10**exponent))
    if rng.random() < 0.5:  # one percent of a month's base is then often an odd number of half units
        return decimal(12_000 * setting.plan["rounding"]["to"] * (2 * rng.randrange(10, 400) + 1))
    return str(
        setting.scale * 1000 * rng.choice([1, 3, 6, 7, 10, 12, 20, 24, 30, 36, 50, rng.randrange(1, 99)])
    )


def _career(setting: Setting, *, anchor: bool) -> list[tuple[int, int, str]]:
    """Give segments (start, end or 0, role); the anchor takes part in every month."""
    rng, first, after = setting.rng, first_day(setting.plan["starts"]), first_day(setting.last + 1)
    early = first - rng.choice([0, 0, 1, 31, 200, 700])
    one, two, three = sorted(rng.sample(range(first + 1, after + 40), 3))
    if rng.random() < 0.3:
        one = first_day(setting.plan["starts"] + rng.randrange(1, 12))
        two, three = one + rng.randrange(1, 60), one + rng.randrange(60, 120)
    role, other = (rng.choice(sorted(setting.plan["roles"])) for _ in range(2))
    careers = [
        [(early, 0, role)],
        [(early, one, role), (one, 0, other)],
        [(early, one, role), (one, two, other), (two, 0, role)],
        [(one, 0, role)],
        [(early, one, role)],
        [(early, one, role), (two, 0, role)],
        [(early, one, role), (two, three, role)],
        [(early, one, role), (one, two, OUTSIDE), (two, 0, role)],
        [(early, one, OUTSIDE), (one, 0, role)],
        [(early, one, role), (one, 0, OUTSIDE)],
        [(one, one + rng.randrange(1, 20), role)],
        [(early, one, role), (one + rng.randrange(1, 15), 0, role)],
        [(early, 0, rng.choice([OUTSIDE, *ROLES]))],
    ]
    return careers[rng.randrange(3) if anchor else rng.randrange(len(careers))]
