"""Measures from their nodes."""

from __future__ import annotations

from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, get
from compplan.plan.build.actuals import actual_of
from compplan.plan.build.curves import curve_of
from compplan.plan.build.values import text, title, word
from compplan.plan.model import AttainmentMeasure, Measure, ReportCardMeasure, Target


def measure_of(identifier: str, node: Node) -> Measure:
    """Make a measure."""
    common: dict[str, Any] = {
        "id": identifier,
        "title": title(identifier, node),
        "curve": curve_of(get(node, "curve")),
        "accumulate": word(node, "accumulate", "period"),
        "balance": nodes.text(get(node, "balance")),
    }
    if word(node, "type") == "report_card":
        return ReportCardMeasure(report_card=text(get(node, "report_card")), **common)
    return AttainmentMeasure(
        actual=actual_of(get(node, "actual")),
        target=_target(get(node, "target")),
        quota_proration=word(node, "quota_proration"),
        **common,
    )


def _target(node: Node | None) -> Target:
    return Target(
        table=text(get(node, "table")),
        value=text(get(node, "value")),
        spread=cast("Any", nodes.text(get(node, "spread"))),
        if_missing=word(node, "if_missing", "error"),
        if_zero=word(node, "if_zero", "error"),
    )
