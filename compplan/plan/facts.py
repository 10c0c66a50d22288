"""The facts that decision tables may look at: what each means, its type and its unit. The one list of them.

A fact whose name ends in ``.<measure>`` is there for every measure of the plan, one in ``.<points>`` for
every rule of this type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from compplan.plan.model.rules import ForEach
from compplan.tables.model import Input, Kind

EVERY: tuple[ForEach, ...] = ("behaviour", "measure", "participant", "milestone")
OF_MEASURE, OF_POINTS = ".<measure>", ".<points>"
OWN = frozenset({"months_open", "overdue"})
"""What a rule looks at in its own actions; rules that give points have none."""
_LAST_MONTH = Fraction(12)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: its name, what rules may use it, its type and bounds, its unit and what it means."""

    name: str
    for_each: tuple[ForEach, ...]
    kind: Kind
    unit: str
    meaning: str
    least: Fraction | None = None
    most: Fraction | None = None
    may_be_missing: bool = False


def _count(
    name: str, for_each: tuple[ForEach, ...], meaning: str, unit: str = "count", least: int = 0
) -> Fact:
    return Fact(name, for_each, "whole", unit, meaning, Fraction(least))


FACTS: tuple[Fact, ...] = (
    Fact("role", EVERY, "text", "word", "The participant's role in the plan, on his last day of the month."),
    Fact("team", EVERY, "text", "word", "His team on that day.", may_be_missing=True),
    Fact("region", EVERY, "text", "word", "His region on that day.", may_be_missing=True),
    _count("tenure_months", EVERY, "Calendar months since the one in which his stretch began.", "months"),
    _count("plan_month", EVERY, "The plan month, from 1.", "number", 1),
    _count("plan_year", EVERY, "The plan year, from 1.", "number", 1),
    replace(
        _count("calendar_month", EVERY, "The calendar month: 1 is January.", "number", 1), most=_LAST_MONTH
    ),
    _count(
        "months_open",
        EVERY,
        "Months since this rule's open action for the same was opened; 0 if none is open.",
        "months",
    ),
    Fact("overdue", EVERY, "boolean", "true or false", "Whether that action is open and past its due date."),
    Fact("behaviour", ("behaviour",), "text", "word", "The id of the behaviour."),
    Fact(
        "share_to_target",
        ("behaviour",),
        "number",
        "share",
        "Score (as a rule, the favourable share) / target, before any cap; missing with too few responses.",
        Fraction(0),
        may_be_missing=True,
    ),
    Fact(
        "favourable_share",
        ("behaviour",),
        "number",
        "share",
        "Favourable responses / responses in the report card's window; missing with too few responses.",
        Fraction(0),
        Fraction(1),
        may_be_missing=True,
    ),
    _count("responses", ("behaviour",), "Responses that count in the report card's window."),
    Fact("measure", ("measure",), "text", "word", "The id of the measure."),
    Fact(
        "attainment",
        ("measure",),
        "number",
        "share",
        "The measure's attainment; missing where there is no target.",
        may_be_missing=True,
    ),
    _count(
        "months_below_target",
        ("behaviour", "measure"),
        "Months in a row, this one included, of periods below target: score below the target, or attainment "
        "below 100%. A period of which that is missing leaves the count as it was.",
        "months",
    ),
    Fact(
        "trend",
        ("behaviour", "measure"),
        "number",
        "share",
        "Score (as a rule, the favourable share), or attainment, less that of the period that ended three "
        "months before; missing if either is.",
        may_be_missing=True,
    ),
    Fact(
        f"attainment{OF_MEASURE}",
        ("participant",),
        "number",
        "share",
        "The measure's attainment of the last period that ended by then; missing where there is none.",
        may_be_missing=True,
    ),
    Fact(
        f"points{OF_POINTS}",
        ("participant",),
        "whole",
        "number",
        "What a rule of type points comes to, for the last period that ended by then; missing where it takes "
        "the least or greatest and no row holds.",
        may_be_missing=True,
    ),
    _count("behaviours_below_target", ("participant",), "Behaviours below target in the last report card."),
    _count(
        "open_actions",
        ("participant",),
        "Open actions of the rules for each behaviour, measure and milestone, after this month's.",
    ),
    _count("overdue_actions", ("participant",), "Of these, the ones past their due date."),
    _count("milestones_due", ("participant",), "Milestones due by the month's end."),
    _count("milestones_overdue", ("participant",), "Of these, the ones not done by then."),
    Fact(
        "milestone_progress",
        ("participant",),
        "number",
        "share",
        "The share of those due that are done; missing if none is due.",
        Fraction(0),
        Fraction(1),
        may_be_missing=True,
    ),
    _count(
        "months_without_progress",
        ("participant",),
        "Months since one of his milestones was done, or since his first month, whichever is later.",
        "months",
    ),
    Fact("milestone", ("milestone",), "text", "word", "The milestone's name."),
    Fact("done", ("milestone",), "boolean", "true or false", "Whether it is done by the month's end."),
    _count(
        "months_overdue",
        ("milestone",),
        "Month ends since the due date, that day included, at which it was not done; 0 if it is.",
        "months",
    ),
)


def inputs_for(
    for_each: ForEach,
    *,
    roles: Iterable[str],
    measures: Iterable[str],
    behaviours: Iterable[str],
    points: Mapping[str, bool] = MappingProxyType({}),
) -> Mapping[str, Input]:
    """Give every fact that a rule of a plan may look at as an input of its table, by name.

    ``points`` names the rules that give points, with whether what they come to may be missing.
    """
    values = {"role": tuple(sorted(roles)), "measure": tuple(measures), "behaviour": tuple(behaviours)}
    found: dict[str, Input] = {}
    for fact in FACTS:
        if for_each in fact.for_each and fact.name.endswith(OF_POINTS):
            stem = fact.name.removesuffix(OF_POINTS)
            for rule, missing in points.items():
                found[f"{stem}.{rule}"] = Input(f"{stem}.{rule}", fact.kind, may_be_missing=missing)
        elif for_each in fact.for_each:
            every = fact.name.endswith(OF_MEASURE)
            stem = fact.name.removesuffix(OF_MEASURE)
            for name in [f"{stem}.{measure}" for measure in values["measure"]] if every else [fact.name]:
                found[name] = Input(
                    name, fact.kind, values.get(name, ()), fact.least, fact.most, fact.may_be_missing
                )
    return found
