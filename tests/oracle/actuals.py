"""Actuals: which rows count for whom, by month."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.dates import day_number, month_index, month_text
from tests.oracle.people import Person, managers_above
from tests.oracle.reading import OracleError, Plan, Tables, money

Sums = dict[str, dict[int, Fraction]]
"""By participant and month; a month is there only if a row counts in it."""


def actual_sums(plan: Plan, measure: dict[str, Any], people: dict[str, Person], tables: Tables) -> Sums:
    """Sum a measure's rows by participant who is credited and month, on days on which the plan covers him."""
    actual = measure["actual"]
    sums: Sums = {}
    for row in tables.get(actual["table"], []):
        if not all(row[column] in values for column, values in actual["where"].items()):
            continue
        day, amount = day_number(row["date"]), money(row[actual["sum"]], plan["exponent"])
        for participant in credited(actual["credit"], people, row):
            if participant in people and people[participant].covered(day):
                months, month = sums.setdefault(participant, {}), month_index(row["date"])
                months[month] = months.get(month, Fraction(0)) + amount
    return sums


def credited(credit: str, people: dict[str, Person], row: dict[str, str]) -> list[str]:
    """List who is credited with a row: the participant, those above on its day, or both."""
    own = row["participant_id"]
    if credit == "own":
        return [own]
    above = managers_above(people, own, day_number(row["date"]))
    return above if credit == "reports" else [own, *above]


def check_rows(measure: dict[str, Any], people: dict[str, Person], tables: Tables, months: range) -> None:
    """Stop at a row on a day without a segment, and at a month without a row for anybody of the plan."""
    actual = measure["actual"]
    held: set[int] = set()
    for row in tables.get(actual["table"], []):
        own, day, month = row["participant_id"], day_number(row["date"]), month_index(row["date"])
        if own not in people or not people[own].employed(day):
            kind = "no_segment"
            raise OracleError(kind, own, month_text(month))
        if month not in held and month in months:
            whose = {own, *credited("own_and_reports", people, row)} & people.keys()
            held |= {month for each in whose if people[each].covered(day)}
    for month in months if actual["missing_months"] == "error" else ():
        if month not in held and any(person.days[month] for person in people.values()):
            kind = "missing_month"
            raise OracleError(kind, None, month_text(month))


def actual_of(measure: dict[str, Any], person: Person, sums: Sums, first: int, last: int) -> Fraction:
    """Sum a person's actual of months first to last; stop if there is no row, unless that means zero."""
    own = sums.get(person.id, {})
    found = [own[month] for month in range(first, last + 1) if month in own]
    if not found and measure["actual"]["if_missing"] == "error":
        kind = "missing_actual"
        raise OracleError(kind, person.id, month_text(last))
    return sum(found, Fraction(0))
