"""Measures from their nodes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, get
from compplan.plan.build.actuals import actual_of
from compplan.plan.build.curves import curve_of
from compplan.plan.build.values import number, text, title, word
from compplan.plan.model import (
    AttainmentMeasure,
    Constant,
    Counted,
    Measure,
    ReportCardMeasure,
    Target,
    ValueMeasure,
)


def measure_of(identifier: str, node: Node) -> Measure:
    """Make a measure."""
    common: dict[str, Any] = {
        "id": identifier,
        "title": title(identifier, node),
        "curve": curve_of(get(node, "curve")),
        "earns": word(node, "earns", "target_incentive"),
        "accumulate": word(node, "accumulate", "period"),
        "balance": nodes.text(get(node, "balance")),
        "responds_to": nodes.text(get(node, "responds_to")),
    }
    return _MEASURES[word(node, "type")](node, common)


def _report_card(node: Node, common: dict[str, Any]) -> Measure:
    return ReportCardMeasure(report_card=text(get(node, "report_card")), **common)


def _value(node: Node, common: dict[str, Any]) -> Measure:
    curve = replace(common.pop("curve"), by="value")
    return ValueMeasure(actual=actual_of(get(node, "actual")), curve=curve, **common)


def _attainment(node: Node, common: dict[str, Any]) -> Measure:
    return AttainmentMeasure(
        actual=actual_of(get(node, "actual")),
        target=_target(get(node, "target")),
        quota_proration=word(node, "quota_proration", "as_given"),
        **common,
    )


_MEASURES = {"attainment": _attainment, "value": _value, "report_card": _report_card}


def _target(node: Node | None) -> Target | Constant | Counted:
    if nodes.number(node) is not None:
        return Constant(number(node))
    if get(node, "of") is not None:
        return Counted(
            of=actual_of(get(node, "of")),
            times=nodes.number(get(node, "times")) or Fraction(1),
            period=word(node, "period", "same"),
            if_zero=word(node, "if_zero", "error"),
        )
    return Target(
        table=text(get(node, "table")),
        value=text(get(node, "value")),
        spread=cast("Any", nodes.text(get(node, "spread"))),
        if_missing=word(node, "if_missing", "error"),
        if_zero=word(node, "if_zero", "error"),
    )
