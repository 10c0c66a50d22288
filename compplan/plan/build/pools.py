"""Pools from their nodes."""

from __future__ import annotations

from compplan.documents.nodes import Node, get
from compplan.plan.build.actuals import actual_of
from compplan.plan.build.values import word
from compplan.plan.model import Pool


def pool_of(node: Node | None) -> Pool | None:
    """Make a pool; None if nothing is shared."""
    if node is None:
        return None
    points = get(node, "points")
    return Pool(word(node, "within"), word(node, "shared"), None if points is None else actual_of(points))
