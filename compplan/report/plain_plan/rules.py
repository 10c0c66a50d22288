"""Rules, links and payment of a plan in sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from compplan.grammar import decimal_text, percent_text
from compplan.plan.model import (
    Action,
    Condition,
    DecisionRule,
    Gate,
    Limits,
    Modifier,
    Plan,
    PointsRule,
    Recognition,
)
from compplan.report.plain_plan.cells import cell_words
from compplan.report.plain_plan.measures import title_of, words
from compplan.report.statements.blocks import Block, Bullets, Cells, Heading, Words
from compplan.report.tables_text import grouped

_COMPARED = {"at_least": "at least", "above": "above", "at_most": "at most", "below": "below"}
_LIMITS = {
    "payout_period": "in a payout period",
    "plan_year": "in a plan year",
    "total": "over the whole plan",
}
_POINTS = {
    "sum": "Every row that holds, for each {of}, gives points. Their sum is what other rules look at.",
    "min": "Every row that holds, for each {of}, gives points. The least is what other rules look at.",
    "max": "Every row that holds, for each {of}, gives points. The most is what other rules look at.",
    "count": "Looked at for each {of}: how many rows hold is what other rules look at.",
}
_EVERY = {"month": "Every month", "quarter": "Every quarter", "year": "Every year"}


def rule_blocks(plan: Plan) -> Iterator[Block]:
    """Write what else decides on pay, then each rule."""
    said = [*map(_gate, [plan] * len(plan.gates), plan.gates), *(_modifier(plan, m) for m in plan.modifiers)]
    said += [*_limits(plan, plan.caps), *_best(plan), *_payment(plan)]
    if said:
        yield Heading("What else decides on pay")
        yield Bullets(tuple(said))
    for rule in plan.rules:
        yield Heading(rule.title or words(rule.id))
        if isinstance(rule, DecisionRule):
            yield Words(f"Looked at for each {rule.for_each}, at the end of each period.")
            yield _table(plan, rule)
        elif isinstance(rule, PointsRule):
            yield Words(_POINTS[str(rule.table.aggregate)].format(of=rule.for_each))
            yield _table(plan, rule)
        else:
            yield Words(recognition_words(plan, rule))


def _gate(plan: Plan, gate: Gate) -> str:
    what = "nothing is paid" if gate.type == "hard" else "no more than at target is paid"
    unless = _condition(plan, gate.condition)
    return f"{gate.title or words(gate.id)}: {what}{_for(plan, gate.applies_to)} unless {unless}."


def _modifier(plan: Plan, modifier: Modifier) -> str:
    when = f", if {_condition(plan, modifier.when)}" if modifier.when else ""
    factor = f"a factor that follows {title_of(plan, modifier.measure)}"
    what = f"what is earned{_for(plan, modifier.applies_to)} is multiplied by {factor}"
    return f"{modifier.title or words(modifier.id)}: {what}{when}."


def _for(plan: Plan, names: tuple[str, ...]) -> str:
    return f" for {', '.join(title_of(plan, name) for name in names)}" if names else ""


def _condition(plan: Plan, condition: Condition) -> str:
    level = percent_text(condition.level)
    return f"{title_of(plan, condition.measure)} is {_COMPARED[condition.comparison]} {level}"


def _limits(plan: Plan, caps: Limits | None) -> Iterator[str]:
    for name, said in _LIMITS.items():
        limit = getattr(caps, name, None)
        if limit is not None:
            share = getattr(limit, "share", None)
            most = (
                f"{grouped(decimal_text(limit))} {plan.currency.code}"
                if share is None
                else f"{percent_text(share)} of the target incentive"
            )
            yield f"At most {most} is paid {said}."


def _best(plan: Plan) -> Iterator[str]:
    for group in plan.best_of:
        yield f"Of {', '.join(title_of(plan, each) for each in group)}, the one that pays most is paid."


def _payment(plan: Plan) -> Iterator[str]:
    """Say what becomes of what is earned before it is paid."""
    payment = plan.payment
    if payment is None:
        return
    if payment.draw:
        kind = "has to be earned later" if payment.draw.type == "recoverable" else "need not be earned later"
        yield f"A draw: if less is earned, it is paid at least; what it adds {kind}."
    if payment.guarantee:
        share = percent_text(payment.guarantee.by_month[0][1])
        months = payment.guarantee.months
        yield f"A guarantee: in the first {months} months at least {share} of the target incentive at first."
    if payment.clawback:
        yield f"If a deal is cancelled, {percent_text(payment.clawback.share)} of its pay is taken back."
    if payment.hold_back:
        yield f"{percent_text(payment.hold_back.share)} of each payment is held and paid later."
    if payment.minimum:
        what = {"carry": "is kept for the next payment", "lapse": "is not paid"}[payment.minimum.below]
        yield f"What is below {grouped(decimal_text(payment.minimum.amount))} {plan.currency.code} {what}."


def _table(plan: Plan, rule: DecisionRule | PointsRule) -> Cells:
    inputs = rule.table.inputs
    header = (*(_fact(plan, each.name) for each in inputs), "Then")
    rows = [(*map(cell_words, row.cells, inputs), action_words(row.output)) for row in rule.table.rows]
    return Cells(header, tuple(rows), (False,) * len(header))


def _fact(plan: Plan, name: str) -> str:
    """Name a fact in words; of one measure or rule, by its title."""
    kind, _, of = name.partition(".")
    titles = {each.id: each.title for each in (*plan.measures, *plan.rules)}
    return words(name) if of not in titles else f"{words(kind)}: {titles[of]}"


def action_words(output: object) -> str:
    """Say what a row gives: an action, with whom and by when, or points."""
    if isinstance(output, Fraction):
        return f"{output} point{'s' * (abs(output) != 1)}"
    if not isinstance(output, Action) or output.action == "none":
        return "nothing"
    word = "to" if output.action == "escalate" else "with"
    who = f" {word} {output.who.replace('_', ' ')}" if output.who else ""
    due = f", within {output.due_days} days" if output.due_days is not None else ""
    return f"{output.action.replace('_', ' ')}{who}{due}"


def recognition_words(plan: Plan, rule: Recognition) -> str:
    """Say who is recognised, how often and with what, in a sentence."""
    by = "the best" if rule.rank_by == "level" else "the most improved"
    among = {"company": "", "region": " of each region", "team": " of each team"}[rule.among]
    years = ", ".join(f"{grouped(decimal_text(each))} in year {at}" for at, each in enumerate(rule.award, 1))
    who = by if rule.winners == 1 else f"{by} {rule.winners}"
    what = f"{title_of(plan, rule.measure)} over {rule.over_months} months"
    return f"{_EVERY[rule.every]}, {who}{among} in {what} gets an award, in {plan.currency.code}: {years}."
