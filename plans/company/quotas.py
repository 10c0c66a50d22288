"""Quotas: a yearly level with growth and season, written by month, quarter or year."""

from __future__ import annotations

import math
from functools import cache

from company.calendar import FIRST, LAST, SEASON, Month, days, months, text
from company.chance import Chance
from company.people import SELLERS, days_in, names, segment_on, segments, segments_of, share_of

BY_QUARTER = frozenset(
    {"P003", "P013", "P014", "P015", "P016", "P018", "P026", "P027", "P028", "P029", "P033"}
)
BY_YEAR = frozenset({"P030"})
BY_QUARTER_IN_2027 = frozenset({"P008"})
QUOTA_PER_INCENTIVE = {"account_executive": 16.5, "key_account_manager": 38.0}
OVERASSIGNED = 0.96
"""A manager's quota as a share of the sum of his people's."""

Row = tuple[str, str, int]


@cache
def monthly_quota(participant: str, month: Month) -> int:
    """Give what a whole month of a seller is worth, in USD, a multiple of 500."""
    chance = Chance("quota", participant)
    level, growth = chance.uniform(0.92, 1.08), chance.uniform(1.04, 1.08)
    role = _role_at(participant, month)
    year = level * QUOTA_PER_INCENTIVE[role] * _incentive(participant, role) * growth ** (month[0] - FIRST[0])
    return 500 * round(year * SEASON[month[1] - 1] * _ramp(participant, month) / 500)


def quota_in(participant: str, month: Month) -> float:
    """Give a seller's monthly quota by the share of days, in USD."""
    share = share_of(participant, month)
    return monthly_quota(participant, month) * share if share else 0.0


def quota_to_date(participant: str, through: Month) -> float:
    """Give the sum of a seller's monthly quotas of a year so far, by share of days, in USD."""
    return math.fsum(quota_in(participant, month) for month in months((through[0], 1), through))


def quota_rows() -> list[Row]:
    """List all quotas as participant, period and USD."""
    rows = [row for participant in sorted(names()) for row in _own_rows(participant)]
    return sorted([*rows, *_team_rows()])


def _own_rows(participant: str) -> list[Row]:
    held = [month for month in months(FIRST, LAST) if days_in(participant, month, SELLERS)]
    periods = dict.fromkeys(_period(participant, month) for month in held)
    return [(participant, period, _quota_of(participant, period)) for period in periods]


def _period(participant: str, month: Month) -> str:
    year, quarter = f"{month[0]}", f"{month[0]}-Q{(month[1] + 2) // 3}"
    if participant in BY_YEAR:
        return year
    by_quarter = participant in BY_QUARTER or (participant in BY_QUARTER_IN_2027 and month[0] == FIRST[0])
    return quarter if by_quarter else text(month)


def _quota_of(participant: str, period: str) -> int:
    inside = [month for month in months(FIRST, LAST) if _period(participant, month) == period]
    total, unit = sum(monthly_quota(participant, month) for month in inside), {1: 500, 3: 1000, 12: 10000}
    return round(total / unit[len(inside)]) * unit[len(inside)]


def _team_rows() -> list[Row]:
    managers = sorted({part.participant for part in segments() if part.role == "sales_manager"})
    quarters = [(year, first) for year in range(FIRST[0], LAST[0] + 1) for first in (1, 4, 7, 10)]
    rows = [(who, f"{q[0]}-Q{(q[1] + 2) // 3}", _team_quota(who, q)) for who in managers for q in quarters]
    return [row for row in rows if row[2]]


def _team_quota(manager: str, quarter: Month) -> int:
    inside = months(quarter, (quarter[0], quarter[1] + 2))
    total = math.fsum(_led_quota(manager, who, month) for who in sorted(names()) for month in inside)
    return 5000 * round(OVERASSIGNED * total / 5000)


def _led_quota(manager: str, participant: str, month: Month) -> float:
    held = [segment_on(participant, day) for day in days_in(participant, month, SELLERS)]
    led = sum(part is not None and part.manager == manager for part in held)
    return monthly_quota(participant, month) * led / len(days(month)) if led else 0.0


def _role_at(participant: str, month: Month) -> str:
    parts = [part for part in segments_of(participant) if part.role in SELLERS]
    begun = [part for part in parts if part.start <= days(month)[-1]]
    return (begun or parts)[-1].role


def _incentive(participant: str, role: str) -> int:
    return next(part.target_incentive for part in segments_of(participant) if part.role == role)


def _ramp(participant: str, month: Month) -> float:
    starts = [part.start for part in segments_of(participant) if part.role in SELLERS]
    first = (starts[0].year, starts[0].month)
    since = 12 * (month[0] - first[0]) + month[1] - first[1]
    return 0.5 if since <= 1 else 0.75 if since <= 2 else 1.0
