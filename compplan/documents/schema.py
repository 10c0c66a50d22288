"""Walk a tree along a JSON Schema and give what does not hold, node by node.

The schemas are ours and use few keywords. A general validator would read numbers its own way, and take
longer to load than a plan takes to check.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from compplan import resources
from compplan.diagnostics import Place
from compplan.documents.keywords import KEYWORDS, Holds
from compplan.documents.nodes import Node, Scalar, entries, get, items
from compplan.documents.words import shown

Schema = dict[str, Any]


class Fault(NamedTuple):
    """A keyword that does not hold, and the schema that has it; of ``propertyNames``, for which key."""

    keyword: str
    schema: Schema
    key: Scalar | None = None


class Spot(NamedTuple):
    """A value in the tree, the place of the key that owns it, and the name people know it by."""

    node: Node
    owner: Place
    name: str

    @property
    def place(self) -> Place:
        """Give the value's own place; for a mapping or an empty value that of the key that owns it."""
        plain = isinstance(self.node, Scalar) and (self.node.text or self.node.quoted)
        return self.node.place if plain else self.owner


Faults = Iterator[tuple[Spot, list[Fault]]]
"""What does not hold, value by value."""


def faults(root: Node, name: str) -> Faults:
    """Give what does not hold of ``schemas/<name>.schema.json``, for each value of a tree all of it."""
    schema = _load(name)
    return _faults(Spot(root, root.place, "the file"), [schema], schema.get("$defs", {}))


def words(root: Node, name: str) -> Iterator[tuple[Schema, Scalar, Node]]:
    """Give every key of a tree that a schema knows: the schema that has it, the key and its value."""
    schema = _load(name)
    return _words(Spot(root, root.place, ""), [schema], schema.get("$defs", {}))


def _words(
    spot: Spot, schemas: Iterable[Schema], definitions: Schema
) -> Iterator[tuple[Schema, Scalar, Node]]:
    parts = [part for schema in schemas for part in _parts(schema, spot.node, definitions)]
    for key, value in entries(spot.node):
        yield from ((part, key, value) for part in parts if key.text in part.get("properties", {}))
    for child, its in _children(spot, parts):
        yield from _words(child, its, definitions)


def known_keys(name: str, path: Iterable[str], node: Node) -> frozenset[str]:
    """Give the keys that ``schemas/<name>.schema.json`` has for a mapping that stands at a path of keys."""
    schema = _load(name)
    definitions = schema.get("$defs", {})
    parts = list(_parts(schema, node, definitions))
    for key in path:
        rest = [part.get("properties", {}).get(key, part.get("additionalProperties")) for part in parts]
        parts = [part for each in rest if each for part in _parts(each, node, definitions)]
    return frozenset(key for part in parts for key in part.get("properties", {}))


@cache
def every_key(name: str) -> frozenset[str]:
    """Give every key that ``schemas/<name>.schema.json`` knows, wherever it may stand."""
    return frozenset(_every_key(_load(name)))


