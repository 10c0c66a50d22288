"""Targets: quota rows, their months' parts, and what of them counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.dates import days_in, days_of, month_text, period
from tests.oracle.people import Person
from tests.oracle.proration import share_of_months
from tests.oracle.reading import OracleError, Plan, money


@dataclass(frozen=True, slots=True)
class Part:
    """A quota row, or one month's part of it, after proration: what it adds to months first to last."""

    first: int
    last: int
    amount: Fraction


def quota_parts(
    plan: Plan,
    measure_id: str,
    people: dict[str, Person],
    rows: list[dict[str, str]],
) -> dict[str, list[Part]]:
    """Collect by participant the parts of quota rows in which he takes part on at least one day."""
    measure = plan["measures"][measure_id]
    parts: dict[str, list[Part]] = {}
    for row in rows:
        person = people.get(row["participant_id"])
        if person is None or row.get("measure", measure_id) != measure_id:
            continue
        quota = money(row[measure["target"]["value"]], plan["exponent"])
        for part in _split(measure["target"], *period(row["period"]), quota):
            if _in_plan(plan, part) and person.takes_part(part.first, part.last):
                _check_length(plan, measure, part, person)
                parts.setdefault(person.id, []).append(_prorated(plan, measure, person, part))
    return parts


def unit_length(plan: Plan, measure: dict[str, Any]) -> int:
    """Give the months of the period to which rows belong: performance or, to date, payout period."""
    length: int = plan["payout"] if measure["to_date"] else plan["performance"]
    return length


def target_of(parts: list[Part], first: int, last: int) -> Fraction | None:
    """Sum the parts that lie in months first to last; None if there is none."""
    inside = [part.amount for part in parts if first <= part.first and part.last <= last]
    return sum(inside, Fraction(0)) if inside else None


def _split(target: dict[str, Any], first: int, months: int, quota: Fraction) -> list[Part]:
    """Cut a row into the parts of its months, if the target says how."""
    each = range(first, first + months)
    if target["seasonality"]:
        seasons = target["seasonality"]
        shares = [seasons[at * len(seasons) // 12] * len(seasons) / 12 for at in range(12)]
        return [Part(month, month, quota * share) for month, share in zip(each, shares, strict=True)]
    if target["spread"] == "days":
        days = sum(days_in(month) for month in each)
        return [Part(month, month, quota * days_in(month) / days) for month in each]
    if target["spread"] == "months":
        return [Part(month, month, quota / months) for month in each]
    return [Part(first, first + months - 1, quota)]


def _in_plan(plan: Plan, part: Part) -> bool:
    return bool(plan["starts"] <= part.first and part.last < plan["starts"] + 12 * plan["years"])


def _check_length(plan: Plan, measure: dict[str, Any], part: Part, person: Person) -> None:
    length = unit_length(plan, measure)
    if (part.first - plan["starts"]) // length != (part.last - plan["starts"]) // length:
        kind = "long_quota"
        raise OracleError(kind, person.id, month_text(part.last))


def _prorated(plan: Plan, measure: dict[str, Any], person: Person, part: Part) -> Part:
    days = [day for month in range(part.first, part.last + 1) for day in days_of(month)]
    held = [day for day in days if person.covered(day)]
    basis, leave = measure["quota_proration"], plan["leave"].get("quota")
    share = Fraction(1) if basis == "as_given" else share_of_months(basis, part.first, part.last, held)
    if leave:
        share -= share_of_months(leave, part.first, part.last, person.away & set(held))
    ramp = _ramp(measure["target"]["ramp"], person, part)
    return Part(part.first, part.last, part.amount * max(Fraction(0), share) * ramp)


def _ramp(ramp: dict[int, Fraction], person: Person, part: Part) -> Fraction:
    """Give the mean of the shares of the months of a part in which a person takes part."""
    shares = []
    for month in person.months(part.first, part.last) if ramp else ():
        since = month - person.stretch(month)[0] + 1
        shares.append(ramp[max(begin for begin in ramp if begin <= since)])
    return sum(shares, Fraction(0)) / len(shares) if shares else Fraction(1)
