"""Files with their sure mends made: shown as a diff, then written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

import click

from compplan.documents.files import read_text
from compplan.plan.mending import mended
from compplan.report.diagnostics_text import counted
from compplan.report.files import replace_text
from compplan.report.plain import one_line

_COLOURS = {"-": "red", "+": "green", "@": "cyan"}


@dataclass(frozen=True, slots=True)
class Mended:
    """A file's text before and after its ``count`` mends."""

    file: str
    before: str
    after: str
    count: int


def mended_files(files: Iterable[str]) -> list[Mended]:
    """Mend the text of plan files, without writing; those without mends, or unreadable, are left out."""
    texts = {file: read_text(file) for file in files}
    found = [Mended(file, text, *mended(text, file)) for file, text in texts.items() if isinstance(text, str)]
    return [each for each in found if each.before != each.after]


def diff_text(files: Iterable[Mended], *, colour: bool = False) -> str:
    """Show mends as a unified diff."""
    lines = [line for each in files for line in _diff(each)]
    return "\n".join(click.style(line, fg=_COLOURS.get(line[:1])) if colour else line for line in lines)


def counted_mends(files: Iterable[Mended]) -> str:
    """Count mends in words: ``2 mends in plan.yaml``."""
    return ", ".join(f"{counted(each.count, 'mend')} in {one_line(each.file)}" for each in files)


def write_mended(files: Iterable[Mended]) -> None:
    """Write mended texts in place of the files'; DiagnosticError if one changed or cannot be written."""
    for each in files:
        replace_text(each.file, each.before, each.after)


def _diff(each: Mended) -> list[str]:
    before, after = (text.splitlines() for text in (each.before, each.after))
    lines = difflib.unified_diff(before, after, each.file, each.file, lineterm="")
    return [one_line(line) for line in lines]
