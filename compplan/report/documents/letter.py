"""The letter that announces a plan: what changes, when, by which weights, and how customers' word counts."""

from __future__ import annotations

from collections.abc import Iterator

from compplan import months as calendar
from compplan.plan.model import Action, DecisionRule, Plan, Recognition, ReportCard, Weights
from compplan.plan.path import weights_by_month
from compplan.report.documents.asked import behaviours, how_it_counts, listed
from compplan.report.plain_plan.rules import action_words, recognition_words
from compplan.report.statements.blocks import (
    Block,
    Bullets,
    Heading,
    Sheet,
    Sign,
    Title,
    Words,
    cells,
)

_MOST = 13
"""Rows of weights that a letter shows; of a path with more, those of each plan year's start, and the last."""


def letter(plan: Plan) -> Sheet:
    """Write the announcement of a plan."""
    return list(_letter(plan))


def _letter(plan: Plan) -> Iterator[Block]:
    first, last = calendar.month_words(plan.starts), calendar.month_words(plan.ends - 1)
    yield Words(calendar.day_words(plan.announced)) if plan.announced else Sign(("Date",))
    yield Title(plan.title, f"To everyone who works as {listed(sorted(plan.roles), 'or')}")
    if plan.description:
        yield Words(plan.description)
    yield Words(
        f"From {first} to {last}, variable pay follows this plan. The table says which share of your target "
        "incentive each part carries, and from when on. The plan in plain language comes with this letter."
    )
    yield from _weights(plan)
    for card in plan.report_cards:
        yield Heading("What customers are asked")
        yield Words(" ".join(how_it_counts(card)))
        yield behaviours(card)
    yield from _follows(plan)
    if plan.sign_off and plan.sign_off.required:
        yield Sign(plan.sign_off.required)


def _weights(plan: Plan) -> Iterator[Block]:
    paid = [at for at, each in enumerate(plan.measures) if each.earns == "target_incentive"]
    if not paid:
        return
    yield Heading("What counts, and from when on")
    header = ("", *(plan.measures[at].title for at in paid))
    before = f"before {calendar.month_words(plan.starts)}"
    rows = [(before, plan.weights.before), *((_from(when), each) for when, each in changes(plan))]
    yield cells(header, [(when, *(_share(weights[at]) for at in paid)) for when, weights in rows])


def changes(plan: Plan) -> list[tuple[str, Weights]]:
    """List the months in which the weights change, with the weights from then on."""
    weights = weights_by_month(plan.weights, plan.months)
    at = [m for m in range(plan.months) if m == 0 or weights[m] != weights[m - 1]]
    if len(at) > _MOST:
        at = [*(m for m in at if m % 12 == 0), at[-1]]
    return [(calendar.month_text(plan.starts + m), weights[m]) for m in dict.fromkeys(at)]


def _from(month: str) -> str:
    return f"from {calendar.month_words(calendar.parse_month(month) or 0)}"


def _share(weight: object) -> str:
    return f"{float(weight) * 100:.4g}%"  # type: ignore[arg-type]


def _follows(plan: Plan) -> Iterator[Block]:
    """Say what becomes of the results: who sees them, what is done about them, and what is celebrated."""
    said = [_seen(card) for card in plan.report_cards]
    said += [_acted_on(rule) for rule in plan.rules if isinstance(rule, DecisionRule)]
    said += [recognition_words(plan, rule) for rule in plan.rules if isinstance(rule, Recognition)]
    if said:
        yield Heading("What follows from it")
        yield Bullets(tuple(said))


def _seen(card: ReportCard) -> str:
    least = card.minimum_responses.count
    return (
        "Each month you see your shares and what customers wrote: without their names, and only where at "
        f"least {least} answered."
    )


def _acted_on(rule: DecisionRule) -> str:
    called = [row.output for row in rule.table.rows if isinstance(row.output, Action)]
    words = dict.fromkeys(action_words(each) for each in called if each.action != "none")
    return f"{rule.title}: {', or '.join(words)}."
