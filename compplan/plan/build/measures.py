"""Measures from their nodes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get, items
from compplan.plan.build.actuals import actual_of
from compplan.plan.build.curves import curve_of
from compplan.plan.build.limits import limits_of
from compplan.plan.build.pools import pool_of
from compplan.plan.build.values import number, text, title, word
from compplan.plan.model import (
    AttainmentMeasure,
    Axis,
    Constant,
    Counted,
    MatrixMeasure,
    Measure,
    ReportCardMeasure,
    ScorecardMeasure,
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
        "caps": limits_of(get(node, "caps")),
        "floors": limits_of(get(node, "floors")),
    }
    return _MEASURES[word(node, "type")](node, common)


def _report_card(node: Node, common: dict[str, Any]) -> Measure:
    return ReportCardMeasure(report_card=text(get(node, "report_card")), **common)


def _value(node: Node, common: dict[str, Any]) -> Measure:
    curve = common.pop("curve")
    return ValueMeasure(
        actual=actual_of(get(node, "actual")),
        curve=curve if curve.by == "rank" else replace(curve, by="value"),
        per=word(node, "per", "period"),
        pool=pool_of(get(node, "pool")),
        direction=word(node, "direction", "higher_is_better"),
        **common,
    )


def _attainment(node: Node, common: dict[str, Any]) -> Measure:
    return AttainmentMeasure(
        actual=actual_of(get(node, "actual")),
        target=_target(get(node, "target")),
        quota_proration=word(node, "quota_proration", "as_given"),
        direction=word(node, "direction", "higher_is_better"),
        **common,
    )


def _matrix(node: Node, common: dict[str, Any]) -> Measure:
    return MatrixMeasure(
        rows=_axis(get(node, "rows")),
        columns=_axis(get(node, "columns")),
        grid=tuple(tuple(map(number, items(row))) for row in items(get(node, "grid"))),
        cells=word(node, "cells"),
        **common,
    )


def _axis(node: Node | None) -> Axis:
    return Axis(text(get(node, "measure")), tuple(map(number, items(get(node, "breaks")))))


def _scorecard(node: Node, common: dict[str, Any]) -> Measure:
    of = tuple((key.text, number(weight)) for key, weight in entries(get(node, "of")))
    return ScorecardMeasure(of=of, **common)


_MEASURES = {
    "attainment": _attainment,
    "value": _value,
    "report_card": _report_card,
    "matrix": _matrix,
    "scorecard": _scorecard,
}


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
        seasonality=tuple(map(number, items(get(node, "seasonality")))),
        over=word(node, "over", "to_date"),
        ramp=tuple(sorted((int(key.text), number(share)) for key, share in entries(get(node, "ramp")))),
    )
