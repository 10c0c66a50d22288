"""The keywords of JSON Schema that our schemas use, on texts as written.

A number or date is what our grammar says (`compplan.grammar`, `compplan.months`), so that no scalar passes
through another reading. Where a schema takes those, its ``pattern`` is for editors, to which they are texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any

from compplan.documents.nodes import Mapping as Keys
from compplan.documents.nodes import Node, Scalar, Sequence, entries, integer, items, number, text
from compplan.grammar import parse_number
from compplan.months import parse_date

Holds = Callable[[Any, Node, dict[str, Any]], bool]
"""Tells whether a node meets a keyword: of its value, the node and the schema that has it."""


def _is_number(node: Node) -> bool:
    return number(node) is not None and not (isinstance(node, Scalar) and node.text.endswith("%"))


def _is_boolean(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.quoted and node.text in ("true", "false")


_KINDS: Mapping[str, Callable[[Node], bool]] = {
    "object": lambda node: isinstance(node, Keys),
    "array": lambda node: isinstance(node, Sequence),
    "string": lambda node: text(node) is not None,
    "number": _is_number,
    "integer": lambda node: integer(node) is not None,
    "boolean": _is_boolean,
    "null": lambda node: isinstance(node, Scalar) and text(node) is None,
}


def _type(wanted: str | list[str], node: Node, _schema: dict[str, Any]) -> bool:
    return any(_KINDS[kind](node) for kind in ([wanted] if isinstance(wanted, str) else wanted))


def _pattern(pattern: str, node: Node, schema: dict[str, Any]) -> bool:
    if not isinstance(node, Scalar) or "format" in schema:
        return True
    if "number" in schema.get("type", ()) and parse_number(node.text) is not None:
        return not node.quoted
    # JSON Schema's $ is the very end; Python's would let a line break follow.
    return re.search(re.sub(r"\$$", r"\\Z", pattern), node.text) is not None


def _const(wanted: object, node: Node, _schema: dict[str, Any]) -> bool:
    if not isinstance(node, Scalar) or node.text != str(wanted):
        return False
    return isinstance(wanted, str) or not node.quoted


def _required(names: list[str], node: Node, _schema: dict[str, Any]) -> bool:
    return not isinstance(node, Keys) or {key.text for key, _ in node.entries} >= set(names)


def _closed(more: object, node: Node, schema: dict[str, Any]) -> bool:
    return more is not False or {key.text for key, _ in entries(node)} <= set(schema["properties"])


def _unique(wanted: bool, node: Node, _schema: dict[str, Any]) -> bool:  # noqa: FBT001 (a keyword's value)
    texts = [item.text for item in items(node) if isinstance(item, Scalar)]
    return not wanted or len(set(texts)) == len(texts)


@cache
def _exact(bound: float) -> Fraction:
    return Fraction(str(bound))


def _bound(holds: Callable[[Fraction, Fraction], bool]) -> Holds:
    def inside(bound: float, node: Node, _schema: dict[str, Any]) -> bool:
        found = number(node)
        return found is None or holds(found, _exact(bound))

    return inside


def _shortest(least: int, node: Node, _schema: dict[str, Any]) -> bool:
    return not isinstance(node, Scalar) or len(node.text) >= least


KEYWORDS: Mapping[str, Holds] = MappingProxyType(
    {
        "type": _type,
        "pattern": _pattern,
        "format": lambda _, node, __: text(node) is None or parse_date(text(node) or "") is not None,
        "minLength": _shortest,
        "const": _const,
        "enum": lambda words, node, _: isinstance(node, Scalar) and node.text in words,
        "minimum": _bound(lambda found, bound: found >= bound),
        "maximum": _bound(lambda found, bound: found <= bound),
        "exclusiveMinimum": _bound(lambda found, bound: found > bound),
        "exclusiveMaximum": _bound(lambda found, bound: found < bound),
        "required": _required,
        "additionalProperties": _closed,
        "minProperties": lambda least, node, _: not isinstance(node, Keys) or len(node.entries) >= least,
        "minItems": lambda least, node, _: not isinstance(node, Sequence) or len(node.items) >= least,
        "maxItems": lambda most, node, _: len(items(node)) <= most,
        "uniqueItems": _unique,
    }
)
"""Keywords that one node can be held against; those that lead to other schemas are in ``schema.py``."""
