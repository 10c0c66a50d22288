"""``compplan identify``: what there would be to learn, before there is any data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from compplan.cli import inputs, options, screen


@click.command()
@click.argument("plan", metavar="PLAN")
@click.option(
    "--participants",
    type=click.IntRange(2, 1_000_000),
    default=40,
    show_default=True,
    metavar="N",
    help="How many take part.",
)
@click.option(
    "--months",
    type=click.IntRange(6, 120),
    default=24,
    show_default=True,
    metavar="N",
    help="How long the plan is looked at.",
)
@click.option("--question", metavar="PARAMETER", help="Design a pilot that teaches this parameter.")
@click.option(
    "--reach",
    type=options.share,
    default="30%",
    show_default=True,
    metavar="SHARE",
    help="By what share its prior is to shrink.",
)
@click.option("--assumptions", metavar="FILE", help="Assumptions file: priors, and a workforce if you like.")
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, metavar="N", help="Seed."
)
@options.as_json
@click.pass_context
def identify(ctx: click.Context, /, **given: Any) -> None:
    """Say what months of old, PLAN, a staggered roll-out or a pilot would teach of every parameter.

    With --question, find the cheapest pilot (share of participants, how far, how long) that teaches enough.
    """
    from compplan.learning.identify import identify as ask
    from compplan.learning.identify import pilot_for
    from compplan.report.identify_text import identified_text, pilot_text
    from compplan.simulation.parameters.read import load_assumptions

    plan = inputs.read_plans([given["plan"]])[0]
    if given["months"] > plan.months:
        message = f"--months {given['months']} is longer than the plan's {plan.months} months"
        raise click.UsageError(message, ctx)
    known = load_assumptions(given["assumptions"]) if given["assumptions"] else None
    shared = {"assumptions": known, "seed": given["seed"]}
    if given["question"]:
        pilots = pilot_for(plan, given["participants"], given["question"], given["reach"], **shared)
        screen.say_json(asdict(pilots)) if given["as_json"] else screen.say(pilot_text(pilots))
    else:
        found = ask(plan, given["participants"], given["months"], **shared)
        screen.say_json(asdict(found)) if given["as_json"] else screen.say(identified_text(found))
