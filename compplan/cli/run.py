"""``compplan run``: pay the plans on data."""

from __future__ import annotations

from typing import Literal

import click

from compplan.cli import inputs, options, screen


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
def run(
    plans: tuple[str, ...],
    folder: str,
    through: int | None,
    out: str | None,
    xlsx: str | None,
    file_format: Literal["csv", "json"],
    outside: Literal["error", "ignore"],
) -> None:
    """Pay the participants of one or more plans, exact to the cent.

    With --out, writes payments, their lines, report cards, actions and awards, open balances and
    participant-months that no plan covers, and run.json, which says what they were made from: all of them, or
    nothing.
    """
    from compplan.engine.run import run as pay
    from compplan.report.run_files import write_run
    from compplan.report.run_text import run_text
    from compplan.report.table_files import written_text
    from compplan.signoff.status import refuse_unsigned

    chosen, panel = inputs.read_inputs(plans, folder)
    unsigned = refuse_unsigned(chosen)
    with screen.step("paying"):
        result = pay(chosen, panel, through=through, outside=outside)
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
