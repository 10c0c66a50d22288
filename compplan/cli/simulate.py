"""``compplan simulate``: what people and revenue may do under several plans, in rival worldviews."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from compplan import months as calendar
from compplan.cli import inputs, options, screen

if TYPE_CHECKING:
    from compplan.data.model import Panel
    from compplan.plan.model import Plan


@click.command()
@click.argument("plans", nargs=-1, metavar="PLAN...")
@click.option("--data", "folder", metavar="FOLDER", help="Folder with the company's tables.")
@click.option(
    "--assumptions", metavar="FILE", help="Assumptions file: business, parameters, worldviews, workforce."
)
@click.option("--path", "paths", multiple=True, metavar="PATH", help="Add a path, such as step or linear:24.")
@click.option("--worldview", "views", multiple=True, metavar="NAME", help="Show this worldview; else all.")
@click.option(
    "--samples", type=click.IntRange(1, 65_536), metavar="N", help="Samples; else as many as needed."
)
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, metavar="N", help="Seed."
)
@click.option("--through", type=options.month, metavar="YYYY-MM", help="Last month; else the plans' last.")
@click.option(
    "--as-if", type=options.month, metavar="YYYY-MM", help="Month in which recorded history begins."
)
@click.option(
    "--assume",
    type=options.assumption,
    metavar="MEASURE=SHARE",
    multiple=True,
    callback=options.assumptions,
    help="Attainment of a measure that history did not record, such as relationship=85%.",
)
@options.cluster
@options.out
@options.html
@options.xlsx
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--published", is_flag=True, help="Run published experiments in the simulator, nothing else.")
@click.pass_context
def simulate(
    ctx: click.Context,
    plans: tuple[str, ...],
    folder: str | None,
    assumptions: str | None,
    paths: tuple[str, ...],
    views: tuple[str, ...],
    samples: int | None,
    seed: int,
    through: int | None,
    as_if: int | None,
    assume: dict[str, Fraction],
    cluster: str | None,
    out: str | None,
    html: str | None,
    xlsx: str | None,
    *,
    as_json: bool,
    published: bool,
) -> None:
    """Simulate what people, customers and revenue may do under plans, in rival worldviews.

    Differences are to the first plan. Every figure is a scenario of a model, not a forecast; each comes with
    its Monte-Carlo error, and no worldview without the others.
    """
    if published:
        from compplan.report.published_text import published_text

        screen.say(published_text(samples or 256, seed))
        return
    if not plans:
        message = "give at least one plan"
        raise click.UsageError(message, ctx)
    from compplan.report.simulate_files import study_document, write_study
    from compplan.report.simulate_text import study_text
    from compplan.report.table_files import written_text
    from compplan.simulation.api import simulate as run
    from compplan.simulation.parameters.read import load_assumptions, shipped_assumptions

    known = load_assumptions(assumptions) if assumptions else shipped_assumptions()
    if folder is None and known.workforce is None:
        message = "give --data FOLDER, or assumptions that describe a workforce"
        raise click.UsageError(message, ctx)
    chosen, panel = _inputs(plans, folder if known.workforce is None else None)
    with _kept(out), inputs.workers(cluster) as executor, screen.progress("simulating") as progress:
        study = run(
            chosen,
            panel,
            samples=samples,
            seed=seed,
            through=_text(through),
            paths=paths,
            assumptions=known,
            worldviews=views or None,
            as_if=_text(as_if),
            assume=assume,
            progress=progress,
            executor=executor,
            keep=out,
        )
        written = write_study(out, study) if out else []
        if html:
            from compplan.report.page.study_page import study_html
            from compplan.report.page.write import write_page

            written += [write_page(html, study_html(study))]
    if xlsx:
        from compplan.report.files import write_file
        from compplan.report.workbook.study_book import study_book

        write_file(xlsx, study_book(study))
        written.append((xlsx, None))
    screen.say_json(study_document(study)) if as_json else screen.say(study_text(study))
    if written and not as_json:
        screen.say("\n" + written_text(written))


@contextmanager
def _kept(out: str | None) -> Iterator[None]:
    """Say after Ctrl-C that what is finished is kept."""
    try:
        yield
    except KeyboardInterrupt:
        if out:
            click.echo(f"finished samples are kept in {out}: the same command goes on from there", err=True)
        raise


def _inputs(plans: tuple[str, ...], folder: str | None) -> tuple[list[Plan], Panel | None]:
    if folder is None:
        return inputs.read_plans(plans), None
    return inputs.read_inputs(plans, folder)


def _text(month: int | None) -> str | None:
    return None if month is None else calendar.month_text(month)
