"""The reference of the plan language: made from the schema, its examples from plans that are run."""

from __future__ import annotations

from pathlib import Path

from compplan.report.reference import Uses, sections, uses_in
from compplan.report.reference_text import reference
from tests.shared import ROOT, Golden

FILES = [*sorted((ROOT / "plans").glob("*.yaml")), *sorted((ROOT / "tests" / "cases").rglob("*.yaml"))]
"""Plans and cases that other tests load and run."""


def _uses() -> Uses:
    return uses_in(FILES, ROOT)


def test_the_page_is_made_from_the_schema(golden: Golden) -> None:
    """The page holds every word of the schema as it is now."""
    golden(ROOT / "docs" / "plan-language.md", reference(_uses()))


def test_every_word_is_used_in_a_plan_that_is_run() -> None:
    """No word of the language is without an example, and so without a test that runs it."""
    uses = _uses()
    unused = {(each.id, word.name) for each in sections() for word in each.words} - uses.keys()
    assert unused == set()


def test_every_word_is_explained() -> None:
    """Each word says what it means in a sentence."""
    silent = [
        (each.id, word.name)
        for each in sections()
        for word in each.words
        if not str(word.schema.get("description", "")).endswith(".")
    ]
    assert silent == []


def test_examples_are_lines_of_their_files() -> None:
    """A reader who follows the place of an example finds it there."""
    for use in _uses().values():
        line = (ROOT / Path(use.file)).read_text(encoding="utf-8").splitlines()[use.line - 1]
        assert line.strip() == use.text.splitlines()[0].strip()
