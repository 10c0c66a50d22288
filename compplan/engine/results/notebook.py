"""Results as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compplan import months as calendar
from compplan.engine.compare import Comparison
from compplan.engine.estimating.estimate import Estimate, NextStep
from compplan.engine.explaining.explain import Explanation
from compplan.engine.explaining.node import Node
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.result import Result
from compplan.engine.results.table import ResultTable, money_text
from compplan.grammar import decimal_text, percent_text
from compplan.notebook import MOST_ROWS, html_table, printable
from compplan.plan.model import MONTHS_IN

_DEEPEST = 6


def table_html(table: ResultTable) -> str:
    """Write the first rows of a table as HTML."""
    first = replace(table, columns={name: values[:MOST_ROWS] for name, values in table.columns.items()})
    numbers = [name for name, values in table.columns.items() if values.dtype.kind not in "OUST"]
    rows = zip(*(texts for _, texts in first.texts()), strict=True)
    return html_table(table.name, list(table.columns), rows, count=len(table), numbers=numbers)


def table_repr(table: ResultTable) -> str:
    """Write what a table is, how long, and which columns it has, on one line."""
    rows = "1 row" if len(table) == 1 else f"{len(table)} rows"
    return printable(f"ResultTable({table.name!r}, {rows}: {', '.join(table.columns)})")


def result_html(result: Result) -> str:
    """Write what each plan of a run paid in each plan year as HTML."""
    rows = [row for plan in result.plans for row in _years(plan)]
    header = ("plan", "plan year", "participants", "payments", "paid", "currency")
    caption = "; ".join([_result_span(result), *result.notes])
    return html_table(caption, header, rows, count=len(rows), numbers=header[2:5])


def result_repr(result: Result) -> str:
    """Write a result on one line."""
    plans = ", ".join(dict.fromkeys(plan.compiled.plan.id for plan in result.plans))
    payments = sum(int(plan.listed()[1].sum()) for plan in result.plans)
    return printable(f"Result({plans}: {payments} payments, {_result_span(result)})")


def comparison_html(comparison: Comparison) -> str:
    """Write what each plan of a comparison costs in each plan year as HTML."""
    assumed = [f"{measure} of {plan} at {percent_text(at)}" for plan, measure, at in comparison.assumed]
    said = [f"assumed: {', '.join(assumed)}"] if assumed else []
    title = "; ".join(["cost by plan year, differences to the first plan", *said])
    return table_html(replace(comparison.by_year, name=title))


def comparison_repr(comparison: Comparison) -> str:
    """Write a comparison on one line."""
    plans = ", ".join(plan.id for plan in comparison.plans)
    return printable(f"Comparison({plans}: {_result_span(comparison.results[0])})")


def explanation_html(explanation: Explanation) -> str:
    """Write the upper steps of an explanation as HTML."""
    depths = range(_DEEPEST, 0, -1)
    trees = (list(_steps(explanation.payment, depth, explanation.exponent)) for depth in depths)
    rows = next((rows for rows in trees if len(rows) <= MOST_ROWS), None)
    rows = rows or list(_steps(explanation.payment, 1, explanation.exponent))
    caption = f"{explanation.participant}, {explanation.month}: {explanation.plan_title}"
    header = ("step", f"value ({explanation.currency}, or a ratio)", "how")
    return html_table(caption, header, rows, count=len(rows), numbers=header[1:2])


def explanation_repr(explanation: Explanation) -> str:
    """Write an explanation on one line."""
    paid = decimal_text(explanation.payment.value)
    lines = len(explanation.payment.of)
    about = f"{explanation.participant!r}, {explanation.month!r}"
    return f"Explanation({about}: {paid} {explanation.currency}, {lines} line{'s' * (lines != 1)})"


def estimate_html(found: Estimate) -> str:
    """Write the lines of an estimate, and what the next step of each figure would bring, as HTML."""
    exponent = found.plan.currency.exponent
    rows = [(line.title, "", money_text(line.paid, exponent), "") for line in found.lines]
    rows += [("payment", "", money_text(found.payment, exponent), "")]
    rows += [
        (
            f"if {step.title}",
            _figure(step),
            money_text(step.payment, exponent),
            money_text(step.more, exponent),
        )
        for step in found.steps
    ]
    caption = f"{found.participant}, {found.month}: {found.plan.title}"
    header = ("line or next step", "at", f"paid ({found.plan.currency.code})", "change")
    return html_table(caption, header, rows, count=len(rows), numbers=header[1:])


def estimate_repr(found: Estimate) -> str:
    """Write an estimate on one line."""
    paid = money_text(found.payment, found.plan.currency.exponent)
    steps = f"{len(found.steps)} next step{'s' * (len(found.steps) != 1)}"
    about = f"{found.participant!r}, {found.month!r}"
    return printable(f"Estimate({about}: {paid} {found.plan.currency.code}, {steps})")


def _figure(step: NextStep) -> str:
    return decimal_text(step.value) if step.kind in ("actual", "mean") else percent_text(step.value)


def _years(result: PlanResult) -> Iterator[tuple[str, ...]]:
    plan, (amount, exists) = result.compiled.plan, result.payments()
    step = 12 // MONTHS_IN[plan.payout_period]
    for start in range(0, len(amount), step):
        paid, there = amount[start : start + step], exists[start : start + step]
        people, payments = int(there.any(axis=0).sum()), int(there.sum())
        money = money_text(int(paid.sum()), plan.currency.exponent)
        yield plan.id, str(start // step + 1), f"{people:,}", f"{payments:,}", money, plan.currency.code


def _result_span(result: Result) -> str:
    first = min(plan.compiled.plan.starts for plan in result.plans)
    end = max(plan.compiled.plan.starts + plan.compiled.months for plan in result.plans)
    return f"{calendar.month_text(first)} to {calendar.month_text(end - 1)}"


def _steps(node: Node, deepest: int, exponent: int, depth: int = 0) -> Iterator[tuple[str, str, str]]:
    how = node.operation if node.note is None else f"{node.operation}: {node.note}"
    # The payment and its lines are whole minor units; what lies deeper may go on.
    money = depth < 2
    value = money_text(int(node.value * 10**exponent), exponent) if money else decimal_text(node.value)
    yield "\u00b7 " * depth + node.name, value, how
    for part in node.of if depth < deepest else ():
        yield from _steps(part, deepest, exponent, depth + 1)
