"""``compplan rule``: what a code means."""

from __future__ import annotations

import shutil

import click

from compplan.cli import screen
from compplan.diagnostics import Diagnostic, DiagnosticError, Place

_WIDEST = 100


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE...]")
def rule(codes: tuple[str, ...]) -> None:
    """Explain codes such as CP101: what is wrong, why it matters, and an example wrong and right.

    Without a code, list them all.
    """
    from compplan.report.catalogue import find_rule, similar
    from compplan.report.catalogue_text import list_text, rule_text

    found = [(word, find_rule(word)) for word in codes]
    unknown = [_unknown(word, similar(word)) for word, rule in found if rule is None]
    if unknown:
        raise DiagnosticError(unknown)
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    shown = [rule_text(rule, width) for _, rule in found if rule is not None]
    screen.say("\n\n\n".join(shown) or list_text())


def _unknown(word: str, meant: str | None) -> Diagnostic:
    hint = f"did you mean {meant}?" if meant else "compplan rule lists all codes"
    return Diagnostic("CP404", f"unknown code '{word}'", Place("compplan rule"), hint)
