"""The schema serves editors as well as compplan."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from compplan import resources
from compplan.documents.keywords import KEYWORDS
from compplan.documents.read import read_source
from compplan.documents.schema import faults
from compplan.grammar import parse_number
from compplan.months import parse_date
from tests.plan.edits import BASE, replaced
from tests.plan.reading import as_an_editor_reads

SCHEMA = json.loads((resources.path("schemas") / "plan.schema.json").read_text(encoding="utf-8"))


def _schemas(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every schema inside the schema with its path."""
    yield path, node
    for keyword in ("properties", "$defs"):
        for name, child in node.get(keyword, {}).items():
            yield from _schemas(child, f"{path}/{keyword}/{name}")
    for keyword in ("additionalProperties", "propertyNames", "items", "if", "then"):
        if isinstance(node.get(keyword), dict):
            yield from _schemas(node[keyword], f"{path}/{keyword}")
    for keyword in ("allOf", "prefixItems"):
        for index, child in enumerate(node.get(keyword, ())):
            yield from _schemas(child, f"{path}/{keyword}/{index}")


ALL = dict(_schemas(SCHEMA))


def test_it_is_a_schema_of_draft_2020_12() -> None:
    """The schema obeys its own meta-schema."""
    Draft202012Validator.check_schema(SCHEMA)


def test_every_property_has_a_title_and_a_description() -> None:
    """An editor can say of each key what it is."""
    keys = {
        path: schema
        for path, schema in ALL.items()
        if path.rpartition("/")[0].endswith(("/properties", "$defs")) and "/if/" not in path
    }
    assert len(keys) > 50
    assert [path for path, schema in keys.items() if not {"title", "description"} <= schema.keys()] == []


def test_every_mapping_is_closed_or_described() -> None:
    """No mapping lets an unknown key pass: it is closed, or chooses a variant that is."""
    mappings = {path: schema for path, schema in ALL.items() if schema.get("type") == "object"}
    open_ones = [
        path
        for path, schema in mappings.items()
        if "additionalProperties" not in schema and not _closed_variants(schema)
    ]
    assert len(mappings) > 15
    assert open_ones == []


def _closed_variants(schema: dict[str, Any]) -> bool:
    variants = [part["then"] for part in schema.get("allOf", ())]
    resolved = [SCHEMA["$defs"][part["$ref"].split("/")[-1]] if "$ref" in part else part for part in variants]
    return bool(resolved) and all(part.get("additionalProperties") is False for part in resolved)


CHOICES = {
    path: schema for path, schema in ALL.items() if any("if" in part for part in schema.get("allOf", ()))
}


@pytest.mark.parametrize("path", CHOICES)
def test_every_variant_has_a_branch(path: str) -> None:
    """Each word that chooses a variant has its branch, and no branch is for another word."""
    branches = [part["if"] for part in CHOICES[path]["allOf"] if "if" in part]
    (key,) = {key for branch in branches for key in branch["properties"]}
    assert [branch["required"] for branch in branches] == [[key]] * len(branches)
    choice = CHOICES[path]["properties"][key]
    choice = SCHEMA["$defs"][choice["$ref"].split("/")[-1]] if "$ref" in choice else choice
    tests = [branch["properties"][key] for branch in branches]
    words = [word for test in tests for word in test.get("enum", [test.get("const")])]
    assert sorted(words) == sorted(choice["enum"])


def test_variants_are_never_chosen_by_one_of() -> None:
    """`oneOf` gives an error for each variant that was not meant."""
    assert [path for path, schema in ALL.items() if {"oneOf", "anyOf"} & schema.keys()] == []


def _editor_errors(text: str, name: str = "plan.schema.json") -> list[str]:
    schema = Draft202012Validator(json.loads(resources.text("schemas", name)))
    return [error.json_path for error in schema.iter_errors(as_an_editor_reads(text))]


@pytest.mark.parametrize("file", sorted(resources.path("plans").glob("*.yaml")), ids=lambda file: file.stem)
def test_an_editor_finds_no_fault_with_a_bundled_plan(file: Any) -> None:
    """A validator that knows nothing of our numbers takes our plans, by the schema that they name."""
    text = file.read_text(encoding="utf-8")
    named = re.search(r"schema=\.\./schemas/(\S+)", text)
    assert named
    assert _editor_errors(text, named[1]) == []


