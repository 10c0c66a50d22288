"""Who works for Quillmere, in which dated segments, and who leads whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from company.calendar import Day, Month, days

SELLERS = frozenset({"account_executive", "key_account_manager"})
"""The roles with a quota of their own."""
IN_TOUCH = SELLERS | {"customer_success_manager"}
"""The roles whose customers are asked for ratings."""
DIRECTOR = "P040"

NAMES = """
P001 Hannah Whitcombe            P002 Tomás Echeverría         P003 Siobhán O'Rourke
P004 Dele Akintola               P005 Ingrid Sørbråten         P006 Marcus Tilley
P007 Ruth Abernethy              P008 Zoë D'Ambrosio           P009 Łucja Wójtowicz
P010 Kenji Morikawa              P011 Priya Raghunathan        P012 Anaïs Lefebvre-Roy
P013 Bogdan Țepeș                P014 Nguyễn Thị Hạnh          P015 Walter Oyelaran
P016 Þóra Brynjólfsdóttir        P017 Grace Mutumba            P018 Declan M'Bala
P019 Jürgen Strobel              P020 Aroha Te Kawa            P021 Mirela Škorić
P022 Harold Pike, Jr.            P023 Odalys Quintero          P024 Samir El-Khatib
P025 Bettina Grünwald            P026 Gülşen Öztürk            P027 Fionn Mac Giolla
P028 Noor Vandersteen            P029 Eszter Kővári            P030 Leif Ångström
P031 Camila Antúnez              P032 Jonah Birdsall           P033 Agnieszka Żurawska
P034 Philippa Thornley           P035 Ravi Deshmukh            P036 Conor O'Hagan
P037 Margarethe Löwenthal        P038 Abel Fonseca             P039 Yewande Bàbátúndé
P040 Helena D'Souza
"""

# Role, team, region, base salary and target incentive (thousand USD a year), first day, first day after.
SEGMENTS = """
P001 account_executive        north   north    82  56  2019-03-18  -
P002 account_executive        north   north    78  52  2022-09-05  -
P003 account_executive        coast   coast    92  64  2017-01-09  2028-07-01  # promoted
P003 sales_manager            coast   coast   122  66  2028-07-01  -
P004 account_executive        north   north    75  50  2024-02-26  -
P005 account_executive        north   north    80  54  2021-06-07  2028-05-16  # a rise in mid-month
P005 account_executive        north   north    86  60  2028-05-16  -
P006 account_executive        north   north    76  50  2023-10-02  -
P007 account_executive        central central  80  54  2020-04-06  -
P008 account_executive        central central  84  56  2018-11-12  2029-01-01  # a rise at New Year
P008 account_executive        central central  88  60  2029-01-01  -
P009 account_executive        central central  86  58  2016-05-02  2028-03-11  # leave of absence
P009 account_executive        central central  86  58  2028-09-04  -
P010 account_executive        central central  79  52  2022-01-10  -
P011 account_executive        central central  72  48  2027-04-19  -           # hired in mid-month
P012 account_executive        central central  88  60  2019-08-19  2028-10-09  # to key accounts, in mid-month
P012 key_account_manager      key     central  98  66  2028-10-09  -
P013 account_executive        coast   coast    81  54  2021-02-15  -
P014 account_executive        coast   coast    73  48  2028-02-14  -           # hired in mid-month, leap year
P015 account_executive        coast   coast    85  58  2018-06-25  -
P016 customer_success_manager coast   coast    68  12  2023-03-06  2027-06-14  # into the roles
P016 account_executive        coast   coast    76  50  2027-06-14  -
P017 account_executive        central central  83  56  2020-10-05  2028-04-17  # to another manager
P017 account_executive        north   north    83  56  2028-04-17  -
P018 account_executive        coast   coast    90  62  2017-07-03  -
P019 account_executive        harbour coast    77  52  2022-05-16  2027-09-16  # leaves in mid-month
P020 account_executive        harbour coast    82  56  2019-12-02  -
P021 account_executive        harbour coast    80  54  2021-09-13  2028-02-01  # out of the roles, and back
P021 sales_operations         harbour coast    84   8  2028-02-01  2028-09-01
P021 account_executive        harbour coast    84  56  2028-09-01  -
P022 account_executive        harbour coast    87  60  2018-01-22  -
P023 account_executive        harbour coast    74  50  2024-08-12  2028-11-10  # leaves in mid-month
P024 account_executive        harbour coast    78  52  2023-04-24  -
P025 account_executive        north   north    81  54  2020-07-20  -
P026 key_account_manager      key     north   104  60  2017-10-30  -
P027 account_executive        coast   coast    79  52  2022-11-07  2027-10-15  # leaves, and is hired again
P027 account_executive        coast   coast    83  56  2029-02-05  -
P028 key_account_manager      key     coast   102  58  2019-05-13  2029-05-21  # out of the roles
P028 customer_success_manager key     coast    92  14  2029-05-21  -
P029 key_account_manager      key     central 110  64  2016-09-19  -
P030 key_account_manager      key     coast   112  66  2015-04-27  -
P031 account_executive        harbour coast    72  48  2027-10-11  -           # hired in mid-month, for P019
P032 account_executive        harbour coast    72  48  2029-07-30  -           # hired as a month ends
P033 key_account_manager      key     north   106  62  2025-11-03  -
P034 sales_manager            north   north   128  70  2014-02-03  -
P035 sales_manager            central central 132  72  2013-06-10  -
P036 sales_manager            coast   coast   130  70  2015-08-17  2028-07-01  # P003 follows
P037 sales_manager            key     central 138  78  2012-03-05  -
P038 sales_manager            harbour coast   124  66  2018-04-09  2029-01-22  # three weeks without a manager
P039 sales_manager            harbour coast   124  66  2029-02-12  -
P040 sales_director           -       -       186 110  2011-09-01  -
"""

NEVER = dt.date.max
LEADERS: dict[str, tuple[tuple[dt.date, str], ...]] = {
    "north": ((dt.date.min, "P034"),),
    "central": ((dt.date.min, "P035"),),
    "key": ((dt.date.min, "P037"),),
    "coast": ((dt.date.min, "P036"), (dt.date(2028, 7, 1), "P003")),
    "harbour": ((dt.date.min, "P038"), (dt.date(2029, 1, 22), DIRECTOR), (dt.date(2029, 2, 12), "P039")),
}
"""Who leads each team from which day on."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What holds for a participant from ``start`` to the day before ``end``; money in USD a year."""

    participant: str
    role: str
    team: str
    region: str
    base_salary: int
    target_incentive: int
    start: Day
    end: Day
    manager: str = ""


