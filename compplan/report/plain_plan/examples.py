"""Worked examples of a plan, paid by the engine itself: one participant, given attainments, no other data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from compplan.diagnostics import DiagnosticError
from compplan.engine.run import run
from compplan.months import parse_month
from compplan.plan.model import Measure, Plan, ValueMeasure
from compplan.plan.path import weights_by_month
from compplan.report.plain_plan.measures import title_of
from compplan.report.statements.blocks import Block, Heading, Words, cells
from compplan.report.tables_text import money
from compplan.sources.load import load_data

INCENTIVE = 60_000
"""The yearly target incentive of the examples, in units of the currency."""
SHARES = (Fraction(4, 5), Fraction(1), Fraction(6, 5))
_PEOPLE: Mapping[str, list[str]] = {
    "participant_id": ["example"],
    "target_incentive": [str(INCENTIVE)],
    "start_date": ["1990-01-01"],
}


def example_blocks(plan: Plan) -> Iterator[Block]:
    """Show what a plan year pays at 80, 100 and 120 % of everything, and of each measure alone."""
    at_stake = [each for each in plan.measures if _at_stake(plan, each)]
    if not at_stake:
        return
    rows = [(f"Everything at {_percent(share)}", paid_by_year(plan, {}, share)) for share in SHARES]
    if len(at_stake) > 1:
        rows += [
            (f"{title_of(plan, each.id)} at {_percent(share)}, all else at 100 %", paid)
            for each in at_stake
            for share in (SHARES[0], SHARES[2])
            for paid in [paid_by_year(plan, {each.id: share}, SHARES[1])]
        ]
    yield Heading("Worked examples")
    if any(paid is None for _, paid in rows):
        yield Words("What this plan pays depends on data, so that no example can be computed without them.")
        return
    code, exponent = plan.currency.code, plan.currency.exponent
    yield Words(
        f"What a target incentive of {INCENTIVE:,} {code} a year pays in each plan year, at the same "
        "attainment in all months; before draws, guarantees, hold-backs and awards."
    )
    header = ("", *(f"Year {year + 1}" for year in range(plan.years)))
    yield cells(header, [(said, *(money(each, exponent) for each in paid or ())) for said, paid in rows])


def paid_by_year(plan: Plan, attained: Mapping[str, Fraction], others: Fraction) -> list[int] | None:
    """Pay an example in minor units by plan year, at given attainments; None if it takes more than these."""
    alone = replace(plan, rules=(), payment=None, sign_off=None, amends=None, holds=None, leave=None)
    assume = {each.id: attained.get(each.id, others) for each in plan.measures if not _value(each)}
    assume |= {each.id: Fraction(0) for each in plan.measures if _value(each)}
    try:
        panel = load_data({"participants": {**_PEOPLE, "role": [min(plan.roles)]}})
        result = run([alone], panel, through=plan.ends - 1, outside="ignore", assume=assume)
    except DiagnosticError:
        return None
    paid = [0] * plan.years
    for month, amount in zip(result.payments["month"], result.payments["amount"].tolist(), strict=True):
        paid[((parse_month(month) or 0) - plan.starts) // 12] += amount
    return paid


def _at_stake(plan: Plan, measure: Measure) -> bool:
    """Tell whether a measure carries target incentive in some month."""
    at = plan.measures.index(measure)
    weights = weights_by_month(plan.weights, plan.months)
    return measure.earns == "target_incentive" and any(row[at] for row in weights)


def _value(measure: Measure) -> bool:
    return isinstance(measure, ValueMeasure)


def _percent(share: Fraction) -> str:
    return f"{int(share * 100)} %"
