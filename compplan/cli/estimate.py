"""``compplan estimate``: what somebody would be paid if some figures came true."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import click

from compplan.cli import inputs, options, screen
from compplan.grammar import parse_number


def _figure(text: str) -> tuple[str, Fraction]:
    name, _, number = text.partition("=")
    value = parse_number(number)
    if not name or value is None:
        message = f"'{text}' is not such as revenue=120000 or listening=85%"
        raise click.BadParameter(message)
    return name, value


@click.command()
@options.plans
@options.data
@click.option("--participant", required=True, metavar="ID", help="Who asks.")
@click.option("--month", required=True, type=options.month, metavar="YYYY-MM", help="For which payout month.")
@click.option(
    "--set",
    "stated",
    multiple=True,
    type=_figure,
    callback=options.assumptions,
    metavar="NAME=FIGURE",
    help="The period's actual of a measure, or the share of a behaviour: revenue=120000, listening=85%.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.outside
def estimate(
    plans: tuple[str, ...],
    folder: str,
    participant: str,
    month: int,
    stated: dict[str, Fraction],
    outside: Literal["error", "ignore"],
    *,
    as_json: bool,
) -> None:
    """Say what a participant would be paid if figures came true, and what the next step would bring."""
    from compplan.engine.estimating.estimate import estimate as estimate_of
    from compplan.report.estimate_json import estimate_document
    from compplan.report.estimate_text import estimate_text

    chosen, panel = inputs.read_inputs(plans, folder)
    with screen.step("estimating"):
        found = estimate_of(chosen, panel, participant, month, stated, outside=outside)
    if as_json:
        screen.say_json(estimate_document(found))
    else:
        screen.say(estimate_text(found))
