"""The schema of sources files serves editors as well as compplan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from compplan import resources
from compplan.data.definition import DEFINITIONS
from compplan.sources.words import DECIMALS, DELIMITERS, THOUSANDS
from tests.shared import ROOT

SCHEMA = json.loads((resources.path("schemas") / "sources.schema.json").read_text(encoding="utf-8"))
FILES = sorted((ROOT / "tests" / "real").glob("*.sources.yaml"))


def _schemas(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, node
    for keyword in ("properties", "$defs"):
        for name, child in node.get(keyword, {}).items():
            yield from _schemas(child, f"{path}/{keyword}/{name}")
    for keyword in ("additionalProperties", "propertyNames", "items"):
        if isinstance(node.get(keyword), dict):
            yield from _schemas(node[keyword], f"{path}/{keyword}")


ALL = dict(_schemas(SCHEMA))


def test_it_is_a_schema_of_draft_2020_12() -> None:
    """The schema obeys its own meta-schema."""
    Draft202012Validator.check_schema(SCHEMA)


def test_every_property_has_a_title_and_a_description() -> None:
    """An editor can say of each key what it is."""
    keys = {
        path: each for path, each in ALL.items() if path.rpartition("/")[0].endswith(("/properties", "$defs"))
    }
    assert len(keys) > 30
    assert [path for path, each in keys.items() if not {"title", "description"} <= each.keys()] == []


def test_every_mapping_is_closed_or_described() -> None:
    """No mapping lets an unknown key pass."""
    mappings = [path for path, each in ALL.items() if "object" in each.get("type", ())]
    assert len(mappings) > 8
    assert [path for path in mappings if "additionalProperties" not in ALL[path]] == []


def test_words_and_tables_are_those_of_the_code() -> None:
    """Every word that the schema offers has a meaning, and every table is offered."""
    file = SCHEMA["$defs"]["file"]["properties"]
    assert file["delimiter"]["enum"] == list(DELIMITERS)
    assert file["decimal"]["enum"] == list(DECIMALS)
    assert file["thousands"]["enum"] == list(THOUSANDS)
    assert list(SCHEMA["properties"]["tables"]["properties"]) == list(DEFINITIONS)


def test_tables_are_described_by_their_columns() -> None:
    """The description of each table names all of its columns, those that it must have first."""
    for name, definition in DEFINITIONS.items():
        columns = SCHEMA["properties"]["tables"]["properties"][name]["description"].partition(": ")[2]
        must, _, may = columns.removesuffix(".").partition("; ")
        assert must.split(", ") == [column.name for column in definition.columns if column.required]
        assert [each for each in may.split(", ") if each] == [
            column.name for column in definition.columns if not column.required
        ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_editor_has_nothing_to_say_of_real_files(file: Path) -> None:
    """Sources files that load are valid for a validator of JSON Schema too."""
    document = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  # texts alone
    document |= {"sources": 1, "outside": document.get("outside") == "true"}
    assert list(Draft202012Validator(SCHEMA).iter_errors(document)) == []


@pytest.mark.parametrize("key", ["examples", "enum"])
def test_examples_are_valid(key: str) -> None:
    """Each example of a property is one."""
    for path, each in ALL.items():
        whole = {**each, "$defs": SCHEMA["$defs"]}
        for example in each.get(key, ()):
            assert list(Draft202012Validator(whole).iter_errors(example)) == [], path
