"""Caps, floors and groups: money limits on rounded lines."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.pay import Account

Line = dict[str, Any]


def limited(
    plan: dict[str, Any], measure: dict[str, Any], amount: Fraction, account: Account, year: int
) -> Fraction:
    """Keep a rounded line, or what is due to date, within a measure's floors and caps."""
    span = "plan_year" if measure["to_date"] else "payout_period"
    unit, floors, caps = plan["rounding"]["to"], measure["floors"], measure["caps"]
    if span in floors and amount > 0:
        amount = max(amount, -(-floors[span] // unit) * unit)
    if span in caps:
        amount = min(amount, caps[span] // unit * unit)
    if not measure["to_date"] and "plan_year" in caps:
        if account.year != year:
            account.year, account.paid = year, Fraction(0)
        amount = min(amount, max(caps["plan_year"] // unit * unit - account.paid, Fraction(0)))
        account.paid += amount
    return amount


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
    plan: dict[str, Any], lines: list[Line], months: dict[str, int], order: dict[str, int]
) -> None:
    """Cut each person's payments, in order of months, to the plan's caps in minor units."""
    caps = {name: int(cap * 10 ** plan["exponent"] // 1) for name, cap in plan["caps"].items()}
    used: dict[tuple[str, int], int] = {}
    for person, month in sorted({(line["participant_id"], line["month"]) for line in lines}):
        mine = [line for line in lines if (line["participant_id"], line["month"]) == (person, month)]
        mine.sort(key=lambda line: order[line["component"]])
        year = (months[month] - plan["starts"]) // 12
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
