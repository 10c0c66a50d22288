"""Caps, floors and groups: limits on rounded lines."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.cases import Case
from tests.oracle.pay import Account
from tests.oracle.people import Person

Line = dict[str, Any]


Limit = tuple[Fraction, bool]
"""A limit: a number, and whether it is a share of the target incentive."""


def limited(
    case: Case, person: Person, amount: Fraction, account: Account, months: tuple[int, int]
) -> Fraction:
    """Keep a rounded line of some months, or what is due to date, within a measure's floors and caps."""
    plan, measure = case.plan, case.measure
    span = "plan_year" if measure["to_date"] else "payout_period"
    unit, floors, caps = plan["rounding"]["to"], measure["floors"], measure["caps"]
    year = (months[1] - plan["starts"]) // 12
    looked_at = year_of(plan, months[1]) if measure["to_date"] else list(range(months[0], months[1] + 1))
    incentive = incentive_of(case, person, looked_at)
    if span in floors and amount > 0:
        amount = max(amount, -(-money(floors[span], incentive) // unit) * unit)
    if span in caps:
        amount = min(amount, money(caps[span], incentive) // unit * unit)
    if not measure["to_date"] and "plan_year" in caps:
        if account.year != year:
            account.year, account.paid = year, Fraction(0)
        of_year = money(caps["plan_year"], incentive_of(case, person, year_of(plan, months[1])))
        amount = min(amount, max(of_year // unit * unit - account.paid, Fraction(0)))
        account.paid += amount
    return amount


def money(limit: Limit, incentive: Fraction) -> Fraction:
    """Give a limit as money."""
    return limit[0] * incentive if limit[1] else limit[0]


def incentive_of(case: Case, person: Person, months: list[int]) -> Fraction:
    """Sum the target incentive of months: the measure's part of it, if it earns that, else all."""
    own, starts = case.measure["earns"] == "target_incentive", case.plan["starts"]
    parts = (person.incentive[month] * (case.weight[month - starts] if own else 1) for month in months)
    return sum(parts, Fraction(0))


def year_of(plan: dict[str, Any], month: int) -> list[int]:
    """List the months of the plan year that holds a month."""
    first = month - (month - plan["starts"]) % 12
    return list(range(first, first + 12))


def best_of(plan: dict[str, Any], lines: list[Line]) -> None:
    """Leave of each group and payment the highest line, of equal ones that of the measure named first."""
    for group in plan["best_of"]:
        for key in {(line["participant_id"], line["month"]) for line in lines}:
            mine = [line for line in lines if (line["participant_id"], line["month"]) == key]
            found = {line["component"]: line for line in mine if line["component"] in group}
            most = max((line["paid"] for line in found.values()), default=0)
            best = next((name for name in group if name in found and found[name]["paid"] == most), None)
            for name, line in found.items():
                line["paid"] = line["paid"] if name == best else 0


def within_caps(
    plan: dict[str, Any],
    people: dict[str, Person],
    lines: list[Line],
    months: dict[str, int],
    order: dict[str, int],
) -> None:
    """Cut each person's payments, in order of months, to the plan's caps in minor units."""
    used: dict[tuple[str, int], int] = {}
    for person, month in sorted({(line["participant_id"], line["month"]) for line in lines}):
        mine = [line for line in lines if (line["participant_id"], line["month"]) == (person, month)]
        mine.sort(key=lambda line: order[line["component"]])
        year = (months[month] - plan["starts"]) // 12
        caps = _caps(plan, people[person], months[month])
        left = [caps["payout_period"]] if "payout_period" in caps else []
        left += [max(caps["plan_year"] - used.get((person, year), 0), 0)] if "plan_year" in caps else []
        left += [max(caps["total"] - used.get((person, -1), 0), 0)] if "total" in caps else []
        total, gross = sum(line["paid"] for line in mine), sum(max(line["paid"], 0) for line in mine)
        cut = min(max(total - min(left, default=total), 0), gross)
        shares = [Fraction(max(line["paid"], 0) * cut, gross or 1) for line in mine]
        parts = [share.numerator // share.denominator for share in shares]
        by_rest = sorted(range(len(mine)), key=lambda at: (parts[at] - shares[at], at))
        for at in by_rest[: cut - sum(parts)]:
            parts[at] += 1
        for line, part in zip(mine, parts, strict=True):
            line["paid"] -= part
        for key in ((person, year), (person, -1)):
            used[key] = used.get(key, 0) + total - cut


def _caps(plan: dict[str, Any], person: Person, end: int) -> dict[str, int]:
    """Give the plan's caps of a payout period that ends with a month, in minor units."""
    spans = {
        "payout_period": range(end - plan["payout"] + 1, end + 1),
        "plan_year": year_of(plan, end),
        "total": range(plan["starts"], plan["starts"] + 12 * plan["years"]),
    }
    found = {}
    for name, cap in plan["caps"].items():
        incentive = sum((person.incentive[month] for month in spans[name]), Fraction(0))
        found[name] = int(money(cap, incentive) * 10 ** plan["exponent"] // 1)
    return found
