"""What a recognition pays, as nodes: each award with the rank and the scores that it rests on."""

from __future__ import annotations

from fractions import Fraction

from compplan import months as calendar
from compplan.diagnostics import Place
from compplan.engine.acting.recognise import Award, Awards
from compplan.engine.explaining.node import Node, given
from compplan.engine.results.evaluated import PlanResult
from compplan.grammar import decimal_text, percent_text
from compplan.plan.model import MONTHS_IN


def award_nodes(plan: PlanResult, payout: int, person: int) -> list[Node]:
    """Give a line for each recognition that awards somebody in a payout period (from 0)."""
    return [
        _awarded(plan, awards, payout, person)
        for awards in plan.awards
        if 0 <= payout < len(awards.paid) and awards.paid[payout, person]
    ]


def _awarded(plan: PlanResult, awards: Awards, payout: int, person: int) -> Node:
    source = plan.compiled.plan
    minor, step = Fraction(1, 10**source.currency.exponent), MONTHS_IN[source.payout_period]
    each = [
        given(
            f"award {calendar.month_text(source.starts + award.month)}",
            award.amount * minor,
            place=_place(plan, "rules", awards.rule.id, "award", "by_year", str(award.month // 12 + 1)),
            note=_rank_text(awards, award),
        )
        for award in awards.each
        if award.person == person and award.month // step == payout
    ]
    total = sum((award.value for award in each), Fraction())
    return Node(awards.rule.id, total, "sum", tuple(each), _place(plan, "rules", awards.rule.id), "line")


def _rank_text(awards: Awards, award: Award) -> str:
    tied = f", tied with {award.tied - 1}" if award.tied > 1 else ""
    rank = f"rank {award.rank} of {award.ranked} in {award.among}{tied}"
    level = f"mean attainment {percent_text(award.level)}"
    if award.before is None:
        return f"{rank}; {level} over {awards.rule.over_months} months"
    before = f"after {percent_text(award.before)} in the {awards.rule.over_months} months before"
    return f"{rank}; {level} {before}: up {decimal_text(award.score * 100)} points"


def _place(plan: PlanResult, *path: str | int) -> Place | None:
    source = plan.compiled.plan.source
    return source.places.get(path) if source else None
