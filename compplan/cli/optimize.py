"""``compplan optimize``: the best path under a budget and a risk."""

from __future__ import annotations

from typing import Any

import click

from compplan.cli import inputs, options, screen, studies

_ASKED = (
    *("objective", "choose", "budget", "risk", "allow", "paths"),
    *("pilots", "threshold", "end", "samples"),
)


@click.command()
@options.plans
@studies.shared
@click.option(
    "--objective",
    default="net_contribution",
    show_default=True,
    metavar="FIGURE",
    help="What there should be most of: net_contribution, revenue or favourable_share.",
)
@click.option(
    "--choose",
    type=click.Choice(["mean", "regret"]),
    default="mean",
    show_default=True,
    help="The most on average over worldviews, or the least regret in the worst.",
)
@click.option("--budget", type=options.number, metavar="MONEY", help="Bound on the P90 of pay over the plan.")
@click.option(
    "--risk",
    type=options.number,
    metavar="SHARE",
    help="Bound on the share of samples below the first plan, such as 30%.",
)
@click.option(
    "--allow",
    multiple=True,
    metavar="LEVER",
    help="May be done too: easier_target, guarantee, coaching or clarity.",
)
@click.option("--path", "paths", multiple=True, metavar="PATH", help="Try this path too, such as linear:30.")
@click.option(
    "--pilots", is_flag=True, help="Try paths on some participants first, and go on if they do well."
)
@click.option(
    "--threshold",
    type=options.number,
    metavar="SHARE",
    help="By how much of usual revenue a pilot must do better to go on; else some are tried.",
)
@click.option(
    "--end",
    type=click.Choice(["reached", "open"]),
    default="reached",
    show_default=True,
    help="Whether the last year has the plan's last weights, or may stop short.",
)
@click.option(
    "--samples", type=click.IntRange(2, 4096), default=64, show_default=True, metavar="N", help="Samples."
)
@click.option("--write", metavar="FILE", help="Write the chosen path as a plan that extends the last one.")
@options.html
@options.xlsx
@options.as_json
@click.pass_context
def optimize(ctx: click.Context, /, **given: Any) -> None:
    """Search for the best path from the weights of old to the end of the last plan.

    Named paths are tried and free ones, under all worldviews, on the same samples. Differences are to the
    first plan. Every figure is a scenario of a model, not a forecast.
    """
    from compplan.decision.api import optimize as search
    from compplan.report.decision_files import optimum_document
    from compplan.report.decision_text import optimum_text
    from compplan.report.decision_ways import refuse_taken_ways, write_ways

    if given["write"]:
        refuse_taken_ways(given["write"], pilots=given["pilots"])
    with inputs.workers(given["cluster"]) as executor, screen.progress("searching", "candidates") as progress:
        found = search(
            **studies.study_inputs(ctx, given),
            **{name: given[name] for name in _ASKED},
            progress=progress,
            executor=executor,
        )
    written = write_ways(given["write"], found) if given["write"] else []
    written += studies.write_shown(found, given)
    studies.say_found(given, optimum_text(found), optimum_document(found), written)
