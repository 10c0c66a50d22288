"""Rules to read: one of them, the list of all, and the page of the documentation.

``python -m compplan.report.catalogue_text`` writes the page, ``docs/codes.md``.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from itertools import groupby

from compplan.diagnostics import Rule
from compplan.report.catalogue import ALL, GROUPS, group_of

_PAGE = """\
# What compplan may say

Each problem has a code that keeps its meaning for good. `compplan rule CP101` shows what is said here of one
code; a folder of `tests/codes` shows each at work. This page is made by
`python -m compplan.report.catalogue_text > docs/codes.md`.
"""


def rule_text(rule: Rule, width: int = 80) -> str:
    """Explain a rule in lines of at most ``width`` characters; its examples keep their lines."""
    sentences = (textwrap.fill(text, width) for text in (rule.what, f"Why: {rule.why}"))
    examples = (f"{name}:\n{textwrap.indent(text, '  ')}" for name, text in _examples(rule))
    return "\n\n".join([f"{rule.code} {rule.name}", *sentences, *examples])


def list_text() -> str:
    """List all rules by group, with code and name."""
    parts = [
        "\n".join([f"{title} ({group}xx)", *(f"  {rule.code} {rule.name}" for rule in rules)])
        for group, title, rules in _grouped()
    ]
    return "\n\n".join([*parts, "compplan rule CODE explains one of them."])


def page() -> str:
    """Write the page of all rules in Markdown."""
    parts = [
        part
        for group, title, rules in _grouped()
        for part in (f"## {title} ({group}xx)\n", *map(_section, rules))
    ]
    return "\n".join([_PAGE, *parts])


def _grouped() -> Iterator[tuple[str, str, list[Rule]]]:
    for group, rules in groupby(ALL, group_of):
        yield group, GROUPS[group], list(rules)


def _section(rule: Rule) -> str:
    prose = "\n\n".join(textwrap.fill(text, 110) for text in (rule.what, f"Why: {rule.why}"))
    examples = "".join(f"{name}:\n\n```text\n{text}\n```\n\n" for name, text in _examples(rule))
    return f"### {rule.code} {rule.name}\n\n{prose}\n\n{examples}".rstrip("\n") + "\n"


def _examples(rule: Rule) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("Wrong", rule.bad), ("Right", rule.good)


if __name__ == "__main__":
    sys.stdout.write(page())
