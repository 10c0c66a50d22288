"""Measures in sentences: what counts, against which target, and over which time."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.grammar import decimal_text, percent_text
from compplan.plan.model import (
    Actual,
    AttainmentMeasure,
    Constant,
    Counted,
    MatrixMeasure,
    Measure,
    Plan,
    ReportCardMeasure,
    ScorecardMeasure,
    Target,
    ValueMeasure,
)
from compplan.report.documents.asked import how_it_counts
from compplan.report.plain_plan.curves import curve_blocks
from compplan.report.statements.blocks import Block, Heading, Words, cells
from compplan.report.tables_text import grouped

_COUNTED = {
    "sum": "the sum of {column} in {table}",
    "count": "the number of entries in {table}",
    "distinct": "how many different {column} there are in {table}",
    "average": "the average {column} in {table}",
    "last": "the latest {column} in {table}",
    "retained": "how many {column} in {table} were there in the period before, too",
}
_CREDIT = {
    "own": "",
    "reports": ", of everyone below you",
    "own_and_reports": ", your own and of everyone below you",
    "team": ", of your whole team",
}
_SHARED = {
    "equally": "in equal parts",
    "by_weight": "by the weight of each",
    "by_target_incentive": "by the target incentive of each",
    "by_points": "by the points of each",
}
_BALANCE = {
    "lapse": "is dropped",
    "carry": "counts against the next year",
    "recover": "is taken back",
}
_EVERY = {"month": "each month", "quarter": "each quarter", "year": "each year"}


def measure_blocks(plan: Plan, measure: Measure) -> Iterator[Block]:
    """Explain a measure: what counts, how it adds up, its curve, and what customers are asked."""
    yield Heading(measure.title or words(measure.id))
    yield Words(" ".join([*_counts(plan, measure), *_time(plan, measure)]))
    yield from curve_blocks(measure, plan.currency.code)
    if isinstance(measure, ReportCardMeasure):
        card = plan.report_card(measure.report_card)
        yield Words(" ".join(how_it_counts(card)))
        write = decimal_text if card.attains_by == "mean_value" else percent_text
        rows = [
            (f"{each.title}\n{each.business_value}", percent_text(each.weight), write(each.target_in(1)))
            for each in card.behaviours
        ]
        yield cells(("Behaviour", "Weight", "Target at first"), rows)


def words(name: str) -> str:
    """Write an id in words."""
    return name.replace("_", " ").capitalize()


def title_of(plan: Plan, name: str) -> str:
    """Give the title of a measure."""
    return {each.id: each.title for each in plan.measures}.get(name) or words(name)


def _counts(plan: Plan, measure: Measure) -> Iterator[str]:
    if isinstance(measure, AttainmentMeasure):
        yield f"What counts is {_actual(measure.actual)}. {_target(measure.target)}"
        if measure.direction == "lower_is_better":
            yield "The lower, the better."
    elif isinstance(measure, ValueMeasure):
        yield f"What counts is {_actual(measure.actual)}."
        yield from _alone_or_shared(measure)
    elif isinstance(measure, ReportCardMeasure):
        yield "What counts is what customers answer about you."
    else:
        yield f"What counts follows from {_listed([title_of(plan, each) for each in _others(measure)])}."


def _alone_or_shared(measure: ValueMeasure) -> Iterator[str]:
    """Say what of a value measure is not the curve on one's own sum."""
    if measure.per == "transaction":
        yield "Each entry is paid by itself."
    if measure.pool is not None:
        group = {"all": "everybody"}.get(measure.pool.within, f"your {measure.pool.within}")
        yield f"What {group} comes to together is paid and shared {_SHARED[measure.pool.shared]}."


def _others(measure: Measure) -> list[str]:
    if isinstance(measure, ScorecardMeasure):
        return [name for name, _ in measure.of]
    return [measure.rows.measure, measure.columns.measure] if isinstance(measure, MatrixMeasure) else []


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _actual(actual: Actual) -> str:
    """Say what is counted; names of tables and columns stand as the company's data has them."""
    column, table = (each.replace("_", " ") for each in (actual.column, actual.table))
    said = _COUNTED[actual.operation].format(column=column, table=table) + _CREDIT[actual.credit]
    kept = [
        f"{name.replace('_', ' ').replace('.', ' ')} is {' or '.join(values)}"
        for name, values in actual.where
    ]
    said += f", where {' and '.join(kept)}" if kept else ""
    said += f", in time for {actual.until.replace('_', ' ')}" if actual.until else ""
    return said + (f", {actual.done.replace('_', ' ')} by the day on which it is due" if actual.done else "")


def _target(target: Target | Constant | Counted) -> str:
    if isinstance(target, Constant):
        return f"The target is {grouped(decimal_text(target.value, places=4))}."
    if isinstance(target, Counted):
        return f"The target is {percent_text(target.times)} of {_actual(target.of)}."
    said = f"The target is your {target.value.replace('_', ' ')} in {target.table.replace('_', ' ')}."
    if not target.ramp:
        return said
    steps = [f"{percent_text(share)} from month {month} on" for month, share in target.ramp]
    return f"{said} When you are new, {_listed(steps)} of it count."


def _time(plan: Plan, measure: Measure) -> Iterator[str]:
    if measure.earns == "nothing":
        yield "It pays nothing by itself; other parts of the plan look at it."
    elif measure.accumulate == "year_to_date":
        yield (
            f"It adds up over the plan year: {_EVERY[plan.payout_period]}, what is due to date is paid, less "
            "what was paid before."
        )
        if measure.balance:
            yield f"What was paid too much by the end of the plan year {_BALANCE[measure.balance]}."
    else:
        yield f"It is counted {_EVERY[plan.performance_period]} for itself."
