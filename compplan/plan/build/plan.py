"""A plan from its tree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get, items
from compplan.months import month_of
from compplan.plan.build.limits import limits_of
from compplan.plan.build.links import gate_of, modifier_of
from compplan.plan.build.measures import measure_of
from compplan.plan.build.money import currency_of, rounding_of
from compplan.plan.build.payment import payment_of
from compplan.plan.build.report_cards import card_of
from compplan.plan.build.rules import rule_of
from compplan.plan.build.values import date, integer, number, text, word
from compplan.plan.build.weights import path_of, weights_of
from compplan.plan.model import (
    AttainmentMeasure,
    Conversion,
    Leave,
    Measure,
    Payment,
    Plan,
    SignOff,
    Source,
    ValueMeasure,
)


def build(root: Node, source: Source | None = None) -> Plan:
    """Make the plan that a checked tree describes."""
    measures = tuple(measure_of(key.text, node) for key, node in entries(get(root, "measures")))
    ids = tuple(measure.id for measure in measures)
    payment = payment_of(get(root, "payment"))
    months = 12 * integer(get(root, "years"))
    before = weights_of(get(root, "weights", "before"), ids)
    announced = get(root, "announced_weights")
    return Plan(
        id=text(get(root, "id")),
        title=text(get(root, "title")),
        description=nodes.text(get(root, "description")) or "",
        currency=currency_of(get(root, "currency")),
        announced=nodes.date(get(root, "announced")),
        starts=month_of(date(get(root, "starts"))),
        years=months // 12,
        performance_period=word(root, "performance_period"),
        payout_period=word(root, "payout_period"),
        roles=frozenset(map(text, items(get(root, "applies_to", "roles")))),
        weights=path_of(get(root, "weights"), before, ids, months),
        announced_weights=path_of(announced, before, ids, months) if announced else None,
        measures=tuple(_cancelled(measure, payment) for measure in measures),
        report_cards=tuple(card_of(key.text, node) for key, node in entries(get(root, "report_cards"))),
        payment=payment,
        rounding=rounding_of(get(root, "rounding")),
        proration=word(get(root, "proration"), "basis"),
        conversion=_conversion(get(root, "conversion")),
        leave=_leave(get(root, "proration", "leave")),
        gates=tuple(gate_of(key.text, node) for key, node in entries(get(root, "gates"))),
        modifiers=tuple(modifier_of(key.text, node) for key, node in entries(get(root, "modifiers"))),
        stacking=word(root, "stacking", "multiplicative"),
        caps=limits_of(get(root, "caps")),
        best_of=tuple(tuple(map(text, items(group))) for group in items(get(root, "best_of"))),
        assume=tuple((key.text, number(node)) for key, node in entries(get(root, "assume"))),
        sign_off=_sign_off(get(root, "sign_off")),
        rules=tuple(rule_of(key.text, node, root) for key, node in entries(get(root, "rules"))),
        source=source,
    )


def _cancelled(measure: Measure, payment: Payment | None) -> Measure:
    """Let a measure know of the cancellations that take credit from it."""
    clawback = None if payment is None else payment.clawback
    if clawback is None or clawback.takes == "pay":
        return measure
    if not isinstance(measure, AttainmentMeasure | ValueMeasure) or measure.actual.operation != "sum":
        return measure
    if clawback.measures and measure.id not in clawback.measures:
        return measure
    return replace(measure, actual=replace(measure.actual, cancelled=clawback))


def _conversion(node: Node | None) -> Conversion | None:
    return None if node is None else Conversion(text(get(node, "table")), word(node, "date"))


def _leave(node: Node | None) -> Leave | None:
    if node is None:
        return None
    bases = (nodes.text(get(node, name)) for name in ("quota", "target_incentive"))
    return Leave(text(get(node, "table")), *cast("Any", bases))


def _sign_off(node: Node | None) -> SignOff | None:
    if node is None:
        return None
    return SignOff(tuple(map(text, items(get(node, "required")))), word(node, "without", "warn"))
