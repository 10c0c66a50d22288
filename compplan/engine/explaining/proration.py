"""Which share of a yearly amount or of a quota counts, as nodes."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import numpy as np

from compplan.engine.compile import Compiled
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.proration import leave_of, parts, parts_of_month, parts_of_year
from compplan.plan.model import AttainmentMeasure, Basis, LeaveBasis

ZERO, ONE = Fraction(0), Fraction(1)
_OF = {
    "calendar_days": "days",
    "working_days": "working days",
    "days_of_year": "days",
    "months_12": "months",
    "weeks_52": "days of 52 weeks",
}


def share_nodes(compiled: Compiled, month: int, segment: int) -> list[Node]:
    """Show what share of its yearly amount a segment has in a plan month; nothing where that is nothing."""
    plan, segments = compiled.plan, compiled.panel.segments
    held = _parts(compiled, plan.proration, month, segments.start[[segment]], segments.end[[segment]])
    if not held:
        return []
    shares = _shares(compiled, plan.proration, month, held)
    if plan.leave is None or plan.leave.target_incentive is None:
        return shares
    leave, basis = leave_of(plan, compiled.panel, np.array([segment])), plan.leave.target_incentive
    absent = _parts(compiled, basis, month, leave.start, leave.end)
    if not absent:
        return shares
    year = parts_of_year(plan, basis, month)
    away = given("on leave", Fraction(absent, year), note=f"{absent} of a year's {year} {_OF[basis]}")
    there = node("held", "product", shares, prod((share.value for share in shares), start=ONE))
    left = there.value - away.value
    share = node("share of the year", "difference", [there, away], left)
    if left < 0:
        share = node("share of the year", "greatest", [share, given("nothing", ZERO)], ZERO)
    return [share] if share.value else []


def held_node(compiled: Compiled, measure: AttainmentMeasure, held: int, whole: int) -> Node:
    """Show the share of a quota that counts."""
    leave, share = compiled.plan.leave, Fraction(held, whole)
    if leave is None or leave.quota is None:
        word = _OF[measure.quota_proration]
        return given("share of days", share, note=f"{held} of {whole} {word}")
    note = f"{measure.quota_proration}, less leave by {leave.quota}"
    return given("share of the period", share, note=note)


def _shares(compiled: Compiled, basis: Basis, month: int, held: int) -> list[Node]:
    if basis == "days_of_year":
        year = parts_of_year(compiled.plan, basis, month)
        return [given("share of the year", Fraction(held, year), note=f"{held} of {year} days")]
    whole = parts_of_month(basis, compiled.plan.starts + month)
    note = f"{held} of {whole} {_OF[basis]}"
    return [
        given("a twelfth", Fraction(1, 12)),
        given("share of the month", Fraction(held, whole), note=note),
    ]


def _parts(
    compiled: Compiled, basis: Basis | LeaveBasis, month: int, start: np.ndarray, end: np.ndarray
) -> int:
    return int(parts(basis, compiled.plan.starts + month, start, end).sum())
