"""Report cards from their nodes."""

from __future__ import annotations

from fractions import Fraction

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get
from compplan.plan.build.values import integer, number, text, title, values, word
from compplan.plan.model import Behaviour, MinimumResponses, ReportCard, Shrinkage


def card_of(identifier: str, node: Node) -> ReportCard:
    """Make a report card."""
    least, scale = get(node, "minimum_responses"), values(get(node, "scale"))
    return ReportCard(
        id=identifier,
        title=title(identifier, node),
        ratings=text(get(node, "ratings")),
        scale=scale,
        favourable=frozenset(values(get(node, "favourable"))),
        minimum_responses=MinimumResponses(
            integer(get(least, "count")), integer(get(least, "pool_previous_months")), word(least, "then")
        ),
        attainment_cap=nodes.number(get(node, "attainment_cap")),
        behaviours=tuple(_behaviour(key.text, item) for key, item in entries(get(node, "behaviours"))),
        values=_worth(get(node, "values"), scale),
        attains_by=word(node, "attains_by", "favourable_share"),
        most_per_account=nodes.integer(get(node, "most_per_account")),
        shrinkage=_shrinkage(get(node, "shrinkage")),
    )


def _worth(node: Node | None, scale: tuple[str, ...]) -> tuple[Fraction, ...]:
    worth = {key.text: number(value) for key, value in entries(node)}
    return tuple(worth[category] for category in scale if worth)


def _shrinkage(node: Node | None) -> Shrinkage | None:
    return None if node is None else Shrinkage(word(node, "to"), nodes.integer(get(node, "strength")))


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
