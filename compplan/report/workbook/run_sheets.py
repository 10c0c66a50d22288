"""The sheets of a run: payments by year, by month and component, by segment and by person."""

from __future__ import annotations

import numpy as np

from compplan.engine.compare import revenue_of
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.result import Result
from compplan.plan.model import MONTHS_IN
from compplan.report.workbook.book import Book, Span
from compplan.report.workbook.cells import Column, Grid, Value, widths
from compplan.report.workbook.live import count_equal, sum_if, total
from compplan.report.workbook.people import People

_BY_YEAR = (
    Column("Plan"),
    Column("Plan year"),
    Column("Paid", "money", summed=True),
    Column("Participants", "count"),
    Column("Revenue", "money", summed=True),
)


def write_by_year(book: Book, result: Result) -> Span:
    """Write what each plan paid in each plan year, to how many, and the revenue of its participants."""
    grid = Grid(_BY_YEAR, [row for plan in result.plans for row in _years(plan)])
    sheet = book.sheet("By year", "By plan year", widths(grid))
    return sheet.table(grid, main=True)


def write_by_month(book: Book, result: Result) -> Span:
    """Write what each component came to in each month of payout, and the sum."""
    lines = result.lines
    months, at = np.unique(lines["month"].astype(str), return_inverse=True)
    names = list(dict.fromkeys(lines["component"].tolist()))
    place = {name: column for column, name in enumerate(names)}
    sums = np.zeros((len(months), len(names)), dtype=np.int64)
    of = np.array([place[name] for name in lines["component"].tolist()], dtype=np.intp)
    np.add.at(sums, (at, of), lines["paid"])
    unit = 10 ** lines.money["paid"]
    columns = [
        Column("Month"),
        *(Column(name, "money", summed=True) for name in names),
        Column("Paid", "money", summed=True),
    ]
    blank: list[list[Value]] = [
        [month, *(value / unit for value in row), 0.0]
        for month, row in zip(months.tolist(), sums.tolist(), strict=True)
    ]
    sheet = book.sheet("By month", "By month and component", widths(Grid(columns, blank)))
    rows = []
    for number, row in enumerate(blank):
        ends = (sheet.here(number, column, 0).formula for column in (1, len(names)))
        rows.append([*row[:-1], total(":".join(ends), [float(cell or 0) for cell in row[1:-1]])])  # type: ignore[arg-type]  # money
    return sheet.table(Grid(columns, rows), main=True)


def write_people(book: Book, result: Result, people: People) -> Span:
    """Write everyone's payments, a column for each month, with their sum."""
    paid = result.payments
    months, month = np.unique(paid["month"].astype(str), return_inverse=True)
    ids, person = np.unique(paid["participant_id"].astype(str), return_inverse=True)
    amounts, known = np.zeros((len(ids), len(months)), np.int64), np.zeros((len(ids), len(months)), bool)
    np.add.at(amounts, (person, month), paid["amount"])
    known[person, month] = True
    unit = 10 ** paid.money["amount"]
    columns = [
        Column("Participant"),
        *(Column(name.capitalize()) for name in people.names),
        Column("Paid", "money", summed=True),
        *(Column(name, "money", summed=True) for name in months.tolist()),
    ]
    start = len(people.names) + 1
    blank: list[list[Value]] = [
        [who, *people.of(who), float(amounts[at].sum()) / unit, *_months(amounts[at], known[at], unit)]
        for at, who in enumerate(ids.tolist())
    ]
    sheet = book.sheet("Payments", "Payments", widths(Grid(columns, blank)))
    rows = []
    for at, row in enumerate(blank):
        ends = (sheet.here(at, column, 0).formula for column in (start + 1, len(columns) - 1))
        summed = total(":".join(ends), [float(amounts[at].sum()) / unit])
        rows.append([*row[:start], summed, *row[start + 1 :]])
    return sheet.table(Grid(columns, rows), main=True)


def write_segments(book: Book, people: People, listed: Span, money: str) -> None:
    """Sum up everyone's pay by role, region and team: formulas over the sheet of payments."""
    start = len(people.names) + 1
    groups = [
        (column, segment)
        for column, name in enumerate(people.names, 1)
        if name != "name"
        for segment in sorted({str(row[column]) for row in listed.grid.rows} - {""})
    ]
    columns = (*map(Column, ("Part of the company", "Segment")), *_PAID)
    wide: list[list[Value]] = [[people.names[column - 1], segment, 0, 1e9, 1e9] for column, segment in groups]
    sheet = book.sheet("By segment", "By segment", widths(Grid(columns, wide)))
    sheet.say(f"Sums of the sheet Payments. {money}")
    sheet.row += 1
    rows: list[list[Value]] = []
    for at, (column, segment) in enumerate(groups):
        test = (listed.whole(column), sheet.here(at, 1, segment).formula)
        inside = [number for number, row in enumerate(listed.grid.rows) if row[column] == segment]
        paid = sum_if(
            listed.whole(start), test, values=[listed.cell(number, start).number for number in inside]
        )
        count = count_equal(*test, len(inside))
        each = sheet.here(at, 3, paid).over(sheet.here(at, 2, count))
        rows.append([people.names[column - 1], segment, count, paid, each])
    sheet.table(Grid(columns, rows), main=True)


_PAID = (Column("Participants", "count"), Column("Paid", "money"), Column("Paid per participant", "money"))


def _months(amounts: np.ndarray, known: np.ndarray, unit: int) -> list[Value]:
    pairs = zip(amounts.tolist(), known.tolist(), strict=True)
    return [value / unit if there else None for value, there in pairs]


def _years(result: PlanResult) -> list[list[Value]]:
    plan, (amount, exists) = result.compiled.plan, result.payments()
    revenue = revenue_of(plan, result.compiled.panel)
    year = 12 // MONTHS_IN[plan.payout_period]
    rows: list[list[Value]] = []
    for at, start in enumerate(range(0, len(amount), year)):
        part = slice(start, start + year)
        paid = int(amount[part].sum()) / 10**plan.currency.exponent
        months = slice(12 * at, min(12 * at + 12, result.compiled.months))
        sold = None if revenue is None else float(revenue[months].sum())
        rows.append([plan.id, f"{at + 1}", paid, int(exists[part].any(axis=0).sum()), sold])
    return rows
