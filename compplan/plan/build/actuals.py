"""Actuals from their nodes."""

from __future__ import annotations

from compplan.documents.nodes import Node, entries, get
from compplan.plan.build.values import any_of, text, word
from compplan.plan.model import Actual


def actual_of(node: Node | None) -> Actual:
    """Make what is counted of a table."""
    return Actual(
        table=text(get(node, "table")),
        sum=text(get(node, "sum")),
        where=tuple(sorted((key.text, any_of(value)) for key, value in entries(get(node, "where")))),
        credit=word(node, "credit", "own"),
        if_missing=word(node, "if_missing", "error"),
        missing_months=word(node, "missing_months", "error"),
    )
