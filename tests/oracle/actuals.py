"""Actuals: which rows count for whom, by month."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from tests.oracle.conversion import in_currency
from tests.oracle.dates import day_number, day_text, first_day, month_index, month_of_day, month_text
from tests.oracle.people import Person, managers_above
from tests.oracle.reading import OracleError, Plan, Tables, money, number

Entry = tuple[int, Any, dict[str, str]]
"""A row that counts: its day, what it counts (an amount, 1, or a text), and the row."""
Entries = dict[str, list[Entry]]
"""By participant who is credited, in order of day."""
STANDING = 0
"""The day of a row that has none."""
OPERATIONS = ("sum", "count", "distinct", "average", "last", "retained")


def operation_of(actual: dict[str, Any]) -> str:
    """Tell how rows are counted."""
    return next(name for name in OPERATIONS if name in actual)


def entries_of(plan: Plan, measure: dict[str, Any], people: dict[str, Person], tables: Tables) -> Entries:
    """List a measure's rows by participant who is credited, on days on which the plan covers him."""
    actual = measure["actual"]
    found: Entries = {}
    for row in tables.get(actual["table"], []):
        value = _value(plan, actual, row, tables)
        if value is None or not _chosen(actual, row, tables):
            continue
        dated = actual.get("dated", "date")
        if dated not in row and "dated" not in actual:
            found.setdefault(row["participant_id"], []).append((STANDING, value, row))
            continue
        if not row.get(dated):
            continue
        day, end = day_number(row[dated]), row.get(actual.get("until", ""))
        done = row.get(actual["done"]) if "done" in actual else row[dated]
        if (
            not done
            or day_number(done) > day
            or day < actual["from"]
            or day >= actual["to"]
            or (end and day > day_number(end))
        ):
            continue
        for owner, part in owners(plan, actual, row, value, tables):
            own = row | {"participant_id": owner, "date": row[dated]}
            for participant in credited(actual["credit"], people, own):
                if participant in people and people[participant].covered(day):
                    taken = _taken_off(plan, measure, row, day, part, tables)
                    found.setdefault(participant, []).extend([(day, part, row), *taken])
    for entries in found.values():
        entries.sort(key=lambda entry: entry[0])
    return found


def _taken_off(
    plan: Plan, measure: dict[str, Any], row: dict[str, str], day: int, part: Any, tables: Tables
) -> list[Entry]:
    """Give the credit that a cancellation takes off again, on its day."""
    clawback, actual = plan["payment"].get("clawback", {}), measure["actual"]
    chosen = clawback.get("measures", [measure["id"]])
    if clawback.get("takes", "pay") == "pay" or "sum" not in actual or measure["id"] not in chosen:
        return []
    is_money = (actual["table"], operation_of(actual)) == ("sales", "sum")
    unit = Fraction(1, 10 ** (plan["exponent"] if is_money else 4))
    return [
        (day_number(each["date"]), -parts_of(part, [share], unit)[0], row)
        for each in tables[clawback["table"]]
        if each["transaction_id"] == row.get("transaction_id")
        and (share := taken_share(clawback, day, day_number(each["date"])))
    ]


def taken_share(clawback: dict[str, Any], sold: int, cancelled: int) -> Fraction:
    """Give the share that is taken back of a transaction, by the whole months that it held."""
    first, last = day_text(sold), day_text(cancelled)
    held = month_of_day(cancelled) - month_of_day(sold) - (last[8:] < first[8:])
    months = int(clawback.get("months", 10**6))
    if cancelled < sold or held >= months:
        return Fraction(0)
    served = Fraction(months - held, months) if clawback.get("served") == "counts" else 1
    return number(clawback["share"]) * served


def _value(plan: Plan, actual: dict[str, Any], row: dict[str, str], tables: Tables) -> Any:
    """Give what a row counts; None if its cell is empty."""
    operation = operation_of(actual)
    if operation == "count":
        return Fraction(1)
    text = row.get(actual[operation]) or None
    if operation in ("distinct", "retained") or text is None:
        return text
    is_money = (actual["table"], operation) == ("sales", "sum")
    if (actual["table"], actual[operation]) == ("sales", "amount") and row.get("currency"):
        return in_currency(plan, row, tables)
    return money(text, plan["exponent"] if is_money else 4)


def _chosen(actual: dict[str, Any], row: dict[str, str], tables: Tables) -> bool:
    for column, values in actual["where"].items():
        cells = row
        name = column
        if column.startswith("accounts."):
            name = column.removeprefix("accounts.")
            mine = [each for each in tables["accounts"] if each["account_id"] == row.get("account_id")]
            if not mine:
                return False
            cells = mine[0]
        if cells.get(name) not in values:
            return False
    return True


