"""Payment: draw, guarantee, clawback, hold-back and minimum, for one person after another."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.oracle.actuals import Entry, parts_of, taken_share
from tests.oracle.dates import day_number, day_text, first_day, month_of_day
from tests.oracle.pay import rounded
from tests.oracle.people import Person
from tests.oracle.reading import Plan, Tables, money, number

ITEMS = ("draw", "draw_recovery", "guarantee", "clawback", "held_back", "hold_back_paid", "minimum")
Deal = tuple[str, list[Entry], list[tuple[str, int, int, Fraction]]]
"""A measure, the person's rows of it, and of every line measure, first and last month, and what it pays."""


@dataclass(slots=True)
class Paid:
    """What one person is paid: by payout period, amounts of lines, items by name, and what is open."""

    ends: list[int]
    total: list[Fraction]
    there: list[bool]
    items: dict[str, list[Fraction]] = field(default_factory=dict)
    open: dict[str, Fraction] = field(default_factory=dict)

    def add(self, name: str, amounts: list[Fraction]) -> None:
        """Add an item to what is paid."""
        self.items[name] = amounts
        self.total = [total + amount for total, amount in zip(self.total, amounts, strict=True)]


def pay_out(plan: Plan, person: Person, paid: Paid, tables: Tables, deals: list[Deal]) -> None:
    """Add the items of the plan's payment, in their order."""
    payment = plan["payment"]
    if "draw" in payment:
        _draw(plan, payment["draw"], person, paid, tables)
    if "guarantee" in payment:
        _guarantee(plan, payment["guarantee"], person, paid)
    if "clawback" in payment:
        _clawback(plan, payment["clawback"], paid, tables, deals)
    if "hold_back" in payment:
        _hold_back(plan, payment["hold_back"], paid)
    if "minimum" in payment:
        _minimum(payment["minimum"], paid)


def _draw(plan: Plan, draw: dict[str, Any], person: Person, paid: Paid, tables: Tables) -> None:
    balance = forgiven = Fraction(0)
    advances, back = [], []
    for at, end in enumerate(paid.ends):
        after = first_day(end + 1)
        if "forgiven" in draw and after > day_number(draw["forgiven"]):
            forgiven, balance = forgiven + balance, Fraction(0)
        amount = _draw_of(plan, draw, person, end, tables)
        holds = paid.there[at] and ("until" not in draw or after <= day_number(draw["until"]))
        holds = holds and ("months" not in draw or _months_since_start(person, end) <= int(draw["months"]))
        amount = amount if holds else Fraction(0)
        earned = paid.total[at]
        advance = max(Fraction(0), amount - earned) if amount else Fraction(0)
        recovered = Fraction(0)
        recovers = "recovered_from" not in draw or after > day_number(draw["recovered_from"])
        if draw["type"] == "recoverable" and recovers:
            above = max(Fraction(0), earned - amount)
            if "recovered_at_most" in draw:
                above = min(above, _cents(plan, max(Fraction(0), earned) * number(draw["recovered_at_most"])))
            recovered = min(balance, above)
        if draw["type"] == "recoverable":
            balance += advance - recovered
        advances.append(advance)
        back.append(-recovered)
    paid.add("draw", advances)
    paid.add("draw_recovery", back)
    paid.open |= {"draw": balance, "draw_forgiven": forgiven}


def _draw_of(plan: Plan, draw: dict[str, Any], person: Person, end: int, tables: Tables) -> Fraction:
    if "table" not in draw:
        return number(draw["amount"])
    first = day_text(first_day(end - plan["payout"] + 1))[:7]
    names = {1: first, 3: f"{first[:4]}-Q{(int(first[5:]) + 2) // 3}", 12: first[:4]}
    for row in tables[draw["table"]]:
        if row["participant_id"] == person.id and row["period"] == names[plan["payout"]]:
            return money(row["amount"], plan["exponent"])
    return Fraction(0)


def _months_since_start(person: Person, month: int) -> int:
    return month - person.stretch(month)[0] + 1 if person.days[month] else 10**6


