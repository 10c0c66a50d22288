"""Payout curves from their nodes."""

from __future__ import annotations

from fractions import Fraction

from compplan.documents import nodes
from compplan.documents.nodes import Node, get, items
from compplan.plan.build.values import number, word
from compplan.plan.model import Band, Curve


def curve_of(node: Node | None) -> Curve:
    """Make a curve."""
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
    )


def _point(node: Node) -> tuple[Fraction, Fraction]:
    attainment, rate = items(node)
    return number(attainment), number(rate)
