"""The payment section from its nodes."""

from __future__ import annotations

from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get, items
from compplan.plan.build.values import integer, number, text, word
from compplan.plan.model import Clawback, Draw, Guarantee, HoldBack, Minimum, Payment


def payment_of(node: Node | None) -> Payment | None:
    """Make what is done with the lines of a payout period; None if nothing is."""
    if node is None:
        return None
    return Payment(
        draw=_draw(get(node, "draw")),
        guarantee=_guarantee(get(node, "guarantee")),
        clawback=_clawback(get(node, "clawback")),
        hold_back=_hold_back(get(node, "hold_back")),
        minimum=_minimum(get(node, "minimum")),
    )


def _draw(node: Node | None) -> Draw | None:
    if node is None:
        return None
    return Draw(
        type=word(node, "type"),
        amount=nodes.number(get(node, "amount")),
        table=nodes.text(get(node, "table")),
        months=nodes.integer(get(node, "months")),
        until=nodes.date(get(node, "until")),
        recovered_from=nodes.date(get(node, "recovered_from")),
        recovered_at_most=nodes.number(get(node, "recovered_at_most")),
        forgiven=nodes.date(get(node, "forgiven")),
    )


def _guarantee(node: Node | None) -> Guarantee | None:
    if node is None:
        return None
    share = nodes.number(get(node, "share"))
    by_month = sorted((int(key.text), number(value)) for key, value in entries(get(node, "by_month")))
    return Guarantee(integer(get(node, "months")), tuple(by_month) or ((1, cast("Any", share)),))


def _clawback(node: Node | None) -> Clawback | None:
    if node is None:
        return None
    return Clawback(
        table=text(get(node, "table")),
        share=number(get(node, "share")),
        months=nodes.integer(get(node, "months")),
        served=word(node, "served", "ignored"),
        measures=tuple(map(text, items(get(node, "measures")))),
        takes=word(node, "takes", "pay"),
    )


def _hold_back(node: Node | None) -> HoldBack | None:
    if node is None:
        return None
    parts = [(int(key.text), number(value)) for key, value in entries(get(node, "paid_after"))]
    return HoldBack(number(get(node, "share")), tuple(sorted(parts)))


def _minimum(node: Node | None) -> Minimum | None:
    return None if node is None else Minimum(number(get(node, "amount")), word(node, "below"))
