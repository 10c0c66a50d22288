"""``compplan calibrate``: learn from the company's own data what can be learned."""

from __future__ import annotations

from typing import Any

import click

from compplan.cli import inputs, options, screen


@click.command()
@click.argument("plan", metavar="PLAN")
@options.data
@click.option(
    "--assumptions", metavar="FILE", help="Assumptions file, whose priors stand for what is known before."
)
@click.option("--worldview", metavar="NAME", help="The worldview of the priors; else the first one.")
@click.option(
    "--through", type=options.month, metavar="YYYY-MM", help="Last month to learn from; else the data's last."
)
@options.as_if
@options.assume
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, metavar="N", help="Seed."
)
@click.option("--write", "target", metavar="FILE", help="Write an assumptions file for simulate to use.")
@options.as_json
def calibrate(**given: Any) -> None:
    """Learn the simulator's parameters from the months that data record, and say what cannot be learned.

    The data must be of a time in which PLAN paid. What they do not tell stays as assumed, with the reason.
    ``compplan identify`` says beforehand what there would be to learn.
    """
    from compplan.learning.calibration import calibrate as learn
    from compplan.report.calibration_files import assumptions_file, calibration_document
    from compplan.report.calibration_text import calibration_text
    from compplan.report.files import refuse_taken, write_new

    if given["target"]:
        refuse_taken(given["target"])
    plans, panel = inputs.read_inputs([given["plan"]], given["folder"])
    found = learn(
        plans[0],
        panel,
        through=options.text_of(given["through"]),
        as_if=options.text_of(given["as_if"]),
        assume=given["assume"],
        assumptions=given["assumptions"],
        worldview=given["worldview"],
        seed=given["seed"],
    )
    screen.say_json(calibration_document(found)) if given["as_json"] else screen.say(calibration_text(found))
    if given["target"]:
        write_new(given["target"], assumptions_file(found))
