"""``compplan sensitivity``: which assumption decides an answer."""

from __future__ import annotations

from typing import Any

import click

from compplan.cli import inputs, options, screen, studies


@click.command()
@options.plans
@studies.shared
@click.option("--path", "paths", multiple=True, metavar="PATH", help="Add a path, such as step or linear:24.")
@click.option(
    "--method",
    type=click.Choice(["one_way", "morris", "sobol"]),
    default="one_way",
    show_default=True,
    help="Each alone and where it switches; screening; shares of variance.",
)
@click.option(
    "--metric",
    default="net_contribution",
    show_default=True,
    metavar="FIGURE",
    help="The figure asked about.",
)
@click.option(
    "--period",
    default="all",
    show_default=True,
    metavar="PERIOD",
    help="A month, a plan year such as 3, or all.",
)
@click.option(
    "--against", metavar="NAME", help="The plan or path that the last one is compared with; else the first."
)
@click.option("--size", type=click.IntRange(2, 65_536), metavar="N", help="Trajectories, or base points.")
@click.option(
    "--luck",
    type=click.IntRange(0, 1024),
    default=0,
    show_default=True,
    metavar="N",
    help="Average over so much luck.",
)
@options.html
@options.xlsx
@options.as_json
@click.pass_context
def sensitivity(ctx: click.Context, /, **given: Any) -> None:
    """Say which parameters decide a figure of the last plan less that of another, worst first.

    ``one_way`` gives the value of each parameter at which the preferred path changes. ``morris`` and
    ``sobol`` need compplan[sensitivity].
    """
    from compplan.decision.api import sensitivity as ask
    from compplan.report.decision_files import sensitivity_document
    from compplan.report.decision_text import sensitivity_text

    chosen = ("paths", "method", "metric", "period", "against", "size", "luck")
    with inputs.workers(given["cluster"]) as executor, screen.progress("asking", "points") as progress:
        found = ask(
            **studies.study_inputs(ctx, given),
            **{name: given[name] for name in chosen},
            progress=progress,
            executor=executor,
        )
    written = studies.write_shown(found, given)
    studies.say_found(given, sensitivity_text(found), sensitivity_document(found), written)
