"""Caps and floors from their nodes."""

from __future__ import annotations

from compplan.documents import nodes
from compplan.documents.nodes import Node, Scalar, get
from compplan.plan.model import Amount, Limits, OfIncentive


def limits_of(node: Node | None) -> Limits | None:
    """Make caps or floors; None if there are none."""
    if node is None:
        return None
    return Limits(
        transaction=_amount(get(node, "transaction")),
        payout_period=_amount(get(node, "payout_period")),
        plan_year=_amount(get(node, "plan_year")),
        total=_amount(get(node, "total")),
    )


def _amount(node: Node | None) -> Amount | None:
    """Make a limit: a percentage is a share of the target incentive, any other number is money."""
    value = nodes.number(node)
    is_share = isinstance(node, Scalar) and node.text.endswith("%")
    return OfIncentive(value) if is_share and value is not None else value
