"""``compplan documents``: what a plan's people and customers read and fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compplan.cli import inputs, options, screen
from compplan.months import month_text

if TYPE_CHECKING:
    from compplan.plan.model import Plan


@click.command()
@click.argument("plan")
@click.option("--data", "folder", metavar="FOLDER", help="Tables: one survey form for each account.")
@click.option("--month", type=options.month, metavar="YYYY-MM", help="Month that customers are asked about.")
@click.option(
    "--candidates",
    metavar="FILE",
    help="Ratings (CSV) of candidates or new hires to assess.",
)
@click.option(
    "--results", is_flag=True, help="With --data: report cards to hand out, and coaching newly agreed."
)
@click.option("--pdf", is_flag=True, help="Write PDF beside the pages (needs compplan[pdf]).")
@click.option("--out", required=True, metavar="FOLDER", help="Write the documents to this folder.")
def documents(
    plan: str,
    folder: str | None,
    month: int | None,
    candidates: str | None,
    out: str,
    *,
    results: bool,
    pdf: bool,
) -> None:
    """Write a plan's letter, the plan in plain language, its survey, and an assessment of candidates.

    Pages print on A4 and Letter. With --data, the survey has a form for each account, and a sheet to
    fill in (XLSX, and CSV) that compplan survey reads.
    """
    options.refuse_pdf_without_typst(wanted=pdf)
    from compplan.engine.run import run
    from compplan.report.documents.write import Wanted, write_documents

    if results and (folder is None or month is None):
        message = "--results needs --data and --month"
        raise click.UsageError(message)
    inputs.refuse_absent(candidates)
    if folder is None:
        chosen, panel = inputs.read_plans([plan]), None
    else:
        chosen, panel = inputs.read_inputs([plan], folder)
    _refuse_month(chosen[0], month)
    if candidates and not chosen[0].report_cards:
        message = f"plan '{chosen[0].id}' has no report card to assess candidates on"
        raise click.BadParameter(message, param_hint="'--candidates'")
    path = Path(candidates) if candidates else None
    result = run(chosen, panel, through=month, outside="ignore") if panel and results else None
    written = write_documents(out, chosen[0], Wanted(panel, month, path, pdf), result)
    screen.say("\n".join(["Written:", *(f"  {name}" for name in written)]))


def _refuse_month(plan: Plan, month: int | None) -> None:
    """Refuse a month in which the plan pays nobody, and so asks nobody about anyone."""
    if month is not None and not plan.starts <= month < plan.ends:
        span = f"{month_text(plan.starts)} to {month_text(plan.ends - 1)}"
        message = f"{month_text(month)} is no month of plan '{plan.id}', {span}"
        raise click.BadParameter(message, param_hint="'--month'")
