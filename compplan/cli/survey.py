"""``compplan survey``: check a survey sheet that came back, and add it to the ratings."""

from __future__ import annotations

from pathlib import Path

import click

from compplan.cli import inputs, options, screen


@click.command()
@click.argument("plan")
@click.argument("sheet")
@options.data
@click.option("--month", type=options.month, metavar="YYYY-MM", help="Month that was asked about.")
@click.option("--add", is_flag=True, help="Add the answers to the ratings of the data, if nothing is wrong.")
def survey(plan: str, sheet: str, folder: str, month: int | None, *, add: bool) -> None:
    """Check a survey sheet (CSV or XLSX) that came back, and show how many answered.

    Lines without a rating were not answered and are left out. Nothing is guessed: an unknown participant,
    behaviour or category, a wrong month, or an answer that is there twice is told at its row, and nothing is
    added.
    """
    from compplan.diagnostics import DiagnosticError
    from compplan.engine.intake.checks import check_sheet
    from compplan.engine.intake.rates import rates_of
    from compplan.engine.intake.sheet import read_sheet
    from compplan.report.ratings_file import add_answers
    from compplan.report.survey_text import survey_text

    inputs.refuse_absent(sheet)
    (chosen,), panel = inputs.read_inputs([plan], folder)
    if not chosen.report_cards:
        message = f"plan '{chosen.id}' has no report card, and so no survey"
        raise click.UsageError(message)
    found = read_sheet(Path(sheet))
    problems = check_sheet(chosen, panel, found, month)
    screen.say(survey_text(found, rates_of(chosen, panel, found, month)))
    if any(problem.severity == "error" for problem in problems):
        raise DiagnosticError(problems)
    if problems:
        screen.problems(problems)
    if add and found.answers:
        path = add_answers(folder, chosen.report_cards[0], panel, found)
        screen.say(f"\nAdded {len(found.answers):,} answers to {path}")
