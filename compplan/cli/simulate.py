"""``compplan simulate``: what people and revenue may do under several plans, in rival worldviews."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from compplan.cli import inputs, options, screen, studies

if TYPE_CHECKING:
    from compplan.simulation.study import Study

Written = list[tuple[str, int | None]]
"""Files that were written, with the rows of tables."""


@click.command()
@click.argument("plans", nargs=-1, metavar="PLAN...")
@studies.shared
@click.option("--path", "paths", multiple=True, metavar="PATH", help="Add a path, such as step or linear:24.")
@click.option(
    "--samples", type=click.IntRange(1, 65_536), metavar="N", help="Samples; else as many as needed."
)
@options.out
@options.html
@options.xlsx
@options.as_json
@click.option("--published", is_flag=True, help="Run published experiments in the simulator, nothing else.")
@click.pass_context
def simulate(ctx: click.Context, /, **given: Any) -> None:
    """Simulate what people, customers and revenue may do under plans, in rival worldviews.

    Differences are to the first plan. Every figure is a scenario of a model, not a forecast; each comes with
    its Monte-Carlo error, and no worldview without the others.
    """
    if given["published"]:
        from compplan.report.published_text import published_text

        screen.say(published_text(given["samples"] or 256, given["seed"]))
        return
    if not given["plans"]:
        message = "give at least one plan"
        raise click.UsageError(message, ctx)
    from compplan.simulation.api import simulate as run

    shared = studies.study_inputs(ctx, given)
    out, cluster = given["out"], given["cluster"]
    with _kept(out), inputs.workers(cluster) as executor, screen.progress("simulating") as progress:
        study = run(
            **shared,
            samples=given["samples"],
            paths=given["paths"],
            progress=progress,
            executor=executor,
            keep=out,
        )
        written = _written(study, given)
    _say(study, given, written)


def _written(study: Study, given: dict[str, Any]) -> Written:
    """Write the files that are asked for; give their paths, and the rows of tables."""
    from compplan.report.simulate_files import write_study

    written: Written = write_study(given["out"], study) if given["out"] else []
    if given["html"]:
        from compplan.report.page.study_page import study_html
        from compplan.report.page.write import write_page

        written += [write_page(given["html"], study_html(study))]
    if given["xlsx"]:
        from compplan.report.files import write_file
        from compplan.report.workbook.study_book import study_book

        write_file(given["xlsx"], study_book(study))
        written.append((given["xlsx"], None))
    return written


def _say(study: Study, given: dict[str, Any], written: Written) -> None:
    """Print the study as text with the files that were written, or as JSON."""
    from compplan.report.simulate_files import study_document
    from compplan.report.simulate_text import study_text
    from compplan.report.table_files import written_text

    if given["as_json"]:
        screen.say_json(study_document(study))
        return
    screen.say(study_text(study))
    if written:
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
