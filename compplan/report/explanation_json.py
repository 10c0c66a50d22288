"""An explanation as a JSON document from which every number can be computed again, exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from compplan.engine.explaining.explain import Explanation
from compplan.engine.explaining.node import Node
from compplan.engine.results.conversions import Converted
from compplan.grammar import decimal_text
from compplan.report.diagnostics_json import place_document
from compplan.report.reasons_json import reason_document

FORMAT = "compplan.explanation/1"


def explanation_document(explanation: Explanation) -> dict[str, Any]:
    """Give an explanation as a JSON document of the format ``compplan.explanation/1``."""
    return {
        "format": FORMAT,
        "plan": explanation.plan_id,
        "title": explanation.plan_title,
        "participant": explanation.participant,
        "month": explanation.month,
        "currency": explanation.currency,
        "decimals": explanation.exponent,
        "payment": node_document(explanation.payment),
        "actions": [reason_document(reason) for reason in explanation.actions],
        **({} if explanation.converted is None else {"paid_out": _paid_out(explanation.converted)}),
    }


def _paid_out(converted: Converted) -> dict[str, Any]:
    return {
        "currency": converted.currency.code,
        "amount": converted.paid_text,
        "rate": exact_text(converted.rate),
        "rate_date": converted.day,
        "place": place_document(converted.place),
    }


def node_document(node: Node) -> dict[str, Any]:
    """Give a node and all below it: name, value as exact text, operation, of, place, rows, note."""
    return {
        "name": node.name,
        "value": exact_text(node.value),
        "operation": node.operation,
        "of": [node_document(part) for part in node.of],
        "place": None if node.place is None else place_document(node.place),
        "rows": list(node.rows),
        "note": node.note,
    }


def exact_text(value: Fraction) -> str:
    """Write a rational exactly: as a decimal if it ends, else as a fraction.

    >>> exact_text(Fraction(2469, 2)), exact_text(Fraction(617, 3))
    ('1234.5', '617/3')
    """
    rest, twos = _divided(value.denominator, 2)
    rest, fives = _divided(rest, 5)
    return f"{value}" if rest != 1 else decimal_text(value, places=max(twos, fives, 1))


def _divided(number: int, prime: int) -> tuple[int, int]:
    times = 0
    while number % prime == 0:
        number, times = number // prime, times + 1
    return number, times
