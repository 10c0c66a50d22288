"""``compplan run``: pay the plans on data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import click

from compplan.cli import inputs, options, screen

if TYPE_CHECKING:
    from compplan.data.model import Panel
    from compplan.plan.model import Plan


@click.command()
@options.plans
@options.data
@options.through
@options.out
@options.xlsx
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="Kind of the files.",
)
@options.outside
@options.cluster
def run(
    plans: tuple[str, ...],
    folder: str,
    through: int | None,
    out: str | None,
    xlsx: str | None,
    file_format: Literal["csv", "json"],
    outside: Literal["error", "ignore"],
    cluster: str | None,
) -> None:
    """Pay the participants of one or more plans, exact to the cent.

    With --out, writes payments, their lines, report cards, actions and awards, open balances and
    participant-months that no plan covers, and run.json, which says what they were made from: all of them, or
    nothing. With --cluster, workers measure participants in parts; measures that look at others are measured
    here.
    """
    from compplan.engine.run import run as pay
    from compplan.report.run_files import write_run
    from compplan.report.run_text import run_text
    from compplan.report.table_files import written_text
    from compplan.signoff.status import refuse_unsigned

    chosen, panel = inputs.read_inputs(plans, folder)
    unsigned = refuse_unsigned(chosen)
    with inputs.workers(cluster) as executor:
        if executor is not None:
            _tell_of_crossing(chosen, panel)
        with screen.progress("paying", "parts") as told:
            result = pay(chosen, panel, through=through, outside=outside, executor=executor, told=told)
    with screen.step("writing"):
        written = write_run(out, result, panel, outside=outside, file_format=file_format) if out else []
    if xlsx:
        from compplan.report.files import write_file
        from compplan.report.workbook.run_book import run_book

        with screen.step("writing the workbook"):
            write_file(xlsx, run_book(result))
        written.append((xlsx, None))
    if unsigned:
        screen.problems(unsigned)
    screen.say(run_text(result))
    if written:
        screen.say("\n" + written_text(written))


def _tell_of_crossing(plans: Sequence[Plan], panel: Panel) -> None:
    """Say which measures no part of the participants can tell alone."""
    from compplan.engine.parted.measuring import crossing

    for plan in plans:
        for measure, word in crossing(plan, panel).items():
            text = f"{plan.id}: measure '{measure}' looks at other participants ({word}) and is measured here"
            click.echo(text, err=True)