@cache
def names() -> dict[str, str]:
    """Give each participant's name."""
    cells = [cell for line in NAMES.split("\n") for cell in line.split("  ") if cell]
    return {cell.strip()[:4]: cell.strip()[5:] for cell in cells}


@cache
def segments() -> tuple[Segment, ...]:
    """List all segments, cut where a team gets another manager, by participant and start."""
    return tuple(part for line in SEGMENTS.strip().split("\n") for part in _led(_segment(line)))


@cache
def segments_of(participant: str) -> tuple[Segment, ...]:
    """List a participant's segments by start."""
    return tuple(segment for segment in segments() if segment.participant == participant)


def segment_on(participant: str, day: Day) -> Segment | None:
    """Find the segment that holds on a day."""
    return next((part for part in segments_of(participant) if part.start <= day < part.end), None)


@cache
def days_in(participant: str, month: Month, roles: frozenset[str]) -> tuple[Day, ...]:
    """List the days of a month on which a participant has one of the roles."""
    parts = [(day, segment_on(participant, day)) for day in days(month)]
    return tuple(day for day, part in parts if part is not None and part.role in roles)


def share_of(participant: str, month: Month) -> float:
    """Give the share of a month's days in the roles with a quota."""
    return len(days_in(participant, month, SELLERS)) / len(days(month))


def _segment(line: str) -> Segment:
    who, role, team, region, base, incentive, start, end = line.partition("#")[0].split()
    dates = (dt.date.fromisoformat(start), NEVER if end == "-" else dt.date.fromisoformat(end))
    place = (team.strip("-"), region.strip("-"))
    return Segment(who, role, *place, 1000 * int(base), 1000 * int(incentive), *dates)


def _led(segment: Segment) -> Iterator[Segment]:
    if segment.role in ("sales_manager", "sales_director"):
        yield replace(segment, manager="" if segment.participant == DIRECTOR else DIRECTOR)
        return
    leaders = LEADERS[segment.team]
    until = [start for start, _ in leaders[1:]] + [NEVER]
    for (start, leader), end in zip(leaders, until, strict=True):
        held = replace(segment, manager=leader, start=max(start, segment.start), end=min(end, segment.end))
        if held.start < held.end:
            yield held
