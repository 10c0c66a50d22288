"""A small plan, and ways to spoil it."""

from __future__ import annotations

import re
from pathlib import Path

from compplan.diagnostics import Diagnostic
from compplan.plan.load import check_text

BASE = (Path(__file__).parent / "base.yaml").read_text(encoding="utf-8")
"""A plan without errors or warnings: every test changes one thing in it."""


def with_block(fragment: str, base: str = BASE) -> str:
    """Put lines in place of the first block with the key of their first line, or at the end if there is none.

    Blocks beside it with the keys of other lines of the fragment go as well.
    """
    keys = re.findall(r"^([\w-]+):", fragment, re.MULTILINE)
    block = re.search(_block(keys[0], " *"), base, re.MULTILINE)
    if not block:
        return f"{base}{fragment}\n"
    indent = block[1]
    before, after = base[: block.start()], base[block.end() :]
    parent = re.match(rf"(?:{indent}.*\n)*", after)
    siblings, rest = (after[: parent.end()], after[parent.end() :]) if parent else ("", after)
    for key in keys:
        siblings = re.sub(_block(key, indent), "", siblings, count=1, flags=re.MULTILINE)
    return before + "".join(f"{indent}{line}\n" for line in fragment.splitlines()) + siblings + rest


def _block(key: str, indent: str) -> str:
    return rf"^({indent}){key}:.*\n(?:\1 .*\n)*"


def replaced(*changes: tuple[str, str], base: str = BASE) -> str:
    """Change the first place of each text, which must be there."""
    for old, new in changes:
        assert old in base, old
        base = base.replace(old, new, 1)
    return base


def cases(file: str) -> dict[str, tuple[str, list[str]]]:
    """Read a file of cases: by name, the spoiled plan and the messages that it must give.

    ``- old`` and ``+ new`` lines change the base plan; ``+`` alone puts a block in place of that of its key.
    """
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    return {name: _case(lines) for name, *lines in (part.splitlines() for part in text.split("== ")[1:])}


def _case(lines: list[str]) -> tuple[str, list[str]]:
    old, new = ("\n".join(line[2:] for line in lines if line.startswith(mark)) for mark in "-+")
    expected = [line for line in lines if line and not line.startswith(("- ", "+ "))]
    return (replaced((old, new)) if old else with_block(new)), expected


def problems(text: str) -> list[str]:
    """Give each problem of a plan's text as one line, without the file's name."""
    return [one_line(problem) for problem in check_text(text, "plan.yaml")[1]]


def one_line(problem: Diagnostic) -> str:
    """Write a diagnostic as one line, without the file's name."""
    return str(problem).removeprefix("plan.yaml:")
