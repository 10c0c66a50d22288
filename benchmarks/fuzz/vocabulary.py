"""What may stand where in a plan, taken from its schema, with variants as the plan at hand chooses them.

A word that the schema gains is spoiled without another line here. Whether the schema says what was meant is
for ``tests/plan``; what it cannot say is spoiled by ``plan_meaning``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.fuzz.trees import At, Items, Keys, Names, Tree, children
from compplan import resources

Schema = dict[str, Any]
SCHEMA: Schema = json.loads(resources.text("schemas", "plan.schema.json"))
SCENARIO: Schema = json.loads(resources.text("schemas", "scenario.schema.json"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A node with its way from the top, by number and by key.

    ``may``: the schemas that it must meet; ``owner``: those that the mapping or list around it must meet.
    """

    at: At
    names: Names
    node: Tree
    may: tuple[Schema, ...]
    owner: tuple[Schema, ...]

    @property
    def is_word(self) -> bool:
        """Tell whether a key owns it that is a word of the format, and not a name that the plan chooses."""
        return self.names[-1] in words_of(self.owner)

    @property
    def is_name(self) -> bool:
        """Tell whether a key owns it that the plan chooses."""
        return self.names[-1] != "*" and not self.is_word

    @property
    def flat(self) -> Schema:
        """Give what a text must be, as one schema."""
        return {keyword: value for schema in self.may for keyword, value in schema.items()}


def walk(tree: Keys) -> Iterator[Spot]:
    """Give every node below the top."""
    return _below(top(tree), _root(tree)["$defs"])


def top(tree: Keys) -> Spot:
    """Give the top itself, which nothing owns."""
    root = _root(tree)
    return Spot((), (), tree, tuple(_parts(root, tree, root["$defs"])), ())


def _root(tree: Keys) -> Schema:
    return SCENARIO if rests_on(tree) else SCHEMA


def rests_on(tree: Keys) -> tuple[Tree, ...]:
    """Give what a plan says of another of which it states only what differs; nothing if it is whole."""
    return tuple(node for key, node in tree.pairs if key in ("extends", "amends"))


def _below(above: Spot, definitions: Schema) -> Iterator[Spot]:
    for number, (name, child) in enumerate(children(above.node)):
        inside = [_inside(part, name, number, above.node) for part in above.may]
        may = tuple(part for schema in inside if schema for part in _parts(schema, child, definitions))
        spot = Spot((*above.at, number), (*above.names, name), child, may, above.may)
        yield spot
        yield from _below(spot, definitions)


def _inside(part: Schema, name: str, number: int, tree: Tree) -> Schema | None:
    if isinstance(tree, Items):
        first: list[Schema] = part.get("prefixItems", [])
        return first[number] if number < len(first) else part.get("items")
    found: Schema | None = part.get("properties", {}).get(name, part.get("additionalProperties"))
    return found or None


def _parts(schema: Schema, tree: Tree, definitions: Schema) -> Iterator[Schema]:
    """Give a schema, what it refers to, and the variants of it that a tree chooses."""
    yield schema
    if "$ref" in schema:
        yield from _parts(definitions[schema["$ref"].removeprefix("#/$defs/")], tree, definitions)
    for part in schema.get("allOf", ()):
        yield from _parts(part, tree, definitions)
    if "if" in schema:
        chosen = schema["then"] if _chosen(schema["if"], tree) else schema.get("else", {})
        yield from _parts(chosen, tree, definitions)


def definition(reference: str) -> Schema:
    """Give the definition that the plan's schema refers to."""
    found: Schema = SCHEMA["$defs"][reference.removeprefix("#/$defs/")]
    return found


def _chosen(condition: Schema, tree: Tree) -> bool:
    assert condition.keys() <= {"properties", "required", "type"}, condition
    assert condition.get("type", "object") == "object", condition
    if "type" in condition and not isinstance(tree, Keys):
        return False
    values = dict(children(tree)) if isinstance(tree, Keys) else {}
    words = condition.get("properties", {}).items()
    fits = all(values.get(key) in choices_of(schema) for key, schema in words if key in values)
    return fits and all(key in values for key in condition.get("required", ()))


def choices_of(schema: Schema) -> list[str]:
    """Give the only texts that a schema allows; none if it allows others."""
    return list(map(str, schema.get("enum", [schema["const"]] if "const" in schema else [])))


def words_of(schemas: Iterable[Schema]) -> frozenset[str]:
    """Give the keys that schemas know."""
    return frozenset(key for schema in schemas for key in schema.get("properties", {}))


def required_of(schemas: Iterable[Schema]) -> frozenset[str]:
    """Give the keys that must be there."""
    return frozenset(key for schema in schemas for key in schema.get("required", ()))


def is_closed(schemas: Iterable[Schema]) -> bool:
    """Tell whether a mapping may have no other keys than those that are known."""
    return any(schema.get("additionalProperties") is False for schema in schemas)


def kinds_of(schemas: Iterable[Schema]) -> frozenset[str]:
    """Give the kinds of value that schemas allow, by JSON Schema's names."""
    found: set[str] = set()
    for schema in schemas:
        kinds = schema.get("type", ())
        found |= {kinds} if isinstance(kinds, str) else set(kinds)
        found |= {"string"} if "enum" in schema else set()
    return frozenset(found)


def is_number(schema: Schema) -> bool:
    """Tell whether a text must be a number or a percentage."""
    kinds = schema.get("type", ())
    return kinds in ("number", "integer") or ("number" in kinds and "pattern" in schema)


def takes_percent(schema: Schema) -> bool:
    """Tell whether a text may be a percentage."""
    return is_number(schema) and "pattern" in schema


def _every_word(schema: Any) -> Iterator[str]:
    """Give every key that a schema, or one inside it, knows."""
    if isinstance(schema, dict):
        known = schema.get("properties")
        yield from known if isinstance(known, dict) else ()
        for part in schema.values():
            yield from _every_word(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _every_word(part)


WORDS = frozenset(_every_word(SCHEMA))
"""Every key of the format."""
