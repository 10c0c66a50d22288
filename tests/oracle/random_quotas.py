"""Random quotas by month, quarter and year, such that each fits where it is needed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.dates import month_text
from tests.oracle.people import Person
from tests.oracle.random_people import Row, Setting
from tests.oracle.targets import unit_length
from tests.oracle.yaml_text import decimal


def quota_table(setting: Setting, people: dict[str, Person], attainment: dict[str, Any]) -> list[Row]:
    """Make the quotas of each person and measure."""
    named = len(attainment) > 1 or setting.rng.random() < 0.5
    return [
        {"participant_id": person, "period": period, "quota": quota}
        | ({"measure": measure_id} if named else {})
        for measure_id, measure in attainment.items()
        for person in people
        for period, quota in _quota_rows(setting, measure, anchor=person == "P001")
    ]


def _quota_rows(setting: Setting, measure: dict[str, Any], *, anchor: bool) -> list[tuple[str, str]]:
    """Tile the months that need a quota with rows of one, three or twelve calendar months."""
    rng, target = setting.rng, measure["target"]
    needed, longest = _months_with_quota(setting, measure, anchor=anchor), rng.choice([1, 1, 3, 12])
    monthly = setting.scale * rng.choice(
        [1000, 2500, 5000, 8400, 9000, 9300, 10000, rng.randrange(100, 9999)]
    )
    rows, month = [], setting.plan["starts"]
    while month <= setting.last:
        length = _row_length(setting, measure, month, longest, needed)
        if month in needed:
            zero = target["if_zero"] != "error" and rng.random() < 0.12
            minors = rng.randrange(100) if rng.random() < 0.1 else 0
            quota = monthly * length + Fraction(minors, 10 ** setting.plan["exponent"])
            rows.append((_period_text(month, length), "0" if zero else decimal(quota)))
        month += length
    return rows


def _months_with_quota(setting: Setting, measure: dict[str, Any], *, anchor: bool) -> set[int]:
    """Leave out whole periods, if the plan allows that."""
    needed, length = set(setting.months), unit_length(setting.plan, measure)
    if measure["target"]["if_missing"] == "no_pay" and not anchor:
        for first in range(setting.plan["starts"], setting.last + 1, length):
            if setting.rng.random() < 0.15:
                needed -= set(range(first, first + length))
    return needed


def _row_length(setting: Setting, measure: dict[str, Any], month: int, longest: int, needed: set[int]) -> int:
    """Give the longest calendar period from a month that fits: aligned, wholly needed, not too long."""
    unit, starts, target = unit_length(setting.plan, measure), setting.plan["starts"], measure["target"]
    if target["seasonality"]:
        return 12
    for length in (12, 3):
        end = month + length - 1
        fits = (month - starts) // unit == (end - starts) // unit or measure["target"]["spread"]
        if length <= longest and month % length == 0 and fits and needed.issuperset(range(month, end + 1)):
            return length
    return 1


def _period_text(month: int, length: int) -> str:
    text = {1: month_text(month), 3: f"{month // 12:04d}-Q{month % 12 // 3 + 1}", 12: f"{month // 12:04d}"}
    return text[length]
