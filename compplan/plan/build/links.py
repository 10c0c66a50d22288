"""Gates and modifiers from their nodes."""

from __future__ import annotations

from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, get, items
from compplan.plan.build.curves import curve_of
from compplan.plan.build.values import number, text, title, word
from compplan.plan.model import COMPARISONS, Condition, Gate, Modifier


def gate_of(identifier: str, node: Node) -> Gate:
    """Make a gate."""
    return Gate(
        id=identifier,
        title=title(identifier, node),
        condition=condition_of(node),
        type=word(node, "type"),
        limit=cast("Any", nodes.text(get(node, "limit"))),
        applies_to=_measures(node),
        applies=word(node, "applies", "period"),
    )


def modifier_of(identifier: str, node: Node) -> Modifier:
    """Make a modifier."""
    when = get(node, "when")
    return Modifier(
        id=identifier,
        title=title(identifier, node),
        measure=text(get(node, "measure")),
        curve=curve_of(get(node, "curve")),
        when=condition_of(when) if when else None,
        applies_to=_measures(node),
        applies=word(node, "applies", "period"),
    )


def condition_of(node: Node) -> Condition:
    """Make the condition that a mapping states."""
    comparison = next(name for name in COMPARISONS if get(node, name) is not None)
    return Condition(text(get(node, "measure")), comparison, number(get(node, comparison)))


def _measures(node: Node) -> tuple[str, ...]:
    return tuple(sorted(map(text, items(get(node, "applies_to")))))
