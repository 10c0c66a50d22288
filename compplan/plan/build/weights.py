"""Measure weights and their path from their nodes."""

from __future__ import annotations

from fractions import Fraction

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get
from compplan.plan.build.values import number, word
from compplan.plan.model import Path, Weights


def path_of(node: Node | None, before: Weights, ids: tuple[str, ...], months: int) -> Path:
    """Make a path of a plan with ``months`` months, its weights in the order of ``ids``."""
    if node is None:
        return Path("monthly", before, ((1, before),))
    kind = word(node, "path")
    if kind in ("linear", "s_curve"):
        over = nodes.integer(get(node, "over_months")) or months
        return Path(kind, before, ((1, weights_of(get(node, "to"), ids)),), over)
    table = get(node, "by_year" if kind == "steps" else "by_month")
    rows = sorted((int(key.text), weights_of(row, ids)) for key, row in entries(table))
    return Path(kind, before, tuple(rows))


def weights_of(node: Node | None, ids: tuple[str, ...]) -> Weights:
    """Make weights in the order of ``ids``; a measure that is not named has 0."""
    named = {key.text: number(value) for key, value in entries(node)}
    return tuple(named.get(measure, Fraction()) for measure in ids)