LISTENING = "$.report_cards.customer.behaviours.listening.weight"
EDITOR = {
    "number for a percentage": (("weight: 60%", "weight: 0.6"), []),
    "words that look like numbers": (("[poor, average, good]", "[1, 2.5, good]"), []),
    "no cap": (("attainment_cap: 125%", "attainment_cap: none"), []),
    "share above one": (("weight: 60%", "weight: 60"), [LISTENING]),
    "misspelt key": (("starts:", "strats:"), ["$", "$"]),
    "not a percentage": (("weight: 60%", "weight: 60 %"), [LISTENING]),
    "plan year": (("2: {revenue: 50%", "two: {revenue: 50%"), ["$.weights.by_year"]),
}  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), EDITOR.values(), ids=EDITOR)
def test_an_editor_finds_what_we_find(change: tuple[str, str], expected: list[str]) -> None:
    """A validator that knows nothing of our numbers sees the same faults in the same places."""
    assert _editor_errors(replaced(change, base=BASE)) == expected


LEADING = {
    *("$schema", "$defs", "$ref", "title", "description", "examples", "patternErrorMessage"),
    *("properties", "propertyNames", "items", "prefixItems", "allOf", "if", "then"),
}
"""Keywords that lead to other schemas, or that are for people."""


def test_no_keyword_is_passed_over() -> None:
    """The schema uses no keyword that our own reading of it does not know."""
    used = {keyword for schema in ALL.values() for keyword in schema}
    assert used <= LEADING | KEYWORDS.keys()


NUMBERS = {
    path: schema
    for path, schema in ALL.items()
    if "number" in schema.get("type", ()) and "pattern" in schema and path.startswith("/$defs")
}
PERCENTAGES = st.from_regex(r"-?(0|[1-9][0-9]{0,6})(\.[0-9]{1,9})?%", fullmatch=True) | st.sampled_from(
    ["0%", "-0%", "0.0%", "0.000000001%", "100%", "100.0%", "100.000000001%", "100000%", "100000.000000001%"]
)


def _in_range(schema: dict[str, Any], value: Fraction) -> bool:
    names = ("minimum", "maximum", "exclusiveMinimum")
    low, high, above = (None if schema.get(name) is None else Fraction(schema[name]) for name in names)
    return (
        (low is None or value >= low) and (high is None or value <= high) and (above is None or value > above)
    )


@given(text=PERCENTAGES)
def test_patterns_take_the_percentages_in_range(text: str) -> None:
    """What an editor allows by pattern is what we allow by number."""
    value = parse_number(text)
    assert len(NUMBERS) >= 7
    for path, schema in NUMBERS.items():
        fits = value is not None and _in_range(schema, value)
        assert (re.search(schema["pattern"], text) is not None) == fits, path


def test_the_pattern_of_dates_takes_the_days_of_the_calendar() -> None:
    """What an editor allows by pattern is what we allow by calendar, in every month of every year."""
    pattern = re.compile(SCHEMA["$defs"]["date"]["pattern"])
    texts = [
        f"{year}-{month:02d}-{day:02d}"
        for year in range(1988, 2103)
        for month in range(14)
        for day in range(33)
    ]
    taken = [text for text in texts if pattern.search(text)]
    assert taken == [text for text in texts if parse_date(text)]
    assert (taken[0], taken[-1], len(taken)) == (
        "1990-01-01",
        "2100-12-31",
        (dt.date(2101, 1, 1) - dt.date(1990, 1, 1)).days,
    )
    assert [
        text
        for text in ("2027-1-1", "2027-01-01 ", "20270101", "2027-01-01T00:00:00")
        if pattern.search(text)
    ] == []


WORDS = (
    "none",
    "80%",
    "0.8",
    "160%",
    "[1]",
    "{a: 1}",
    "~",
    "true",
    "2027-01-01",
    "steps",
    "to",
    "x y",
    "'2'",
    "-1",
)


@pytest.mark.parametrize("seed", range(4))
def test_what_we_take_every_validator_takes(seed: int) -> None:
    """Where words of a plan were replaced at random and we find it right, so does another validator."""
    pick, right = random.Random(seed), 0
    words = [match.span() for match in re.finditer(r"[\w.%-]+", BASE)]
    for _ in range(250):
        start, end = pick.choice(words)
        text = BASE[:start] + pick.choice([*WORDS, BASE[slice(*pick.choice(words))]]) + BASE[end:]
        root, problems = read_source(text, "plan.yaml")
        if root is not None and not problems and not list(faults(root, "plan")):
            right += 1
            assert _editor_errors(text) == [], text
    assert right > 20
