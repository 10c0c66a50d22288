"""``compplan validate``: every problem of every file in one run."""

from __future__ import annotations

import sys

import click

from compplan.cli import inputs, options, screen
from compplan.report import diagnostics_text
from compplan.report.diagnostics_text import counted, counts


@click.command(short_help="Check plan files, and data with them.")
@options.plans
@click.option("--data", "folder", metavar="FOLDER", help="Check these tables too, and each plan with them.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    show_default=True,
    help="With lines of the files, one line each, or JSON.",
)
@click.option("--strict", is_flag=True, help="End with 1 on warnings too.")
@click.pass_context
def validate(
    ctx: click.Context, plans: tuple[str, ...], folder: str | None, form: str, *, strict: bool
) -> None:
    """Check plan files, and data with them: all problems in one run.

    Ends with 0 if there is no error, 1 if there is one, 2 if the command line is wrong, 3 if compplan failed.
    """
    found = inputs.check(plans, folder)
    with_data = f" with {folder}" if folder else ""
    if form == "json":
        screen.say_json(diagnostics_text.document(found))
    elif form == "concise":
        screen.say_if(diagnostics_text.concise(found))
    else:
        screen.say_if(diagnostics_text.full(found, colour=screen.colour(sys.stdout)))
    if form != "json":
        screen.say(f"{counted(len(plans), 'plan')} checked{with_data}, {counts(found)}")
    severities = {"error", "warning"} if strict else {"error"}
    ctx.exit(1 if any(problem.severity in severities for problem in found) else 0)
