"""Proration: the share of a year, or of a quota's months, that some days count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from tests.oracle.dates import day_number, days_of
from tests.oracle.reading import OracleError, Plan, Tables

_SATURDAY = 5


def leave_by_person(plan: Plan, tables: Tables) -> dict[str, set[int]]:
    """Collect the days of leave of each participant, if the plan looks at any."""
    away: dict[str, set[int]] = {}
    for row in tables[plan["leave"]["table"]] if plan["leave"] else []:
        days = range(day_number(row["start_date"]), day_number(row["end_date"]))
        own = away.setdefault(row["participant_id"], set())
        if not days or own & set(days):
            kind = "leave"
            raise OracleError(kind, row["participant_id"])
        own |= set(days)
    return away


def share_of_year(plan: Plan, basis: str | None, month: int, days: Iterable[int]) -> Fraction:
    """Give the share of a yearly amount that days of a month count."""
    days = list(days)
    if basis is None:
        return Fraction(0)
    if basis == "weeks_52":
        return Fraction(len(days), 7 * 52)
    if basis == "days_of_year":
        first = plan["starts"] + (month - plan["starts"]) // 12 * 12
        return Fraction(len(days), sum(len(days_of(each)) for each in range(first, first + 12)))
    if basis == "months_12":
        return Fraction(days_of(month)[14] in days, 12)
    if basis == "working_days":
        return Fraction(sum(map(_works, days)), 12 * sum(map(_works, days_of(month))))
    return Fraction(len(days), 12 * len(days_of(month)))


def share_of_months(basis: str, first: int, last: int, days: Iterable[int]) -> Fraction:
    """Give the share of months first to last that some of their days count."""
    days, whole = list(days), [day for month in range(first, last + 1) for day in days_of(month)]
    if basis == "weeks_52":
        return Fraction(12 * len(days), 7 * 52 * (last - first + 1))
    if basis == "working_days":
        return Fraction(sum(map(_works, days)), sum(map(_works, whole)))
    return Fraction(len(days), len(whole))


def _works(day: int) -> bool:
    return dt.date.fromordinal(day).weekday() < _SATURDAY
