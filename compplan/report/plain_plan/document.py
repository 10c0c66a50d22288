"""The plan document: a plan in plain language, for those who are paid by it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compplan import months as calendar
from compplan.pictures.axes import Axis
from compplan.pictures.lines import Course, Line, stacked
from compplan.plan.model import Plan
from compplan.plan.path import weights_by_month
from compplan.report.documents.letter import changes
from compplan.report.plain_plan.examples import example_blocks
from compplan.report.plain_plan.measures import measure_blocks, title_of
from compplan.report.plain_plan.rules import rule_blocks
from compplan.report.statements.blocks import (
    Block,
    Bullets,
    Heading,
    Picture,
    Sheet,
    Sign,
    Title,
    Words,
    cells,
)

_TERMS = (
    ("Target incentive", "the variable pay at 100 % of everything, for a year; a month has a twelfth of it."),
    ("Weight", "the share of the target incentive that a measure carries in a month."),
    ("At stake", "target incentive times weight."),
    ("Attainment", "what was reached, as a share of the target."),
    ("Rate", "the part of what is at stake that is paid at an attainment."),
    ("Plan year", "twelve months from the plan's start."),
)
_PAID = {"month": "every month", "quarter": "every quarter", "year": "once a year"}


def plan_document(plan: Plan) -> Sheet:
    """Explain a plan to the people paid by it; every figure is the plan's or the engine's."""
    return [
        *_head(plan),
        *_weights(plan),
        *(block for measure in plan.measures for block in measure_blocks(plan, measure)),
        *example_blocks(plan),
        *rule_blocks(plan),
        Heading("What the words mean"),
        Bullets(tuple(f"{term}: {meaning}" for term, meaning in _TERMS)),
        Heading("Acknowledgement"),
        Words("I have read this document and could ask what it leaves open. The plan file decides."),
        Sign(("Name", "Date and signature", *(plan.sign_off.required if plan.sign_off else ()))),
    ]


def _head(plan: Plan) -> Iterator[Block]:
    first, last = calendar.month_text(plan.starts), calendar.month_text(plan.ends - 1)
    roles = ", ".join(sorted(role.replace("_", " ") for role in plan.roles))
    yield Title(plan.title, f"How you are paid from {first} to {last}. For: {roles}.")
    if plan.description:
        yield Words(plan.description)
    names = [each.title or each.id for each in plan.measures if each.earns != "nothing"]
    yield Words(
        f"Variable pay follows {len(names)} measure{'s' * (len(names) > 1)}: {', '.join(names)}. It is paid "
        f"{_PAID[plan.payout_period]}, in {plan.currency.code}."
    )


def _weights(plan: Plan) -> Iterator[Block]:
    """Draw and list which share of the target incentive each measure carries, and from when on."""
    paid = [at for at, each in enumerate(plan.measures) if each.earns == "target_incentive"]
    if not paid:
        return
    yield Heading("What counts how much, and from when on")
    rows = weights_by_month(plan.weights, plan.months)
    series = [
        Line(title_of(plan, plan.measures[at].id), 1 + number, tuple(float(row[at]) for row in rows))
        for number, at in enumerate(paid)
    ]
    times = tuple((float(12 * year), f"year {year + 1}") for year in range(plan.years))
    yield Picture(stacked(Course("Share of the target incentive", Axis("share"), times, (460, 210)), series))
    listed = [(f"before {calendar.month_text(plan.starts)}", plan.weights.before), *changes(plan)]
    header = ("From", *(title_of(plan, plan.measures[at].id) for at in paid))
    yield cells(header, [(when, *(_weight(weights[at]) for at in paid)) for when, weights in listed])


def _weight(weight: Fraction) -> str:
    return f"{float(weight) * 100:.4g}%"
