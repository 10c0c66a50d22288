"""Shape: what a file's keys and values must be, as a JSON Schema says, in words with places and mends.

jsonschema does the checking; its view of numbers is replaced by our strict grammar (`compplan.grammar`), so
that no scalar ever passes through another reading of numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from compplan import resources
from compplan.diagnostics import Diagnostic
from compplan.grammar import parse_number
from compplan.months import parse_date
from compplan.plan.nodes import NO_VALUE, Mapping, Node, Scalar, entries, items
from compplan.plan.shape_errors import diagnostics

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")


class Plain(str):
    """A text without quotes, which alone may be a number, true or false."""

    __slots__ = ()


def check(root: Node, schema: str) -> Iterator[Diagnostic]:
    """Check a tree against ``schemas/<schema>.schema.json``: one problem for each mistake."""
    return diagnostics(root, list(_validator(schema).iter_errors(plain(root))))


def plain(node: Node) -> Any:
    """Give a tree as dicts, lists and texts, those without quotes as `Plain`."""
    if isinstance(node, Scalar):
        return node.text if node.quoted else Plain(node.text)
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in entries(node)}
    return [plain(item) for item in items(node)]


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker, validators  # type: ignore[import-untyped]

    formats = FormatChecker(formats=())
    formats.checks("date")(_is_date)
    types = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {kind: _ignoring_checker(test) for kind, test in _TYPES.items()}
    )
    kind = validators.extend(Draft202012Validator, _KEYWORDS, type_checker=types)
    source = resources.path("schemas") / f"{name}.schema.json"
    return kind(json.loads(source.read_text(encoding="utf-8")), format_checker=formats)


def _ignoring_checker(test: Callable[[object], bool]) -> Callable[[Any, object], bool]:
    return lambda _checker, value: test(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not (isinstance(value, Plain) and value in NO_VALUE)


def _is_number(value: object) -> bool:
    return isinstance(value, Plain) and parse_number(value, percent=False) is not None


def _is_integer(value: object) -> bool:
    return isinstance(value, Plain) and _INTEGER.fullmatch(value) is not None


def _is_boolean(value: object) -> bool:
    return isinstance(value, Plain) and value in ("true", "false")


def _is_date(value: object) -> bool:
    return not _is_text(value) or parse_date(str(value)) is not None


_TYPES: dict[str, Callable[[object], bool]] = {
    "string": _is_text,
    "number": _is_number,
    "integer": _is_integer,
    "boolean": _is_boolean,
    "null": lambda _: False,
}


def _fails(holds: Callable[[Any, Any, Any], bool]) -> Callable[..., Iterator[Any]]:
    def keyword(_validator: Any, wanted: Any, value: Any, schema: Any) -> Iterator[Any]:
        from jsonschema import ValidationError

        if not holds(wanted, value, schema):
            yield ValidationError("")

    return keyword


def _matches(pattern: str, value: object, schema: Any) -> bool:
    if not isinstance(value, str):
        return True
    quoted_number = "number" in schema.get("type", ()) and value != "none" and not isinstance(value, Plain)
    # JSON Schema's $ is the very end; Python's would let a line break follow.
    if pattern.endswith("$"):
        pattern = pattern.removesuffix("$") + r"\Z"
    return re.search(pattern, value) is not None and not quoted_number


def _bounded(holds: Callable[[Fraction, Fraction], bool]) -> Callable[..., Iterator[Any]]:
    def inside(bound: float, value: object, _schema: Any) -> bool:
        found = parse_number(value) if isinstance(value, Plain) else None
        return found is None or holds(found, Fraction(str(bound)))

    return _fails(inside)


def _is_const(wanted: object, value: object, _schema: Any) -> bool:
    return value == (str(wanted) if isinstance(value, Plain) else wanted)


def _unique(wanted: bool, value: object, _schema: Any) -> bool:  # noqa: FBT001 (a keyword's value)
    if not wanted or not isinstance(value, list):
        return True
    texts = [item for item in value if isinstance(item, str)]
    return len(set(texts)) == len(texts)


_KEYWORDS: dict[str, Callable[..., Iterator[Any]]] = {
    "pattern": _fails(_matches),
    "const": _fails(_is_const),
    "minimum": _bounded(lambda found, bound: found >= bound),
    "maximum": _bounded(lambda found, bound: found <= bound),
    "exclusiveMinimum": _bounded(lambda found, bound: found > bound),
    "exclusiveMaximum": _bounded(lambda found, bound: found < bound),
    "uniqueItems": _fails(_unique),
}
