"""One mistake gives one message, wherever it is made: swept over every key and value of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import fuzz
from compplan.documents.nodes import Mapping, Node, Scalar, entries, items
from compplan.documents.read import read_source
from compplan.documents.schema import words
from compplan.plan.load import check_text
from tests.plan.edits import BASE

FULL = BASE.replace(
    "quota_proration: as_given", "quota_proration: as_given\n    accumulate: year_to_date\n    balance: carry"
)
IDS = {"revenue", "relationship", "customer", "listening", "consulting"}
FREE = {"title", "description", "table", "sum", "value", "ratings", "roles", "id", "scale", "favourable"}
"""Keys whose values may be any word."""


def _scalars(node: Node, owner: str = "") -> Iterator[tuple[str, Scalar]]:
    """Give each key (owner ``key``) and value of a tree with the key that owns it."""
    if isinstance(node, Scalar):
        yield owner, node
    for key, value in entries(node):
        yield "key", key
        yield from _scalars(value, key.text)
    for item in items(node):
        yield from _scalars(item, owner)


def _tree() -> Mapping:
    root, problems = read_source(FULL, "plan.yaml")
    assert isinstance(root, Mapping)
    assert problems == ()
    return root


WORDS = [(owner, node) for owner, node in _scalars(_tree()) if not node.text.isdigit() or owner != "key"]
KEYS = [node for owner, node in WORDS if owner == "key" and node.text not in IDS]
TEXTS = [node for owner, node in WORDS if owner != "key"]
VALUES = [node for owner, node in WORDS if owner not in FREE | {"key"}]


def _name(node: Scalar) -> str:
    return f"{node.place.line}-{node.place.column}-{node.text}"


def _with(node: Scalar, text: str) -> str:
    lines = FULL.splitlines()
    line, start = (node.place.line or 0) - 1, (node.place.column or 0) - 1
    lines[line] = lines[line][:start] + text + lines[line][start + len(node.text) :]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("key", KEYS, ids=_name)
def test_a_misspelt_key_gives_one_message(key: Scalar) -> None:
    """A doubled letter in any key is told once, at the key, with the right one."""
    _, problems = check_text(_with(key, key.text[0] + key.text))
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("CP101", f"did you mean '{key.text}'?")
    ]
    assert (problems[0].place.line, problems[0].place.column) == (key.place.line, key.place.column)


@pytest.mark.parametrize("value", VALUES, ids=_name)
def test_a_wrong_value_gives_one_message(value: Scalar) -> None:
    """A value that means nothing is told once, at the value."""
    plan, problems = check_text(_with(value, "x?"))
    assert plan is None
    assert [(problem.place.line, problem.place.column) for problem in problems] == [
        (value.place.line, value.place.column)
    ]


@pytest.mark.parametrize("value", TEXTS, ids=_name)
def test_an_empty_value_gives_one_message(value: Scalar) -> None:
    """A null is told once."""
    plan, problems = check_text(_with(value, "~"))
    assert plan is None
    assert [problem.code for problem in problems] == ["CP112"]


MEASURE = FULL[FULL.rindex("  relationship:\n") : FULL.index("report_cards:")]
MISPLACED = {
    "the keys of a measure are not indented": (
        MEASURE.replace("    ", "  "),
        "25:3: error CP101 unknown key 'type' (indent it and 2 below it, to stand below 'relationship')",
    ),
    "a measure stands at the top": (
        MEASURE.replace("    ", "  ").replace("  relationship", "relationship"),
        "24:1: error CP101 unknown key 'relationship' (indent it and its lines, to stand below 'measures')",
    ),
    "two measures have one name": (
        MEASURE.replace("  relationship", "  revenue"),
        "24:3: error CP009 the key 'revenue' stands twice, first on line 18 (keep one of the two)",
    ),
}


@pytest.mark.parametrize("slip", MISPLACED)
def test_a_measure_that_stands_wrong_gives_one_message(slip: str) -> None:
    """What follows from a slip is not told beside it; a mistake elsewhere is."""
    text, message = MISPLACED[slip]
    lines = MEASURE.count("\n")
    assert lines == text.count("\n")
    line, told = message.split(":", 1)
    wrong = FULL.replace(MEASURE, text).replace("currency: USD", "currency: usd")
    found = [str(problem) for problem in check_text(wrong, "p")[1]]
    at = FULL[: FULL.index(MEASURE)].count("\n") + 1 + (int(line) - 24)
    assert found[1:] == [f"p:{at}:{told}"]
    assert found[0].startswith("p:4:")


FUZZ = Path(fuzz.__file__).parent
TOGETHER = {name: (FUZZ / f"{name}.yaml").read_text(encoding="utf-8") for name in ("groups", "links")}
"""Plans that use most of the other words."""
ROOT = {"weights", "stacking", "report_cards"}
"""Keys of the file itself that need not be there, but without which others say something in vain."""


def _told(text: str, node: Scalar, new: str) -> list[tuple[str, int | None]]:
    """Write something in place of a key or value, and give the code and line of each error."""
    lines = text.splitlines()
    line, start = (node.place.line or 0) - 1, (node.place.column or 0) - 1
    lines[line] = lines[line][:start] + new + lines[line][start + len(node.text) + 2 * node.quoted :]
    _, problems = check_text("\n".join(lines) + "\n", "plan.yaml")
    return [(problem.code, problem.place.line) for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("name", TOGETHER)
def test_no_word_of_a_plan_gives_two_messages(name: str) -> None:
    """Every key of the format written as another word, and every value as none, is told once, on its line."""
    root, _ = read_source(TOGETHER[name], "plan.yaml")
    assert root is not None
    spoiled = [(node, "~") for owner, node in _scalars(root) if owner != "key"]
    spoiled += [(key, "qqq") for _, key, _ in words(root, "plan") if key.text not in ROOT]
    assert len(spoiled) > 300
    wrong = {
        f"line {node.place.line}, {node.text} -> {new}": told
        for node, new in spoiled
        if len(told := _told(TOGETHER[name], node, new)) != 1
    }
    assert wrong == {}
