"""A place among others as nodes: how many are better, and how many share it."""

from __future__ import annotations

from fractions import Fraction

from compplan.engine.earn import Component
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.ranks import Ranks


def rank_node(component: Component, ranks: Ranks, window: int, person: int, attainment: Node) -> Node:
    """Show the place of a participant in a window, by ``attainment`` (of a value measure, the value)."""
    if not ranks.counted[window, person]:
        return given("rank", Fraction(0), note="not ranked: nothing to rank by")
    place, group = ranks.place.numerator[window], ranks.groups.code[window]
    among = place[ranks.counted[window] & (group == group[person])]
    better, tied = int((among < place[person]).sum()), int((among == place[person]).sum())
    whom = f"of {len(among)}" + _group(component, ranks, int(group[person]))
    parts = [
        given("the best", Fraction(1)),
        given("better", Fraction(better), note=f"{whom}, by {_written(attainment)}"),
    ]
    if component.measure.curve.ties == "average" and tied > 1:
        parts.append(given("half of those who share it", Fraction(tied - 1, 2), note=f"{tied} share it"))
    return node("rank", "sum", parts, sum((part.value for part in parts), Fraction(0)), unit="count")


def _group(component: Component, ranks: Ranks, code: int) -> str:
    within = component.measure.curve.within
    return "" if within == "all" else f" in {within} {ranks.groups.names[code]}"


def _written(attainment: Node) -> str:
    share = attainment.unit in (None, "share")
    return f"{float(attainment.value * 100):.6g}%" if share else f"{float(attainment.value):.10g}"
