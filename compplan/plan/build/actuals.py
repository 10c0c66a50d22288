"""Actuals from their nodes."""

from __future__ import annotations

from typing import Any, cast

from compplan.documents import nodes
from compplan.documents.nodes import Node, entries, get
from compplan.plan.build.values import any_of, number, text, word
from compplan.plan.model import Actual, Shares, Splits


def actual_of(node: Node | None) -> Actual:
    """Make what is counted of a table."""
    return Actual(
        table=text(get(node, "table")),
        sum=nodes.text(get(node, "sum")),
        count=cast("Any", nodes.text(get(node, "count"))),
        distinct=nodes.text(get(node, "distinct")),
        average=nodes.text(get(node, "average")),
        last=nodes.text(get(node, "last")),
        retained=nodes.text(get(node, "retained")),
        where=tuple(sorted((key.text, any_of(value)) for key, value in entries(get(node, "where")))),
        start=nodes.date(get(node, "from")),
        end=nodes.date(get(node, "to")),
        dated=nodes.text(get(node, "dated")),
        until=nodes.text(get(node, "until")),
        done=nodes.text(get(node, "done")),
        counts=_counts(get(node, "counts")),
        splits=_splits(get(node, "splits")),
        credit=word(node, "credit", "own"),
        if_missing=word(node, "if_missing", "error"),
        missing_months=word(node, "missing_months", "error"),
    )


def _counts(node: Node | None) -> Shares | None:
    if node is None:
        return None
    shares = sorted((key.text, number(value)) for key, value in entries(get(node, "shares")))
    return Shares(text(get(node, "by")), tuple(shares), word(node, "others", "whole"))


def _splits(node: Node | None) -> Splits | None:
    kind = cast("Any", nodes.text(get(node, "kind")))
    return None if node is None else Splits(text(get(node, "table")), kind)
