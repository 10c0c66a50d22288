"""How the items of a payment came about: from what the lines before them come to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from compplan.diagnostics import Place
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.payment.clawbacks import Taken, taken_back
from compplan.engine.payment.draws import draws_of
from compplan.engine.payment.guarantees import guaranteed
from compplan.engine.payment.items import Item, month_name, payout_months
from compplan.engine.payment.paid import PaidLines
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.tables import table_of
from compplan.grammar import decimal_text
from compplan.plan.model import Payment

ZERO = Fraction(0)


def item_nodes(plan: PlanResult, payout: int, person: int, lines: Fraction) -> list[Node]:
    """Show the items of a participant's payment, whose measures' lines come to an amount."""
    if plan.given is None or payout not in range(len(plan.given.total)):
        return []
    payment = plan.compiled.plan.payment or Payment()
    unit = Fraction(1, 10**plan.compiled.plan.currency.exponent)
    found, so_far = [], lines
    for item in plan.given.items:
        value = int(item.amount[payout, person]) * unit
        if value:
            before = given("the lines before", so_far)
            found.append(_shown(plan, payment, item, payout, person, value, before))
        so_far += value
    return found


def _shown(
    plan: PlanResult, payment: Payment, item: Item, payout: int, person: int, value: Fraction, before: Node
) -> Node:
    place = _place(plan, item.kind)
    match item.id:
        case "draw" if payment.draw is not None:
            of = [_draw(plan, payout, person), before]
        case "draw_recovery" if payment.draw is not None:
            return _recovery(plan, item, payout, person, value)
        case "guarantee" if payment.guarantee is not None:
            compiled = plan.compiled
            least = guaranteed(compiled.plan, compiled.who, payment.guarantee, payout + 1)
            of = [given("guaranteed", int(least[payout, person]) * _unit(plan)), before]
        case "adjustment":
            return _adjustment(plan, person, value)
        case "clawback":
            return _clawback(plan, payout, person, value)
        case "held_back" if payment.hold_back is not None:
            share = given("share held", payment.hold_back.share, place=place)
            held = node("held", "product", [before, share], before.value * share.value)
            rounded = node("rounded", "round", [held, given("to", _unit(plan), note="half_up")], -value)
            return Node(item.id, value, "difference", (given("nothing", ZERO), rounded), place, "line")
        case _:
            return given(item.id, value, place=place, note=_NOTES.get(item.id))
    return Node(item.id, value, "difference", tuple(of), place, "line")


_NOTES = {
    "hold_back_paid": "held from earlier payments, and due now",
    "minimum": "below the least amount that is paid, or kept from earlier payments",
}


def _adjustment(plan: PlanResult, person: int, value: Fraction) -> Node:
    """Show what the earlier payout periods come to by the amended plan, and what was paid."""
    assert plan.repriced is not None
    sides = []
    for name, results in (("as amended", plan.repriced.due), ("as paid", plan.repriced.paid)):
        months = [
            given(month_name(plan.compiled.plan, payout_months(plan.compiled.plan, payout)[-1]), amount)
            for payout in range(plan.first)
            if (amount := _sum_of(results, payout, person) * _unit(plan))
        ]
        sides.append(node(name, "sum", months, sum((month.value for month in months), ZERO)))
    return Node("adjustment", value, "difference", tuple(sides), _amends(plan), "line")


def _sum_of(results: Sequence[PlanResult], payout: int, person: int) -> int:
    return sum(int(each.listed()[0][payout, person]) for each in results if payout < len(each.listed()[0]))


def _amends(plan: PlanResult) -> Place | None:
    source = plan.compiled.plan.source
    return source.places.get(("amends",)) if source else None


def _draw(plan: PlanResult, payout: int, person: int) -> Node:
    compiled, draw = plan.compiled, plan.compiled.plan.payment
    assert draw is not None
    assert draw.draw is not None
    assert plan.given is not None
    draws = draws_of(compiled.plan, compiled.panel, compiled.who, draw.draw, plan.given)
    return given("draw of the period", int(draws[payout, person]) * _unit(plan), place=_place(plan, "draw"))


def _recovery(plan: PlanResult, item: Item, payout: int, person: int, value: Fraction) -> Node:
    assert plan.given is not None
    advances = next(each for each in plan.given.items if each.id == "draw")
    so_far = sum(int(each.amount[at, person]) for each in (advances, item) for at in range(payout))
    left = decimal_text(so_far * _unit(plan))
    note = f"line; {left} was advanced before and not recovered"
    return given(item.id, value, place=_place(plan, "draw"), note=note)


def _clawback(plan: PlanResult, payout: int, person: int, value: Fraction) -> Node:
    compiled, payment = plan.compiled, plan.compiled.plan.payment
    assert payment is not None
    assert payment.clawback is not None
    lines = [PaidLines(part.component, part.paid.paid) for part in plan.components]
    found = taken_back(compiled.plan, compiled.panel, payment.clawback, lines, payout + 1)
    mine = [each for each in found if (each.cancelled.period, each.participant) == (payout, person)]
    parts = [_taken(plan, payment.clawback.table, each) for each in mine if each.amount]
    total = node("taken back", "sum", parts, sum((part.value for part in parts), ZERO))
    return Node(
        "clawback", value, "difference", (given("nothing", ZERO), total), _place(plan, "clawback"), "line"
    )


def _taken(plan: PlanResult, table: str, each: Taken) -> Node:
    unit = _unit(plan)
    place = table_of(plan.compiled.plan, plan.compiled.panel, table).place(each.cancelled.row)
    paid = given(f"paid for {each.measure}", each.paid * unit)
    part = Fraction(each.credit, each.counted)
    deal = given(f"part of transaction {each.cancelled.transaction}", part, place=place)
    share = given("share taken back", each.share)
    exact = node("pay on it", "product", [paid, deal, share], paid.value * part * each.share)
    rounded = node(
        "rounded", "round", [exact, given("to", unit, note="half_up")], _nearest(exact.value, unit)
    )
    if rounded.value == each.amount * unit:
        return rounded
    left = given("not taken back yet", each.amount * unit)
    return node("as far as it is left", "least", [rounded, left], left.value)


def _nearest(value: Fraction, unit: Fraction) -> Fraction:
    return (value / unit + Fraction(1, 2)).__floor__() * unit


def _unit(plan: PlanResult) -> Fraction:
    return Fraction(1, 10**plan.compiled.plan.currency.exponent)


def _place(plan: PlanResult, kind: str) -> Place | None:
    source = plan.compiled.plan.source
    return source.places.get(("payment", kind)) if source else None
