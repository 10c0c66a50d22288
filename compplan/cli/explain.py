"""``compplan explain``: how one payment came about."""

from __future__ import annotations

from typing import Literal

import click

from compplan.cli import inputs, options, screen
from compplan.months import month_text


@click.command()
@options.plans
@options.data
@click.option("--participant", required=True, metavar="ID", help="Whose payment.")
@click.option("--month", required=True, type=options.month, metavar="YYYY-MM", help="Of which payout month.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON from which all can be computed again.")
@click.option("--rows", is_flag=True, help="List every row of data that counts.")
@options.outside
def explain(
    plans: tuple[str, ...],
    folder: str,
    participant: str,
    month: int,
    outside: Literal["error", "ignore"],
    *,
    as_json: bool,
    rows: bool,
) -> None:
    """Show how one payment came about, from the rows of the data and the words of the plan to the cent."""
    from compplan.engine.explaining.explain import explain as explanation_of
    from compplan.engine.run import run
    from compplan.report.explanation_json import explanation_document
    from compplan.report.explanation_text import explanation_text

    chosen, panel = inputs.read_inputs(plans, folder)
    with screen.step("paying"):
        result = run(chosen, panel, outside=outside)
    found = explanation_of(result, participant, month_text(month))
    if as_json:
        screen.say_json(explanation_document(found))
    else:
        screen.say(explanation_text(found, rows=rows))
