"""What rules of type points come to: the points of every row that holds, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.oracle.cells import Value, holds

Facts = dict[str, Value]
Cell = tuple[int, int, Facts | None, bool]


def points_of(rule: dict[str, Any], subjects: Sequence[list[Cell]], month: int) -> Fraction | None:
    """Aggregate the points of each subject's last period that ended by a month; None for no least or most."""
    found = list[Fraction]()
    for cells in subjects:
        ended = [facts for _, last, facts, _ in cells if last <= month]
        facts = ended[-1] if ended else None
        if facts is not None:
            found += [Fraction(row["points"]) for row in rule["rows"] if _all_hold(rule, row, facts)]
    if rule["aggregate"] == "count":
        return Fraction(len(found))
    if rule["aggregate"] == "sum":
        return sum(found, Fraction(0))
    return (min if rule["aggregate"] == "min" else max)(found, default=None)


def _all_hold(rule: dict[str, Any], row: dict[str, Any], facts: Facts) -> bool:
    return all(holds(row["when"].get(fact, "-"), facts[fact]) for fact in rule["inputs"])
