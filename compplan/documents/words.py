"""Words of messages: what a schema expects, exact percentages, lists and articles."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice
from typing import Any

from compplan.grammar import decimal_text

_KINDS = {
    "object": "keys and values",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "boolean": "true or false",
    "null": "nothing",
}


def shown(text: str, limit: int = 60) -> str:
    """Shorten a text for a message, on one line."""
    text = text.replace("\n", " ").replace("\t", " ")
    return text if len(text) <= limit else text[:limit] + "..."


def percent(value: Fraction) -> str:
    """Write a share as an exact percentage."""
    return f"{decimal_text(value * 100)}%"


def one_of(choices: Iterable[object]) -> str:
    """Write ``one of a, b, c``, or a single choice alone."""
    words = list(map(str, choices))
    return words[0] if len(words) == 1 else f"one of {', '.join(words)}"


def listed(names: Iterable[str]) -> str:
    """Write ``'a', 'b' and 'c'``."""
    *most, last = (f"'{name}'" for name in names)
    return f"{', '.join(most)} and {last}" if most else last


def some(names: Iterable[str], most: int = 12) -> str:
    """Write ``a, b, c``, and ``...`` for what is too much for a message."""
    first = list(islice(names, most + 1))
    return ", ".join(map(shown, first[:most])) + (", ..." if len(first) > most else "")


def with_article(noun: str) -> str:
    """Write ``a plan year`` or ``an id``."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def described(schema: dict[str, Any]) -> str:
    """Give a schema's description as a part of a sentence."""
    text = str(schema["description"])
    return (text[:1].lower() + text[1:]).rstrip(".")


def wants_number(schema: dict[str, Any]) -> bool:
    """Tell whether a schema takes a number, or a number or percentage."""
    kinds = schema.get("type", ())
    return kinds in ("number", "integer") or ("number" in kinds and "pattern" in schema)


def expected(schema: dict[str, Any], *, bounds: bool = False) -> str:
    """Say in words what a schema takes, if ``bounds`` with the range of its numbers."""
    if choices := schema.get("enum") or [schema[key] for key in ("const",) if key in schema]:
        return one_of(choices)
    if schema.get("format") == "date":
        return "a date, YYYY-MM-DD"
    if wants_number(schema):
        return _number(schema) + (_range(schema) if bounds else "") + _or_none(schema)
    if "prefixItems" in schema:
        return described(schema)
    if "pattern" in schema:
        return f"{with_article(schema['title'])} ({described(schema)})"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " or ".join(
        _KINDS[kind] for kind in kinds if kind not in ("number", "boolean") or "string" not in kinds
    )


def _number(schema: dict[str, Any]) -> str:
    return "a number or percentage" if "pattern" in schema else _KINDS[schema["type"]]


def _or_none(schema: dict[str, Any]) -> str:
    return ", or none" if "none" in schema.get("pattern", "") else ""


def _range(schema: dict[str, Any]) -> str:
    unit = 100 if "pattern" in schema else 1
    low, high, above = (schema.get(name) for name in ("minimum", "maximum", "exclusiveMinimum"))
    words = [f"more than {_bound(above, unit)}"] if above is not None else []
    if low is not None and high is not None:
        words = [f"{_bound(low, unit)} to {_bound(high, unit)}"]
    elif high is not None:
        words.append(f"at most {_bound(high, unit)}")
    return f", {' and '.join(words)}" if words else ""


def _bound(value: float, unit: int) -> str:
    text = decimal_text(Fraction(str(value)) * unit)
    return f"{text}%" if unit != 1 else text
