"""Pools: what a group earns together, shared cent by cent."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.actuals import actual_of
from tests.oracle.cases import Case
from tests.oracle.earnings import of_deal
from tests.oracle.pay import rounded
from tests.oracle.people import Person
from tests.oracle.ranks import group_of


def share_of_pool(case: Case, person: Person, first: int, last: int) -> Fraction:
    """Give a person's share of what his group earns in months first to last."""
    plan, pool = case.plan, case.measure["pool"]
    group = group_of(person, pool["within"], first, last)
    members = [
        each
        for each in case.people.values()
        if each.takes_part(first, last) and group_of(each, pool["within"], first, last) == group
    ]
    total = sum((_actual(case, each, first, last) for each in members), Fraction(0))
    whole = rounded(plan["rounding"], of_deal(case.measure, total, Fraction(0)))
    weights = [_weight(case, each, first, last) for each in members]
    if not any(weights):
        weights = [Fraction(1)] * len(members)
    unit, sign = plan["rounding"]["to"], -1 if whole < 0 else 1
    units = abs(whole) / unit
    exact = [units * weight / sum(weights) for weight in weights]
    parts = [each.numerator // each.denominator for each in exact]
    by_rest = sorted(range(len(members)), key=lambda at: (parts[at] - exact[at], members[at].id))
    for at in by_rest[: int(units) - sum(parts)]:
        parts[at] += 1
    mine: Fraction = parts[members.index(person)] * unit * sign
    return mine


def _actual(case: Case, person: Person, first: int, last: int) -> Fraction:
    return actual_of(case.measure, person, case.entries, first, last, counted=person.months(first, last))


def _weight(case: Case, person: Person, first: int, last: int) -> Fraction:
    pool = case.measure["pool"]
    if pool["shared"] == "equally":
        return Fraction(1)
    if pool["shared"] == "by_target_incentive":
        return sum((person.incentive[month] for month in range(first, last + 1)), Fraction(0))
    if pool["shared"] == "by_weight":
        return Fraction(group_of(person, "pool_weight", first, last))
    counted = case.measure | {"actual": pool["points"]}
    points = actual_of(counted, person, case.of, first, last, counted=person.months(first, last))
    return max(points, Fraction(0))
