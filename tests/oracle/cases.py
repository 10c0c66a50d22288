"""What one measure is evaluated on, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.oracle.actuals import Entries, check_rows, entries_of
from tests.oracle.people import Person
from tests.oracle.reading import OracleError, Plan, Tables
from tests.oracle.rules import Periods
from tests.oracle.scores import Tally, tally_ratings
from tests.oracle.targets import Part, quota_parts

Line = dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """What a run gives: exact fractions, and paid amounts in minor units."""

    lines: list[Line] = field(default_factory=list)
    payments: list[Line] = field(default_factory=list)
    report_card: list[Line] = field(default_factory=list)
    balances: list[Line] = field(default_factory=list)
    uncovered: list[tuple[str, str]] = field(default_factory=list)
    actions: list[Line] = field(default_factory=list)
    recognition: list[Line] = field(default_factory=list)
    periods: Periods = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """What one measure is evaluated on; ``ends`` are the last months of the payout periods paid."""

    plan: Plan
    measure: dict[str, Any]
    measure_id: str
    weight: list[Fraction]
    ends: list[int]
    entries: Entries = field(default_factory=dict)
    of: Entries = field(default_factory=dict)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    tally: Tally = field(default_factory=dict)
    others: dict[str, Case] = field(default_factory=dict)
    """All measures of the plan by their ids."""
    people: dict[str, Person] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a performance period, or the plan year to date, comes to."""

    base: Fraction
    actual: Fraction | None
    target: Fraction | None
    attainment: Fraction | None
    payout_rate: Fraction
    report_card: tuple[Line, ...] = ()
    by: Fraction = Fraction(0)
    """What the curve goes by."""
    acted: Fraction | None = None
    """What is earned once gates and modifiers have acted on it, if they do."""

    @property
    def earned(self) -> Fraction:
        """Give base x rate in units of the currency, with what acts on it."""
        return self.base * self.payout_rate if self.acted is None else self.acted


def prepared(case: Case, people: dict[str, Person], tables: Tables) -> Case:
    """Collect the rows of data that a measure looks at."""
    plan, measure = case.plan, case.measure
    known = (plan, measure, case.measure_id, case.weight, case.ends)
    if measure["type"] in ("matrix", "scorecard"):
        return Case(*known)
    if measure["type"] == "report_card":
        card = plan["report_cards"][measure["report_card"]]
        return Case(*known, tally=tally_ratings(card, tables), people=people)
    months = range(plan["starts"], case.ends[-1] + 1 if case.ends else plan["starts"])
    check_rows(measure, people, tables, months)
    entries = entries_of(plan, measure, people, tables)
    if "of" in measure.get("target", {}):
        of = entries_of(plan, measure | {"actual": measure["target"]["of"]}, people, tables)
        return Case(*known, entries=entries, of=of)
    pool = measure.get("pool") or {}
    if "points" in pool:
        of = entries_of(plan, measure | {"actual": pool["points"]}, people, tables)
        return Case(*known, entries=entries, of=of)
    if "table" not in measure.get("target", {}):
        return Case(*known, entries=entries)
    quotas = tables.get(measure["target"]["table"], [])
    return Case(*known, entries=entries, parts=quota_parts(plan, case.measure_id, people, quotas))


def minor(plan: Plan, amount: Fraction) -> int:
    """Give an amount in whole minor units."""
    minor: Fraction = amount * 10 ** plan["exponent"]
    if minor.denominator != 1:
        kind = "rounding"
        raise OracleError(kind)
    return minor.numerator
