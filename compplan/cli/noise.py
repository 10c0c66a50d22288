"""``compplan noise``: how much of ratings, and of what is paid on them, is chance."""

from __future__ import annotations

from typing import Any

import click

from compplan.cli import learning


@click.command()
@learning.shared
def noise(**given: Any) -> None:
    """Audit the ratings of the data: how much is about the participant, and what would mend the rest.

    Gives for each behaviour how much of a single answer is about the participant, how reliable scores are at
    the numbers of answers that there are, how many it would take, and what pooling and shrinkage would do.
    """
    from compplan.learning.known import Known
    from compplan.learning.noise.audit import audit_of
    from compplan.learning.past import past_of

    past = past_of(**learning.arguments(given))
    learning.tell(given, Known(past, None, audit_of(past)))
