"""Measures from their nodes."""

from __future__ import annotations

from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get
from compplan.plan.build.curves import curve_of
from compplan.plan.build.values import any_of, text, title, word
from compplan.plan.model import Actual, AttainmentMeasure, Measure, ReportCardMeasure, Target


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
        actual=_actual(get(node, "actual")),
        target=_target(get(node, "target")),
        quota_proration=word(node, "quota_proration"),
        **common,
    )


def _actual(node: Node | None) -> Actual:
    return Actual(
        table=text(get(node, "table")),
        sum=text(get(node, "sum")),
        where=tuple(sorted((key.text, any_of(value)) for key, value in entries(get(node, "where")))),
        credit=word(node, "credit", "own"),
        if_missing=word(node, "if_missing", "error"),
        missing_months=word(node, "missing_months", "error"),
    )


def _target(node: Node | None) -> Target:
    return Target(
        table=text(get(node, "table")),
        value=text(get(node, "value")),
        spread=cast("Any", nodes.text(get(node, "spread"))),
        if_missing=word(node, "if_missing", "error"),
        if_zero=word(node, "if_zero", "error"),
    )
