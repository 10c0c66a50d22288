"""Whom a plan recognised so far, to hang up: what it comes to by plan year, and everyone who was awarded."""

from __future__ import annotations

from collections.abc import Iterator

from compplan import months as calendar
from compplan.engine.acting.recognise import Award, Awards
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.result import Result
from compplan.plan.model import Plan
from compplan.report.acting_text import recognition_rows
from compplan.report.documents.cards import names_of
from compplan.report.plain_plan.rules import recognition_words
from compplan.report.statements.blocks import Block, Heading, Sheet, Title, Words, cells
from compplan.report.tables_text import money, share


def recognition(plan: Plan, result: Result) -> Sheet:
    """Write every award of a run, the latest first, and how much of the money is for improvement."""
    found = next(each for each in result.plans if each.compiled.plan is plan)
    return list(_recognition(plan, found, names_of(result)))


def _recognition(plan: Plan, found: PlanResult, names: dict[str, str]) -> Iterator[Block]:
    last = calendar.month_words(plan.starts + found.compiled.months - 1)
    yield Title("Recognition", f"{plan.title}, {calendar.month_words(plan.starts)} to {last}")
    rows = recognition_rows(found)
    years = [f"Year {year}" for year in range(1, len(rows[0]))]
    yield cells((f"Awards ({plan.currency.code})", *years), rows)
    for awards in found.awards:
        yield Heading(awards.rule.title)
        yield Words(recognition_words(plan, awards.rule))
        yield from _listed(plan, awards, found, names)


def _listed(plan: Plan, awards: Awards, found: PlanResult, names: dict[str, str]) -> Iterator[Block]:
    people = found.compiled.panel.participants
    rows = [
        (
            calendar.month_words(plan.starts + each.month),
            names.get(people[each.person], people[each.person]),
            each.among,
            _score(each),
            money(each.amount, plan.currency.exponent),
        )
        for each in sorted(awards.each, key=lambda each: (-each.month, each.among, each.rank))
    ]
    scored = "Up by" if awards.rule.rank_by == "improvement" else "Attained"
    if rows:
        yield cells(("Month", "Who", "Among", scored, f"Award ({plan.currency.code})"), rows, 3)
    else:
        yield Words("Nobody so far.")


def _score(award: Award) -> str:
    """Write what was ranked: a level, or by how many points of a hundred it rose, and from where to where."""
    if award.before is None:
        return share(float(award.score))
    before, now = (share(float(each), decimals=0) for each in (award.before, award.level))
    return f"{float(award.score) * 100:.1f} points\nfrom {before} to {now}"
