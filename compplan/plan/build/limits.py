"""Caps and floors from their nodes."""

from __future__ import annotations

from compplan.documents import nodes
from compplan.documents.nodes import Node, get
from compplan.plan.model import Limits


def limits_of(node: Node | None) -> Limits | None:
    """Make caps or floors; None if there are none."""
    if node is None:
        return None
    return Limits(
        transaction=nodes.number(get(node, "transaction")),
        payout_period=nodes.number(get(node, "payout_period")),
        plan_year=nodes.number(get(node, "plan_year")),
        total=nodes.number(get(node, "total")),
    )
