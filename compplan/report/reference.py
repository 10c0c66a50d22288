"""The words of plans, from the schema, each with a use of it in a plan that the tests run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compplan import resources
from compplan.documents.nodes import Mapping as Keys
from compplan.documents.nodes import Node, Scalar, get
from compplan.documents.read import read_file
from compplan.documents.schema import Schema, words
from compplan.plan.extends import whole_plan


@dataclass(frozen=True, slots=True)
class Word:
    """A key of plans: whether it must be there, the schema of its value, and what it is by default."""

    name: str
    required: bool
    schema: Schema
    default: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """The words of one mapping; ``id`` is its name in the schema."""

    id: str
    title: str
    description: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """Where a word stands in a file, and its lines there."""

    file: str
    line: int
    text: str


Uses = Mapping[tuple[str, str], Use]
"""The first use of each word, by section and word."""
_LINES = 8


def sections() -> tuple[Section, ...]:
    """List the mappings of a plan file in the order of the schema; variants stand in the one that chooses."""
    schema = _schema()
    own = [_section("plan", schema)]
    return (*own, *(_section(name, each) for name, each in schema["$defs"].items() if _properties(each)))


def kinds() -> tuple[tuple[str, str], ...]:
    """List the kinds of single values by name, each with what it takes."""
    found = {each["title"]: each["description"] for each in _schema()["$defs"].values() if _is_kind(each)}
    return tuple(found.items())


def uses_in(files: Iterable[Path], top: Path) -> Uses:
    """Find the first use of each word in plan files and case files; paths are told as seen from ``top``."""
    owner = _owners(_schema())
    found: dict[tuple[str, str], Use] = {}
    for file in files:
        tree, _, text = read_file(str(file))
        plan = None if tree is None else _plan_of(tree, str(file))
        for part, key, value in words(plan, "plan") if plan is not None else ():
            if key.place.file == str(file) and (name := owner.get(_key(part))):
                use = _use(str(file.relative_to(top)), text.splitlines(), key, value)
                found.setdefault((name, key.text), use)
    return found


def _schema() -> Schema:
    schema: Schema = json.loads(resources.text("schemas", "plan.schema.json"))
    return schema


def _key(schema: Schema) -> str:
    return json.dumps(schema, sort_keys=True)


def _owners(schema: Schema) -> dict[str, str]:
    """Give the section of each schema that has properties, inline variants included."""
    named = {"plan": schema, **schema["$defs"]}
    return {_key(part): name for name, each in named.items() for part in _inline(each)}


def _inline(schema: Schema) -> Iterator[Schema]:
    yield schema
    for variant in schema.get("allOf", ()):
        if "properties" in variant.get("then", {}):
            yield variant["then"]


def _properties(schema: Schema) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for part in _inline(schema):
        for name, each in part.get("properties", {}).items():
            merged.setdefault(name, each)
    return merged


def _section(name: str, schema: Schema) -> Section:
    required = {key for part in _inline(schema) for key in part.get("required", ())}
    found = tuple(
        Word(key, key in required, each, each.get("default")) for key, each in _properties(schema).items()
    )
    return Section(name, schema["title"], schema["description"], found)


def _is_kind(schema: Schema) -> bool:
    return schema.get("type") != "object" and "description" in schema


def _plan_of(tree: Node, file: str) -> Node | None:
    plan = get(tree, "plan") if get(tree, "case") is not None else tree
    if not isinstance(plan, Keys):
        return None
    return whole_plan(plan, file)[0]


def _use(file: str, lines: list[str], key: Scalar, value: Node) -> Use:
    start = (key.place.line or 1) - 1
    first = lines[start]
    if isinstance(value, Scalar) or first.lstrip().startswith(("{", "- {")) or "{" in first:
        return Use(file, start + 1, first.strip())
    indent = len(first) - len(first.lstrip())
    block = [first]
    for line in lines[start + 1 :]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        block.append(line)
    cut = [line[indent:] for line in block[:_LINES]] + ["  ..."] * (len(block) > _LINES)
    return Use(file, start + 1, "\n".join(cut).rstrip())
