"""The schema of scenarios, for editors: that of plans, in which nothing has to be there.

A scenario states only what differs from the plan that it extends. Which variant a mapping is may stand in the
other file, so each takes the keys of all variants; `compplan validate` reads both files and knows.
"""

from __future__ import annotations

import json
from typing import Any

from compplan import resources

Schema = dict[str, Any]
_EXTENDS = {
    "title": "Extends",
    "description": "The path, as seen from this file, of the plan from which this one differs.",
    "type": "string",
    "minLength": 1,
    "examples": ["bold.yaml"],
}


_NONE = {"title": "none", "description": "Takes it away.", "const": "none"}


def scenario_schema() -> str:
    """Write ``schemas/scenario.schema.json``."""
    plan: Schema = json.loads(resources.text("schemas", "plan.schema.json"))
    head = {
        "$schema": plan["$schema"],
        "title": "compplan scenario",
        "description": "What differs from the plan that it extends: keys laid over keys at every depth.",
        "type": "object",
        "additionalProperties": False,
        "required": ["compplan", "id"],
        "anyOf": [{"required": ["extends"]}, {"required": ["amends"]}],
    }
    root = _lax(plan, plan["$defs"])
    given = {name: _may_go(each, plan["required"], name) for name, each in root["properties"].items()}
    properties = {"compplan": given["compplan"], "extends": _EXTENDS, **given}
    definitions = {name: _lax(each, plan["$defs"]) for name, each in plan["$defs"].items()}
    schema = {**head, "properties": properties, "$defs": definitions}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _may_go(schema: Schema, required: list[str], name: str) -> Schema:
    """Let ``none`` take away a whole mapping that a plan need not have."""
    if name in required or "propertyNames" not in schema:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("title", "description")}
    named = {key: schema[key] for key in ("title", "description")}
    return {**named, "if": {"type": "object"}, "then": rest, "else": _NONE}


def _lax(schema: Schema, definitions: Schema) -> Schema:
    """Leave out what has to be there, and give a mapping the keys of all its variants."""
    lax = {key: value for key, value in schema.items() if key not in ("required", "allOf", "$defs")}
    variants = [_resolved(each["then"], definitions) for each in schema.get("allOf", ())]
    properties = dict(lax.get("properties", {}))
    for variant in variants:
        its = _lax(variant, definitions).get("properties", {})
        properties |= {
            name: _both(properties.get(name, each), each, definitions) for name, each in its.items()
        }
    if properties:
        lax |= {"properties": properties, "additionalProperties": False, "minProperties": 1}
    elif "propertyNames" in lax and _resolved(lax["additionalProperties"], definitions)["type"] == "object":
        lax["additionalProperties"] = {
            "if": {"type": "object"},
            "then": lax["additionalProperties"],
            "else": _NONE,
        }
    if "properties" in lax:
        lax["properties"] = {name: _lax(each, definitions) for name, each in properties.items()}
    return lax


def _both(one: Schema, other: Schema, definitions: Schema) -> Schema:
    """Let a list of mappings have the keys of two variants; of anything else the first one counts."""
    rows = [_resolved(each.get("items", {}), definitions) for each in (one, other)]
    if rows[0] == rows[1] or not all("properties" in row for row in rows):
        return one
    first, second = (_lax(row, definitions) for row in rows)
    return {**one, "items": {**first, "properties": {**second["properties"], **first["properties"]}}}


def _resolved(schema: Schema, definitions: Schema) -> Schema:
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    return definitions[name] if name else schema
