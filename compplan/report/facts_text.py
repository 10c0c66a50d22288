"""The page of facts that rules may look at, made from the one list of them.

``python -m compplan.report.facts_text`` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from compplan.grammar import decimal_text
from compplan.plan.facts import EVERY, FACTS, Fact
from compplan.plan.model.rules import ForEach

_HEAD = """# Facts

What decision tables may look at, by what they are evaluated for (`for_each`). A fact that may be missing
needs a row for where it is: `missing`. `pytest --update-golden` writes this page from the list in
`compplan/plan/facts.py`.
"""


def page() -> str:
    """Write the page in Markdown."""
    return "\n".join([_HEAD, *(_section(for_each) for for_each in EVERY)])


def _section(for_each: ForEach) -> str:
    rows = "\n".join(_row(fact) for fact in FACTS if for_each in fact.for_each)
    return f"## For each {for_each}\n\n| fact | values | meaning |\n|---|---|---|\n{rows}\n"


def _row(fact: Fact) -> str:
    return f"| `{fact.name}` | {', '.join(_values(fact))} | {fact.meaning} |"


def _values(fact: Fact) -> Iterator[str]:
    yield {"whole": "whole number", "number": "number"}.get(fact.kind, fact.kind)
    if fact.least is not None and fact.most is not None:
        yield f"{decimal_text(fact.least)} to {decimal_text(fact.most)}"
    elif fact.least is not None:
        yield f"from {decimal_text(fact.least)}"
    if fact.unit in ("months", "share"):
        yield {"months": "of months", "share": "1 is 100%"}[fact.unit]
    if fact.may_be_missing:
        yield "may be missing"


if __name__ == "__main__":
    sys.stdout.write(page())
