"""``compplan statements``: what each participant was paid, and why."""

from __future__ import annotations

import time
from typing import Literal

import click

from compplan.cli import inputs, options, screen

_MOST = 2_000
"""Participants up to which next steps are estimated without being asked for: each takes some runs."""


@click.command()
@options.plans
@options.data
@click.option("--month", required=True, type=options.month, metavar="YYYY-MM", help="Of which payout month.")
@click.option("--participant", "participants", multiple=True, metavar="ID", help="Whose; else everyone's.")
@click.option(
    "--next-steps/--no-next-steps",
    default=None,
    help=f"Say what the next step of each figure brings; by default for at most {_MOST:,} participants.",
)
@click.option("--pdf", is_flag=True, help="Write PDF beside the pages (needs compplan[pdf]).")
@options.outside
@click.option("--out", required=True, metavar="FOLDER", help="Write the statements to this folder.")
def statements(
    plans: tuple[str, ...],
    folder: str,
    month: int,
    participants: tuple[str, ...],
    outside: Literal["error", "ignore"],
    out: str,
    *,
    next_steps: bool | None,
    pdf: bool,
) -> None:
    """Write each participant's statement of a month: what was paid, why, the report card, what comes next.

    Pages print on A4 and Letter. Without --participant, also the report cards of the company, of each
    manager's people and of each team. No customer is named.
    """
    options.refuse_pdf_without_typst(wanted=pdf)
    from compplan.engine.run import run
    from compplan.report.diagnostics_text import counted
    from compplan.report.statements.write import Asked, write_statements

    chosen, panel = inputs.read_inputs(plans, folder)
    with screen.step("paying"):
        result = run(chosen, panel, through=month, outside=outside)
    few = len(participants or panel.participants) <= _MOST
    asked = Asked(month, participants or None, few if next_steps is None else next_steps, pdf)
    begun = time.monotonic()
    with screen.progress("writing", "statements") as progress:
        written = write_statements(out, result, asked, progress)
    rate = len(written) / max(time.monotonic() - begun, 1e-9)
    screen.say(f"Written to {out}: {counted(len(written), 'file')}, {rate:,.1f} a second")
    if len(written) <= 10:
        screen.say("\n".join(f"  {name}" for name in written))
