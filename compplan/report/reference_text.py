"""The reference of the plan language as a page: ``docs/plan-language.md``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from compplan.documents.words import expected
from compplan.report.reference import Section, Uses, Word, kinds, sections

_PAGE = """\
# The plan language

Every word of a plan file: what it means, what it takes, and a use of it in a plan that the tests run. What
the numbers mean to the cent is in [semantics.md](semantics.md). This page is made from the schema of plans by
`pytest --update-golden tests/report/test_reference.py`.
"""


def reference(uses: Uses) -> str:
    """Write the page in Markdown."""
    parts = [_PAGE, *(_section(each, uses) for each in sections() if each.words)]
    values = "\n".join(f"- **{name}**: {text}" for name, text in kinds())
    return "\n".join([*parts, "## Kinds of values\n", values, ""])


def _section(section: Section, uses: Uses) -> str:
    head = f"## {section.title}\n\n{_filled(section.description)}\n"
    return "\n".join([head, *(_word(section, word, uses) for word in section.words)])


def _word(section: Section, word: Word, uses: Uses) -> str:
    return "\n".join(_lines(section, word, uses))


def _lines(section: Section, word: Word, uses: Uses) -> Iterator[str]:
    yield f"### `{word.name}`\n"
    yield f"*{_takes(word)}* {_filled(str(word.schema.get('description', '')))}\n"
    use = uses.get((section.id, word.name))
    if use is not None:
        yield f"```yaml\n{use.text}\n```\n\n({use.file})\n"


def _takes(word: Word) -> str:
    need = "required" if word.required else "optional"
    default = f", default {word.default}" if word.default is not None else ""
    return f"{_kind(word)}, {need}{default}."


def _kind(word: Word) -> str:
    schema = word.schema
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix("#/$defs/").replace("_", " ")
    return expected(schema)


def _filled(text: str) -> str:
    return textwrap.fill(text, 110)
