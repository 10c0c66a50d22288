"""``compplan validate``: every problem of every file in one run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Literal

import click

from compplan.cli import inputs, options, screen
from compplan.diagnostics import Diagnostic
from compplan.report.diagnostics_text import concise, counted, counts, full

_FOR_PEOPLE = ("text", "concise")


@click.command()
@options.plans
@click.option("--data", "folder", metavar="FOLDER", help="Check these tables too, and each plan with them.")
@options.outside
@click.option(
    "--format",
    "form",
    type=click.Choice([*_FOR_PEOPLE, "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="With lines of the files; one line each; or as other programs read it.",
)
@click.option("--strict", is_flag=True, help="End with 1 on warnings too.")
@click.option("--fix", is_flag=True, help="Show the sure mends of plan files as a diff; on a terminal, ask.")
@click.option("--write", is_flag=True, help="With --fix, write them without asking.")
@click.pass_context
def validate(
    ctx: click.Context,
    plans: tuple[str, ...],
    folder: str | None,
    outside: Literal["error", "ignore"],
    form: str,
    *,
    strict: bool,
    fix: bool,
    write: bool,
) -> None:
    """Check plan files, and data with them: all problems in one run.

    Ends with 0 if there is no error, 1 if there is one, 2 if the command line is wrong, 3 if compplan failed.

    A mend is sure if only one thing can have been meant: a misspelt key, a number in quotes or with a decimal
    comma. --fix changes nothing else, not even a blank.
    """
    if write and not fix:
        message = "--write goes with --fix"
        raise click.UsageError(message, ctx)
    if fix and form not in _FOR_PEOPLE:
        message = f"--fix goes with --format {' or '.join(_FOR_PEOPLE)}"
        raise click.UsageError(message, ctx)
    if fix:
        _fix(plans, write=write)
    found = inputs.check(plans, folder, outside)
    _show(found, form)
    if form not in ("json", "sarif"):
        with_data = f" with {folder}" if folder else ""
        screen.say(f"{counted(len(plans), 'plan')} checked{with_data}, {counts(found)}")
    severities = {"error", "warning"} if strict else {"error"}
    ctx.exit(1 if any(problem.severity in severities for problem in found) else 0)


def _show(found: Sequence[Diagnostic], form: str) -> None:
    if form == "json":
        from compplan.report.diagnostics_json import document

        screen.say_json(document(found))
    elif form == "sarif":
        from compplan.report.diagnostics_sarif import sarif

        screen.say_json(sarif(found))
    elif form == "github":
        from compplan.report.diagnostics_github import github

        screen.say_if(github(found))
    elif form == "concise":
        screen.say_if(concise(found))
    else:
        screen.say_if(full(found, colour=screen.colour(sys.stdout)))


def _fix(plans: Sequence[str], *, write: bool) -> None:
    """Show mends; write them if told to, or if somebody at a terminal says so."""
    from compplan.report.mending import counted_mends, diff_text, mended_files, write_mended

    files = mended_files(dict.fromkeys(plans))
    if not files:
        return
    screen.say(diff_text(files, colour=screen.colour(sys.stdout)) + "\n")
    asked = sys.stdin.isatty() and sys.stdout.isatty() and not write
    if write or (asked and click.confirm(f"{counted_mends(files)}: write?", default=False)):
        write_mended(files)
        screen.say(f"{counted_mends(files)} written\n")
    elif not asked:
        screen.say(f"{counted_mends(files)} not written; --fix --write does so\n")
