"""Report cards from their nodes."""

from __future__ import annotations

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get
from compplan.plan.build.values import integer, number, text, title, values, word
from compplan.plan.model import Behaviour, MinimumResponses, ReportCard


def card_of(identifier: str, node: Node) -> ReportCard:
    """Make a report card."""
    least = get(node, "minimum_responses")
    return ReportCard(
        id=identifier,
        title=title(identifier, node),
        ratings=text(get(node, "ratings")),
        scale=values(get(node, "scale")),
        favourable=frozenset(values(get(node, "favourable"))),
        minimum_responses=MinimumResponses(
            integer(get(least, "count")), integer(get(least, "pool_previous_months")), word(least, "then")
        ),
        attainment_cap=nodes.number(get(node, "attainment_cap")),
        behaviours=tuple(_behaviour(key.text, item) for key, item in entries(get(node, "behaviours"))),
    )


def _behaviour(identifier: str, node: Node) -> Behaviour:
    rows = tuple((int(key.text), number(value)) for key, value in entries(get(node, "target", "by_month")))
    return Behaviour(
        identifier,
        title(identifier, node),
        number(get(node, "weight")),
        rows[-1][1] if rows else number(get(node, "target")),
        nodes.text(get(node, "business_value")) or "",
        rows,
        word(get(node, "target"), "between", "steps"),
    )
