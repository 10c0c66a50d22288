"""Trees made from the schema alone: right in their shape, with every key of it sooner or later.

What they mean makes no sense. They show that a word is checked, in compplan as in an editor, as soon as the
schema has it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from random import Random

from benchmarks.fuzz.trees import Items, Keys, Tree
from benchmarks.fuzz.vocabulary import SCHEMA, Schema, choices_of, definition, kinds_of

NAMES = ("alpha", "beta", "1", "2", "2027-01", "1.5")
TEXTS = ("alpha", "2027-01-01", "2027-01", "1", "0.5", "true", "none")
NUMBERS = ("100%", "1", "50%", "12", "0.5", "0")
NOT_PLAIN = re.compile(r"[<>!&*|%@`]|.*[,\[\]{}]")
"""A text that YAML takes for something else, unless it is in quotes."""
LEFT_OUT = 0.1
"""How often a key is left out that may be."""


def sample(rng: Random) -> Keys:
    """Make a tree that is right in its shape, with most of the keys that it may have."""
    tree = _tree(rng, [SCHEMA])
    assert isinstance(tree, Keys)
    return tree


def _tree(rng: Random, schemas: Iterable[Schema]) -> Tree:
    parts = [part for schema in schemas for part in _chosen(rng, schema)]
    flat = {keyword: value for part in parts for keyword, value in part.items()}
    kinds = flat.get("type", "string")
    kind = kinds if isinstance(kinds, str) else rng.choice(sorted({"array", "object"} & {*kinds}) or ["text"])
    if kind == "object":
        return _keys(rng, parts, flat)
    if kind == "array":
        return _items(rng, flat)
    allowed = [choices_of(part) for part in parts if choices_of(part)]
    words = [word for word in next(iter(allowed), []) if all(word in each for each in allowed)]
    return rng.choice(words) if words else _text(rng, flat)


def _chosen(rng: Random, schema: Schema) -> Iterator[Schema]:
    """Give a schema, what it refers to, and one variant of it with the words that choose it."""
    yield schema
    if "$ref" in schema:
        yield from _chosen(rng, definition(schema["$ref"]))
    parts = schema.get("allOf", [])
    for part in parts:
        if "if" not in part:
            yield from _chosen(rng, part)
    if variants := [part for part in parts if "if" in part]:
        variant = rng.choice(variants)
        yield from _chosen(rng, variant["then"])
        yield variant["if"]


def _keys(rng: Random, parts: list[Schema], flat: Schema) -> Keys:
    known = dict.fromkeys(key for part in parts for key in part.get("properties", {}))
    must = {key for part in parts for key in part.get("required", ())}
    lacking = max(flat.get("minProperties", 0) - len(must), 0)
    must |= {*[key for key in known if key not in must][:lacking]}
    found: list[tuple[str, Tree]] = []
    for key in known:
        if key in must or rng.random() > LEFT_OUT:
            its = [part["properties"][key] for part in parts if key in part.get("properties", {})]
            found.append((key, _tree(rng, its)))
    more = flat.get("additionalProperties")
    names = _names(flat) if isinstance(more, dict) else []
    return Keys([*found, *((name, _tree(rng, [more or {}])) for name in names)])


def _names(flat: Schema) -> list[str]:
    its = flat.get("propertyNames", {})
    its = {**definition(its["$ref"]), **its} if "$ref" in its else its
    return [name for name in NAMES if re.search(its.get("pattern", ""), name)][:2]


def _items(rng: Random, flat: Schema) -> Items:
    first = [_tree(rng, [schema]) for schema in flat.get("prefixItems", ())]
    if first or "items" not in flat:
        return Items(first or ["alpha"])
    count = max(2, flat.get("minItems", 0))
    tries = [_tree(rng, [flat["items"]]) for _ in range(4 * count)]
    distinct = [item for at, item in enumerate(tries) if item not in tries[:at]]
    return Items((distinct if flat.get("uniqueItems") else tries)[: min(count, flat.get("maxItems", count))])


def _text(rng: Random, flat: Schema) -> str:
    tries = [str(text) for text in flat.get("examples", ()) if not isinstance(text, (list, dict))]
    tries += NUMBERS if {"number", "integer"} & kinds_of([flat]) else ()
    right = [text for text in (*tries, *TEXTS) if _fits(text, flat)]
    assert right, flat
    text = rng.choice(right)
    return f'"{text}"' if NOT_PLAIN.match(text) else text


def _fits(text: str, flat: Schema) -> bool:
    kinds = kinds_of([flat]) or {"string"}
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) and {"number", "integer"} & kinds:
        low, high = flat.get("minimum", 0), flat.get("maximum", math.inf)
        above = flat.get("exclusiveMinimum", -1) < float(text) < flat.get("exclusiveMaximum", math.inf)
        return above and low <= float(text) <= high and ("number" in kinds or "." not in text)
    boolean = "boolean" in kinds and text in ("true", "false")
    return boolean or ("string" in kinds and re.search(flat.get("pattern", ""), text) is not None)
