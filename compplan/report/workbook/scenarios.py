"""Scenarios: what was computed, scaled by the assumptions of the workbook, beside the budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.report.workbook.book import Book, Sheet, Span
from compplan.report.workbook.cells import Column, Grid, Value, widths
from compplan.report.workbook.inputs import Assumed
from compplan.report.workbook.live import Live, count_if

NAME = "Scenarios"
COST, DIFFERENCE, REVENUE, SHARE, MARGIN, BUDGET, LEFT = range(7)
"""Columns after the labels and the plan year."""
_FIGURES = (
    Column("Payout cost", "money"),
    Column("Difference", "change"),
    Column("Revenue", "money"),
    Column("Cost of sales", "share"),
    Column("Margin after pay", "money"),
    Column("Budget", "money"),
    Column("Left of budget", "change"),
)
_OVER = Column("Samples over budget", "share")


@dataclass(frozen=True, slots=True)
class Sampled:
    """Where the samples of a payout cost stand, and what they are."""

    where: str
    cost: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Computed:
    """Cells with the cost and revenue that were computed for a plan year (0, 1, ...).

    ``first`` is the row, among all computed ones, that differences are to.
    """

    labels: tuple[str, ...]
    year: int
    cost: Live
    revenue: Live
    first: int
    program: Live | None = None
    sampled: Sampled | None = None


def write_scenarios(
    book: Book, labels: Sequence[str], computed: Sequence[Computed], assumed: Assumed, says: str
) -> Span:
    """Write a row of formulas for each of what was computed; figures stand in the order of ``_FIGURES``."""
    sampled = any(each.sampled for each in computed)
    columns = [*map(Column, (*labels, "Plan year")), *_FIGURES, *([_OVER] if sampled else [])]
    largest = max(max(abs(each.cost.number), abs(each.revenue.number)) for each in computed)
    wide: list[list[Value]] = [
        [*each.labels, "", *([largest * 10] * 7), *([0.0] if sampled else [])] for each in computed
    ]
    sheet = book.sheet(NAME, "Scenarios by plan year", widths(Grid(columns, wide)))
    sheet.say(says)
    sheet.row += 1
    costs = [_cost(each, assumed) for each in computed]
    rows = [_row(sheet, at, each, costs, assumed) for at, each in enumerate(computed)]
    return sheet.table(Grid(columns, rows), main=True)


def _cost(each: Computed, assumed: Assumed) -> Live:
    return each.cost * assumed.pay[each.year] * assumed.currency_rate


def _row(sheet: Sheet, at: int, each: Computed, costs: Sequence[Live], assumed: Assumed) -> list[Value]:
    start = len(each.labels) + 1
    revenue = each.revenue * assumed.revenue[each.year] * assumed.currency_rate
    budget = assumed.budget[each.year] * assumed.currency_rate
    own, sold, left = (
        sheet.here(at, start + column, live)
        for column, live in ((COST, costs[at]), (REVENUE, revenue), (BUDGET, budget))
    )
    first = sheet.here(each.first, start + COST, costs[each.first])
    margin = sold * assumed.gross_margin - own
    if each.program:
        margin -= each.program * assumed.pay[each.year] * assumed.currency_rate
    figures = [costs[at], own - first, revenue, own.over(sold), margin, budget, left - own]
    over = [_over(each.sampled, each.year, assumed)] if each.sampled else []
    return [*each.labels, f"{each.year + 1}", *figures, *over]


def _over(sampled: Sampled, year: int, assumed: Assumed) -> Live:
    """Give the share of samples whose cost, scaled, is above the budget."""
    budget, factor = assumed.budget[year], assumed.pay[year]
    count = int((sampled.cost * factor.number > budget.number).sum())
    above = count_if(sampled.where, f'">"&{budget.formula}/{factor.formula}', count)
    return above.over(Live(f"COUNT({sampled.where})", float(len(sampled.cost))))
