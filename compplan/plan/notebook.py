"""A plan as a notebook shows it."""

from __future__ import annotations

from compplan.grammar import percent_text
from compplan.months import month_text
from compplan.notebook import html_table, printable
from compplan.plan.model import Plan
from compplan.plan.path import weights_by_month


def plan_html(plan: Plan) -> str:
    """Write a plan's measures and their weights, before it and at each plan year's end, as HTML."""
    weights = weights_by_month(plan.weights, plan.months)
    years = [f"end of year {year}" for year in range(1, plan.years + 1)]
    rows = [
        [
            measure.id,
            measure.title,
            *(percent_text(row[at]) for row in (plan.weights.before, *weights[11::12])),
        ]
        for at, measure in enumerate(plan.measures)
    ]
    caption = f"{plan.id}, {_span(plan)}, {plan.currency.code}: {plan.title}"
    header = ["measure", "title", "before", *years]
    return html_table(caption, header, rows, count=len(rows), numbers=("before", *years))


def plan_repr(plan: Plan) -> str:
    """Write a plan on one line."""
    measures = ", ".join(measure.id for measure in plan.measures)
    return printable(f"Plan({plan.id!r}, {_span(plan)}, {plan.currency.code}: {measures})")


def _span(plan: Plan) -> str:
    return f"{month_text(plan.starts)} to {month_text(plan.ends - 1)}"
