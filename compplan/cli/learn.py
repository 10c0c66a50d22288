"""``compplan learn``: what is known and how."""

from __future__ import annotations

from typing import Any

import click

from compplan.cli import learning, screen


@click.command()
@learning.shared
def learn(**given: Any) -> None:
    """Say what is known and how: what the past teaches of forecasts and ratings, and what it cannot teach.

    What the data cannot tell is left out, with the reason.
    """
    from compplan.learning.known import learn as ask

    asked = learning.arguments(given)
    with screen.progress("testing", "months") as progress:
        known = ask(**asked, progress=progress)
    learning.tell(given, known)
