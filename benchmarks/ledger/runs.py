"""Runs of any size for the ledger, made of nothing but numbers."""

from __future__ import annotations

from collections.abc import Sequence

from compplan.ledger.model import Line
from compplan.ledger.run import Run
from compplan.months import month_text, parse_month

_COMPONENTS = ("product_revenue", "relationship", "network", "milestones")


def synthetic(
    months: Sequence[str], people: int, components: int, *, plan: str = "plan", changed: int = 0
) -> Run:
    """Give a run through the last of some months, with a line for each person and component in each.

    ``changed`` is added to what one person in ten is paid, as late data would.
    """

    def lines(month: str) -> list[Line]:
        at = months.index(month)
        return [
            Line(name, plan, component, month, amount, amount)
            for number, component in enumerate(_COMPONENTS[:components])
            for person, name in enumerate(names)
            for amount in ((person * 7919 + at * 104_729 + number * 1_299_709) % 900_000 + extra[person],)
        ]

    extra = [changed * (person % 10 == 0) for person in range(people)]
    names = [f"P{person:06}" for person in range(people)]
    facts = {"engine": "benchmark", "data": str(changed)}
    return Run("USD", months[-1], {plan: "0" * 64}, facts, tuple(months), lines)


def months_from(first: str, count: int) -> list[str]:
    """List months."""
    start = parse_month(first)
    assert start is not None
    return [month_text(start + at) for at in range(count)]
