"""``compplan backtest``: how good forecasts are, tested on the past."""

from __future__ import annotations

from typing import Any

import click

from compplan.cli import learning, screen


@click.command()
@learning.shared
@click.option(
    "--figure",
    type=click.Choice(["revenue", "payout"]),
    default="revenue",
    show_default=True,
    help="What is forecast of each participant.",
)
@click.option(
    "--horizon",
    "horizons",
    type=click.IntRange(1, 36),
    multiple=True,
    default=(1, 3, 6, 12),
    show_default=True,
    metavar="MONTHS",
    help="Months ahead; may be given several times.",
)
@click.option(
    "--least",
    type=click.IntRange(1, 120),
    default=6,
    show_default=True,
    metavar="MONTHS",
    help="Months of other than 0 that a participant needs to be scored.",
)
def backtest(**given: Any) -> None:
    """Test forecasts on the months that data record, each made from what was known before.

    Beside our own stand forecasts that cost nothing, the simulator with behaviour switched off and, of
    revenue, the planners' if the data have a table forecasts (participant_id, made, month, amount), made
    being the last month that was known. Negative skill is printed as well.
    """
    from compplan.learning.backtest.api import backtest_of
    from compplan.learning.known import Known
    from compplan.learning.past import past_of

    past = past_of(**learning.arguments(given))
    with screen.progress("testing", "months") as progress:
        found = backtest_of(past, given["figure"], given["horizons"], given["least"], progress=progress)
    learning.tell(given, Known(past, found, None))
