"""What a plan's payment section makes of lines, as lines of its own."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.actuals import Entries
from tests.oracle.cases import Case, Line, Outcome, minor
from tests.oracle.dates import month_index, month_text
from tests.oracle.payment import Paid, pay_out
from tests.oracle.people import Person
from tests.oracle.reading import Plan, Tables

Deals = list[tuple[str, Entries]]


def deals_of(case: Case, tables: Tables) -> Deals:
    """Give the measure with its rows, if they are sums of transactions."""
    actual = case.measure.get("actual", {})
    rows = tables.get(actual.get("table", ""), [])
    is_deals = "sum" in actual and bool(rows) and "transaction_id" in rows[0]
    return [(case.measure_id, case.entries)] if is_deals else []


def paid_out(
    plan: Plan, person: Person, outcome: Outcome, tables: Tables, deals: Deals, ends: list[int]
) -> None:
    """Add the lines that no measure earns, and what is open of them."""
    mine = [line for line in outcome.lines if line["participant_id"] == person.id]
    unit = Fraction(1, 10 ** plan["exponent"])
    sums = [sum(line["paid"] for line in mine if line["month"] == month_text(end)) * unit for end in ends]
    there = [any(line["month"] == month_text(end) for line in mine) for end in ends]
    length = {
        key: plan["payout"] if each["to_date"] else max(plan["payout"], plan["performance"])
        for key, each in plan["measures"].items()
    }
    spans = [
        (
            line["component"],
            month_index(line["month"]) - length[line["component"]] + 1,
            month_index(line["month"]),
            line["paid"] * unit,
        )
        for line in mine
    ]
    paid = Paid(ends, sums, there)
    pay_out(plan, person, paid, tables, [(key, entries.get(person.id, []), spans) for key, entries in deals])
    for name, amounts in paid.items.items():
        outcome.lines += [
            _item(plan, person, name, end, amount)
            for end, amount in zip(ends, amounts, strict=True)
            if amount
        ]
    outcome.balances += [
        {"participant_id": person.id, "component": name, "amount": minor(plan, amount)}
        for name, amount in paid.open.items()
        if amount
    ]


def _item(plan: Plan, person: Person, name: str, end: int, amount: Fraction) -> Line:
    return {
        "participant_id": person.id,
        "month": month_text(end),
        "component": name,
        "paid": minor(plan, amount),
    }
