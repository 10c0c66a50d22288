"""A plan that amends another: each version pays its months, and a repriced year is adjusted once."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from tests.oracle.dates import month_text
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import Plan, Tables

Key = tuple[str, str, str]
"""Participant, month and component."""


def amended_lines(
    old: Plan, new: Plan, tables: Tables, first: int, year_to_date: Literal["freeze", "reprice"]
) -> Counter[Key]:
    """Give what each line pays, in minor units, where ``new`` amends ``old`` from plan month ``first`` on."""
    stands = first if year_to_date == "freeze" else first // 12 * 12
    begins = month_text(old["starts"] + first)
    before = _lines(old, tables)
    standing = _lines(old | {"holds": (0, stands)}, tables) if stands else Counter[Key]()
    standing.update(_lines(new | {"holds": (stands, 10**6)}, tables))
    lines = Counter({key: paid for key, paid in before.items() if key[1] < begins})
    lines.update({key: paid for key, paid in standing.items() if key[1] >= begins})
    if year_to_date == "reprice":
        month = month_text(old["starts"] + first + old["payout"] - 1)
        for sign, found in ((1, standing), (-1, before)):
            for (who, when, _), paid in found.items():
                lines[who, month, "adjustment"] += sign * paid if when < begins else 0
    return lines


def _lines(plan: Plan, tables: Tables) -> Counter[Key]:
    found = Counter[Key]()
    for line in evaluate(plan, tables).lines:
        found[line["participant_id"], line["month"], line["component"]] += line["paid"]
    return found