def _guarantee(plan: Plan, guarantee: dict[str, Any], person: Person, paid: Paid) -> None:
    lacking = []
    for at, end in enumerate(paid.ends):
        least = Fraction(0)
        for month in person.months(end - plan["payout"] + 1, end):
            since = _months_since_start(person, month)
            if since <= int(guarantee["months"]):
                least += person.incentive[month] * _guaranteed_share(guarantee, since)
        least = rounded(plan["rounding"], least)
        lacking.append(max(Fraction(0), least - paid.total[at]) if least and paid.there[at] else Fraction(0))
    paid.add("guarantee", lacking)


def _guaranteed_share(guarantee: dict[str, Any], since: int) -> Fraction:
    if "share" in guarantee:
        return number(guarantee["share"])
    months = [int(month) for month in guarantee["by_month"] if int(month) <= since]
    return number(guarantee["by_month"][str(max(months))])


def _clawback(
    plan: Plan,
    clawback: dict[str, Any],
    paid: Paid,
    tables: Tables,
    deals: list[Deal],
) -> None:
    taken = [Fraction(0) for _ in paid.ends]
    cancelled = sorted(tables[clawback["table"]], key=lambda row: (row["date"], row["transaction_id"]))
    for measure_id, entries, lines in deals:
        if measure_id not in clawback.get("measures", [measure_id]):
            continue
        left: dict[int, Fraction] = {}
        for row in cancelled:
            for day, amount, sale in entries:
                at = _period_of(paid, plan, month_of_day(day_number(row["date"])))
                share = taken_share(clawback, day, day_number(row["date"]))
                line = _line_of(lines, measure_id, month_of_day(day))
                if sale["transaction_id"] != row["transaction_id"] or at is None or line is None or not share:
                    continue
                first, end, pays = line
                if end > paid.ends[at]:
                    continue
                counted = sum(
                    (each for when, each, _ in entries if first <= month_of_day(when) <= end), Fraction(0)
                )
                if min(pays, amount, counted) <= 0:
                    continue
                rest = left.setdefault(end, pays)
                part = min(rest, _cents(plan, pays * amount / counted * share))
                left[end] = rest - part
                taken[at] -= part
    paid.add("clawback", taken if clawback.get("takes") != "credit" else [Fraction(0) for _ in taken])


def _line_of(
    lines: list[tuple[str, int, int, Fraction]], measure_id: str, month: int
) -> tuple[int, int, Fraction] | None:
    """Find the first and last month of the line that looks at a month first, and what it pays."""
    for measure, first, last, pays in lines:
        if measure == measure_id and first <= month <= last:
            return first, last, pays
    return None


def _period_of(paid: Paid, plan: Plan, month: int) -> int | None:
    found = [at for at, end in enumerate(paid.ends) if end - plan["payout"] < month <= end]
    return found[0] if found else None


def _hold_back(plan: Plan, hold_back: dict[str, Any], paid: Paid) -> None:
    unit = Fraction(1, 10 ** plan["exponent"])
    parts = sorted((int(months), number(share)) for months, share in hold_back["paid_after"].items())
    held = [_cents(plan, max(Fraction(0), total) * number(hold_back["share"])) for total in paid.total]
    released, left = [Fraction(0) for _ in held], Fraction(0)
    for at, amount in enumerate(held):
        for (months, _), part in zip(
            parts, parts_of(amount, [share for _, share in parts], unit), strict=True
        ):
            due = at + math.ceil(Fraction(months, plan["payout"]))
            if due < len(held):
                released[due] += part
            else:
                left += part
    paid.add("held_back", [-amount for amount in held])
    paid.add("hold_back_paid", released)
    paid.open["hold_back"] = left


def _minimum(minimum: dict[str, Any], paid: Paid) -> None:
    carried, change = Fraction(0), []
    for total in paid.total:
        due = total + carried
        if due < number(minimum["amount"]):
            change.append(-total)
            carried = due if minimum["below"] == "carry" else Fraction(0)
        else:
            change.append(carried)
            carried = Fraction(0)
    paid.add("minimum", change)
    paid.open["minimum"] = carried


def _cents(plan: Plan, amount: Fraction) -> Fraction:
    return rounded({"to": Fraction(1, 10 ** plan["exponent"]), "mode": "half_up"}, amount)
