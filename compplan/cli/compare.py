"""``compplan compare``: replay plans on the same data, behaviour as it was."""

from __future__ import annotations

from fractions import Fraction

import click

from compplan.cli import inputs, options, screen


@click.command()
@click.argument("plans", nargs=-1, required=True, metavar="PLAN PLAN...")
@options.data
@click.option("--as-if", type=options.month, metavar="YYYY-MM", help="Let every plan start in this month.")
@options.through
@options.assume
@options.out
@options.html
@options.xlsx
@options.as_json
@click.pass_context
def compare(
    ctx: click.Context,
    plans: tuple[str, ...],
    folder: str,
    as_if: int | None,
    through: int | None,
    assume: dict[str, Fraction],
    out: str | None,
    html: str | None,
    xlsx: str | None,
    *,
    as_json: bool,
) -> None:
    """Replay plans on the same data, behaviour as it was: cost, and who gains and loses.

    Differences are to the first plan. A replay is no forecast: nobody in it responds to a plan.
    """
    if len(plans) == 1:
        message = "give at least two plans; differences are to the first"
        raise click.UsageError(message, ctx)
    from compplan.engine.compare import compare as replay
    from compplan.report.compare_files import comparison_document, write_comparison
    from compplan.report.compare_text import compare_text
    from compplan.report.table_files import written_text

    chosen, panel = inputs.read_inputs(plans, folder)
    with screen.step("replaying"):
        comparison = replay(chosen, panel, as_if=as_if, through=through, assume=assume)
        written = write_comparison(out, comparison, chosen, panel) if out else []
        if html:
            from compplan.report.page.replay_page import comparison_html
            from compplan.report.page.write import write_page

            written += [write_page(html, comparison_html(comparison, chosen))]
    if xlsx:
        from compplan.report.files import write_file
        from compplan.report.workbook.compare_book import comparison_book

        write_file(xlsx, comparison_book(comparison, chosen))
        written.append((xlsx, None))
    if as_json:
        screen.say_json(comparison_document(comparison, chosen, panel))
        return
    screen.say(compare_text(comparison))
    if written:
        screen.say("\n" + written_text(written))