def _every_key(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema["properties"] if isinstance(schema.get("properties"), dict) else ()
        schema = list(schema.values())
    for part in schema if isinstance(schema, list) else ():
        yield from _every_key(part)


def takes_percent(name: str, path: Iterable[str]) -> bool:
    """Tell whether ``schemas/<name>.schema.json`` lets a value at a path of keys be a percentage."""
    return any("%" in part.get("pattern", "") for part in _at(name, path))


def takes_word(name: str, path: Iterable[str], word: str) -> bool:
    """Tell whether ``schemas/<name>.schema.json`` names a word as one of the values at a path of keys."""
    parts = _at(name, path)
    return any(word in part.get("enum", ()) or f"({word}|" in part.get("pattern", "") for part in parts)


def _at(name: str, path: Iterable[str]) -> list[Schema]:
    """Give every schema that a value at a path of keys may have to meet, of whatever variant."""
    schema = _load(name)
    parts = list(_all_parts(schema, schema["$defs"]))
    for key in path:
        below = [each for part in parts for each in _below(part, key)]
        parts = [part for each in below for part in _all_parts(each, schema["$defs"])]
    return parts


def _all_parts(schema: Schema, definitions: Schema) -> Iterator[Schema]:
    """Give a schema, what it refers to, and all its variants."""
    yield schema
    if "$ref" in schema:
        yield from _all_parts(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    for part in (*schema.get("allOf", ()), *filter(None, [schema.get("then")])):
        yield from _all_parts(part, definitions)


def _below(schema: Schema, key: str) -> Iterator[Schema]:
    named = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
    listed = schema.get("prefixItems", [schema.get("items")]) if key.isdigit() else ()
    yield from (each for each in (named, *listed) if isinstance(each, dict))


@cache
def _load(name: str) -> Schema:
    schema: Schema = json.loads(resources.text("schemas", f"{name}.schema.json"))
    return schema


def _faults(spot: Spot, schemas: Iterable[Schema], definitions: Schema) -> Faults:
    parts = [part for schema in schemas for part in _parts(schema, spot.node, definitions)]
    found = [fault for part in parts for fault in _own(spot.node, part)]
    found += [fault for part in parts for fault in _names(spot.node, part, definitions)]
    if found:
        yield spot, found
    for child, its in _children(spot, parts):
        yield from _faults(child, its, definitions)


def _parts(schema: Schema, node: Node, definitions: Schema) -> Iterator[Schema]:
    """Give a schema, what it refers to, and the variants of it that the node chooses."""
    unfolded = _unfolded(schema, definitions)
    yield from unfolded.always
    for condition, then in unfolded.cases:
        if _holds(condition, node):
            yield from _parts(then, node, definitions)


class _Unfolded(NamedTuple):
    """A schema with what it refers to and is made of, and its variants, each with its condition."""

    always: tuple[Schema, ...]
    cases: tuple[tuple[Schema, Schema], ...]


_unfolded_schemas: dict[int, _Unfolded] = {}
_checks: dict[int, tuple[tuple[str, Holds, Any], ...]] = {}
"""What was made of schemas by their identity: those that are loaded stay, so no other has it."""


def _unfolded(schema: Schema, definitions: Schema) -> _Unfolded:
    if id(schema) not in _unfolded_schemas:
        reference = schema.get("$ref", "").removeprefix("#/$defs/")
        inner = [definitions[reference]] if reference else []
        below = [_unfolded(part, definitions) for part in (*inner, *schema.get("allOf", ()))]
        own = ((schema["if"], schema["then"]),) if "if" in schema else ()
        _unfolded_schemas[id(schema)] = _Unfolded(
            (
                *([schema] if schema.keys() - {"if", "then"} else []),
                *(part for each in below for part in each.always),
            ),
            (*(case for each in below for case in each.cases), *own),
        )
    return _unfolded_schemas[id(schema)]


def _holds(condition: Schema, node: Node) -> bool:
    """Tell whether a condition of a variant holds: keywords of a value, and of those that it has."""
    if any(_own(node, condition)):
        return False
    values = ((schema, get(node, name)) for name, schema in condition.get("properties", {}).items())
    return all(value is None or _holds(schema, value) for schema, value in values)


def _own(node: Node, schema: Schema) -> Iterator[Fault]:
    if id(schema) not in _checks:
        _checks[id(schema)] = tuple(
            (name, KEYWORDS[name], value) for name, value in schema.items() if name in KEYWORDS
        )
    for keyword, check, value in _checks[id(schema)]:
        if not check(value, node, schema):
            yield Fault(keyword, schema)


def _names(node: Node, schema: Schema, definitions: Schema) -> Iterator[Fault]:
    """Hold keys against ``propertyNames``: always texts, whatever they look like."""
    for key, _ in entries(node) if "propertyNames" in schema else ():
        name = Scalar(key.text, quoted=True, place=key.place)
        parts = _parts(schema["propertyNames"], name, definitions)
        yield from (Fault("propertyNames", part, key) for part in parts if any(_own(name, part)))


def _children(spot: Spot, parts: list[Schema]) -> Iterator[tuple[Spot, list[Schema]]]:
    if not isinstance(spot.node, Scalar):
        rest = [(part.get("properties", {}), part.get("additionalProperties")) for part in parts]
        lists = [(part.get("prefixItems", ()), part.get("items")) for part in parts]
        for key, value in entries(spot.node):
            its = [properties.get(key.text, more) for properties, more in rest]
            yield Spot(value, key.place, f"'{shown(key.text)}'"), [schema for schema in its if schema]
        for index, item in enumerate(items(spot.node)):
            its = [first[index] if index < len(first) else more for first, more in lists]
            yield _item(spot, item), [schema for schema in its if schema]


def _item(spot: Spot, item: Node) -> Spot:
    owner = next((key.place for key, _ in entries(item)), item.place)
    return Spot(item, owner, f"an item of {spot.name.removeprefix('an item of ')}")
