"""Payout curves from their nodes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, get, items
from compplan.plan.build.values import number, word
from compplan.plan.model import PLAIN, Band, Curve


def curve_of(node: Node | None) -> Curve:
    """Make a curve; where there is none, the rate is the attainment."""
    if node is None:
        return PLAIN
    if word(node, "type") == "flat":
        return Curve(
            "tiered_marginal",
            bands=(Band(None, number(get(node, "rate"))),),
            by=word(node, "by", "attainment"),
            negative=word(node, "negative", "nothing"),
        )
    return Curve(
        type=word(node, "type"),
        points=tuple(_point(point) for point in items(get(node, "points"))),
        bands=tuple(
            Band(nodes.number(get(band, "to")), number(get(band, "rate")))
            for band in items(get(node, "bands"))
        ),
        threshold=nodes.number(get(node, "threshold")),
        pays=word(node, "pays", "from_zero"),
        cap=nodes.number(get(node, "cap")),
        by=word(node, "by", "attainment"),
        includes=word(node, "includes", "from"),
        negative=word(node, "negative", "nothing"),
        within=cast("Any", nodes.text(get(node, "within"))),
        ties=cast("Any", nodes.text(get(node, "ties"))),
    )


def _point(node: Node) -> tuple[Fraction, Fraction]:
    attainment, rate = items(node)
    return number(attainment), number(rate)
