"""Currency and rounding from their nodes."""

from __future__ import annotations

from compplan.documents.nodes import Node, get
from compplan.plan.build.values import found, number, text, word
from compplan.plan.currencies import find_currency
from compplan.plan.model import Currency, Rounding


def rounding_of(node: Node | None) -> Rounding:
    """Make the rounding."""
    return Rounding(number(get(node, "to")), word(node, "mode"), word(node, "at"))


def currency_of(node: Node | None) -> Currency:
    """Find the currency."""
    return found(find_currency(text(node)))