def owners(
    plan: Plan, actual: dict[str, Any], row: dict[str, str], value: Any, tables: Tables
) -> list[tuple[str, Any]]:
    """List who shares a row, and what of it each has: all of it, unless credits share its transaction."""
    is_money = (actual["table"], operation_of(actual)) == ("sales", "sum")
    unit = Fraction(1, 10 ** (plan["exponent"] if is_money else 4))
    if "counts" in actual:
        counts = actual["counts"]
        other = "1" if counts.get("others", "whole") == "whole" else "0"
        share = number(counts["shares"].get(row.get(counts["by"]), other))
        value = parts_of(value, [share], unit)[0]
    if "splits" not in actual:
        return [(row["participant_id"], value)]
    kinds = ("", "both", actual["splits"].get("kind", ""))
    shares = [
        (each["participant_id"], Fraction(each["share"]))
        for each in sorted(tables["credits"], key=lambda each: each["participant_id"])
        if each["transaction_id"] == row["transaction_id"] and each.get("kind", "") in kinds
    ]
    if not shares:
        return [(row["participant_id"], value)]
    parts = parts_of(value, [share for _, share in shares], unit)
    return [(participant, part) for (participant, _), part in zip(shares, parts, strict=True)]


def parts_of(value: Fraction, shares: list[Fraction], unit: Fraction) -> list[Fraction]:
    """Share a value in whole units by largest remainder; the rounded sum of the shares is what there is."""
    exact = [abs(value) * share / unit for share in shares]
    whole = [part.numerator // part.denominator for part in exact]
    lack = math.floor(sum(exact, Fraction(0)) + Fraction(1, 2)) - sum(whole)
    for at in sorted(range(len(exact)), key=lambda at: (whole[at] - exact[at], at))[:lack]:
        whole[at] += 1
    return [part * unit * (1 if value >= 0 else -1) for part in whole]


def credited(credit: str, people: dict[str, Person], row: dict[str, str]) -> list[str]:
    """List who is credited with a row: the participant, those above on its day, or both."""
    own = row["participant_id"]
    if credit == "own":
        return [own]
    if credit == "team":
        day = day_number(row["date"])
        team = people[own].team(day)
        return [each.id for each in people.values() if team and each.team(day) == team]
    above = managers_above(people, own, day_number(row["date"]))
    return above if credit == "reports" else [own, *above]


def check_rows(measure: dict[str, Any], people: dict[str, Person], tables: Tables, months: range) -> None:
    """Stop at a row on a day without a segment, and at a month without a row for anybody of the plan."""
    actual = measure["actual"]
    held: set[int] = set()
    rows = tables.get(actual["table"], [])
    if rows and "date" not in rows[0]:
        return
    for row in rows:
        own, day, month = row["participant_id"], day_number(row["date"]), month_index(row["date"])
        if own not in people or not people[own].employed(day):
            kind = "no_segment"
            raise OracleError(kind, own, month_text(month))
        if month not in held and month in months:
            whose = {own, *credited("own_and_reports", people, row)} & people.keys()
            held |= {month for each in whose if people[each].covered(day)}
    for month in months if actual["missing_months"] == "error" else ():
        if actual["from"] >= first_day(month + 1) or actual["to"] <= first_day(month):
            continue
        if month not in held and any(person.days[month] for person in people.values()):
            kind = "missing_month"
            raise OracleError(kind, None, month_text(month))


def actual_of(
    measure: dict[str, Any],
    person: Person,
    entries: Entries,
    first: int,
    last: int,
    *,
    counted: list[int] | None = None,
) -> Fraction:
    """Count a person's rows of months first to last, or of the months among them that are counted."""
    months = list(range(first, last + 1)) if counted is None else counted
    own = entries.get(person.id, [])
    inside = [entry for entry in own if _standing(entry) or month_of_day(entry[0]) in months]
    operation = operation_of(measure["actual"])
    values = [value for _, value, _ in inside]
    if operation == "retained":
        # The period before: a year back to date, else as long as this one.
        back = 12 if measure["to_date"] else last - first + 1
        before = {value for day, value, _ in own if first - back <= month_of_day(day) <= last - back}
        return Fraction(len(before & set(values)))
    if operation == "distinct":
        return Fraction(len(set(values)))
    if operation == "last":
        return values[-1] if values else Fraction(0)
    total = sum(values, Fraction(0))
    return total / max(len(values), 1) if operation == "average" else total


def check_actual(measure: dict[str, Any], person: Person, entries: Entries, first: int, last: int) -> None:
    """Stop if months first to last have no row, unless that means zero or no day of them counts."""
    actual = measure["actual"]
    if (
        actual["if_missing"] == "zero"
        or actual["from"] >= first_day(last + 1)
        or actual["to"] <= first_day(first)
    ):
        return
    own = entries.get(person.id, [])
    if not any(_standing(entry) or first <= month_of_day(entry[0]) <= last for entry in own):
        kind = "missing_actual"
        raise OracleError(kind, person.id, month_text(last))


def _standing(entry: Entry) -> bool:
    return entry[0] == STANDING
