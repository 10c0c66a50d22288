"""The canonical form of a plan's meaning, and its digest: what a signature is bound to.

Comments, layout, the order of keys and the spelling of numbers do not matter; every value, and the order of
every list whose order means something, does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import Field, fields
from fractions import Fraction
from typing import Any

from compplan.grammar import decimal_text
from compplan.months import month_text
from compplan.plan.model import Amendment, Path, Plan, Weights

VERSION = "compplan/plan/v1"


def digest(plan: Plan) -> str:
    """Give the SHA-256 of the plan's meaning, in hex."""
    return hashlib.sha256(f"{VERSION}\n{canonical(plan)}".encode()).hexdigest()


def canonical(plan: Plan) -> str:
    """Write the plan's meaning as canonical JSON (RFC 8785) of objects, lists and texts.

    `json.dumps` suffices for RFC 8785: there are no JSON numbers, whose form it would get wrong, and all keys
    are ASCII, so that sorting by code points is sorting by UTF-16 units.
    """
    return json.dumps(meaning(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def meaning(plan: Plan) -> dict[str, Any]:
    """Give the plan's meaning as objects, lists and texts: what `canonical` writes and the digest is of."""
    ids = [measure.id for measure in plan.measures]
    paths = {"weights": plan.weights, "announced_weights": plan.announced_weights}
    none = () if plan.rules else ("rules",)
    return _object(plan, omit={"source", "starts", "amends", "holds", *paths, *none}) | {
        "starts": month_text(plan.starts),
        "assume": {measure: _value(attainment) for measure, attainment in plan.assume},
        **{name: _path(path, ids) for name, path in paths.items() if path is not None},
        **({} if plan.amends is None else {"amends": _amendment(plan, plan.amends)}),
    }


def _amendment(plan: Plan, amendment: Amendment) -> dict[str, Any]:
    return {
        "plan": meaning(amendment.plan),
        "from": month_text(plan.starts + amendment.first),
        "year_to_date": amendment.year_to_date,
    }


def _path(path: Path, ids: list[str]) -> dict[str, Any]:
    rows = {str(key): _weights(row, ids) for key, row in path.rows}
    return _object(path, omit={"before", "rows"}) | {"before": _weights(path.before, ids), "rows": rows}


def _weights(weights: Weights, ids: list[str]) -> dict[str, Any]:
    return {measure: _value(weight) for measure, weight in zip(ids, weights, strict=True)}


def _object(node: Any, omit: Iterable[str] = ()) -> dict[str, Any]:
    """Give a dataclass as an object of the fields that are set."""
    used = [field for field in fields(node) if field.name not in omit and not _left_out(field, node)]
    values = {field.name: getattr(node, field.name) for field in used}
    return {name: _value(value) for name, value in values.items() if value is not None}


def _left_out(field: Field[Any], node: Any) -> bool:
    """Tell whether a word of a later version of the language is not used, or a field no word of its own."""
    if "derived" in field.metadata:
        return True
    return "later" in field.metadata and bool(getattr(node, field.name) == field.default)


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Fraction):
        return _number(value)
    if isinstance(value, (int, float, dt.date)):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(map(_value, value))
    if isinstance(value, tuple):
        return _sequence(value)
    return _object(value)


def _sequence(values: tuple[Any, ...]) -> Any:
    """Give things that have an id as an object, since their order in the file means nothing.

    So does that of figures by name.
    """
    if values and all(hasattr(value, "id") for value in values):
        return {value.id: _object(value, omit={"id"}) for value in values}
    named = all(
        isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) for value in values
    )
    return [_value(value) for value in (sorted(values) if named else values)]


def _number(value: Fraction) -> str:
    text = decimal_text(value)
    return str(value) if text.endswith("...") else text
