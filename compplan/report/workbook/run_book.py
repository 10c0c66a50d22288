"""A run as a workbook: payments beside the budget, by month, by segment and person, and every line."""

from __future__ import annotations

from collections.abc import Iterator

from compplan import months as calendar
from compplan.engine.results.result import Result
from compplan.engine.results.table import ResultTable
from compplan.report.run_files import plan_facts
from compplan.report.run_text import last_month, span
from compplan.report.workbook import notes
from compplan.report.workbook.book import Book, Span
from compplan.report.workbook.cells import Column, Grid, widths
from compplan.report.workbook.charts import Series, chart, place
from compplan.report.workbook.inputs import NAME, write_assumptions
from compplan.report.workbook.people import people_of
from compplan.report.workbook.run_sheets import write_by_month, write_by_year, write_people, write_segments
from compplan.report.workbook.scenarios import COST, Computed, write_scenarios
from compplan.report.workbook.values import grid_of

_FIRST = ("Summary", NAME, "Scenarios", "By year", "By month", "By segment", "Payments")
_MOST = 200_000
"""Rows of a table that a workbook takes: more open slowly, and nobody reads them there."""
_LARGE = 50_000
"""Lines from which on rows are kept on disk while the workbook is written."""


def run_book(result: Result) -> bytes:
    """Give a run as an XLSX file."""
    panel = result.plans[0].compiled.panel
    tables = [table for table in _tables(result) if len(table)]
    kept = {_name(table): table for table in tables if len(table) <= _MOST}
    title = f"Payments, {_months(result)}"
    book = Book(title, [*_FIRST, *kept, notes.NAME], large=len(result.lines) > _LARGE)
    people = people_of(panel, max(map(last_month, result.plans)) + 1)
    by_year, by_month = write_by_year(book, result), write_by_month(book, result)
    listed = write_people(book, result, people)
    write_segments(book, people, listed, _money(result))
    scenarios = _scenarios(book, result, by_year)
    _summary(book, result, scenarios, by_month)
    for name, table in kept.items():
        _write_table(book, name, table)
    plans = [plan.compiled.plan for plan in result.plans]
    spans = [(f"months of {each.compiled.plan.id}", span(each)) for each in result.plans]
    says = [*result.notes, *map(_left_out, (table for table in tables if len(table) > _MOST))]
    notes.write_notes(book, says, plan_facts(plans), [("data (digest)", panel.digest), *spans])
    return book.close()


def _months(result: Result) -> str:
    first = min(plan.compiled.plan.starts for plan in result.plans)
    return f"{calendar.month_text(first)} to {calendar.month_text(max(map(last_month, result.plans)))}"


def _money(result: Result) -> str:
    return f"Money is in {result.plans[0].compiled.plan.currency.code}."


def _tables(result: Result) -> tuple[ResultTable, ...]:
    return (
        *(result.lines, result.report_card, result.actions),
        *(result.recognition, result.balances, result.uncovered),
    )


def _name(table: ResultTable) -> str:
    return table.name.replace("_", " ").capitalize()


def _left_out(table: ResultTable) -> str:
    return (
        f"{_name(table)}: {len(table):,} rows are left out of this workbook; run --out writes them as a file."
    )


def _write_table(book: Book, name: str, table: ResultTable) -> None:
    grid = grid_of(table)
    sheet = book.sheet(name, name, widths(grid))
    sheet.table(grid, main=True)


def _scenarios(book: Book, result: Result, by_year: Span) -> Span:
    """Write each plan's payments of a plan year, scaled, beside the budget of that year."""
    keys = [(str(row[0]), int(str(row[1])) - 1) for row in by_year.grid.rows]
    years = max(year for _, year in keys) + 1
    plan = result.plans[0].compiled.plan
    first = {year: row for row, (_, year) in reversed(list(enumerate(keys)))}
    budgets = [by_year.cell(first[year], 2).number for year in range(years)]
    assumed = write_assumptions(book, plan.currency.code, budgets, None, plan.id)
    computed = [
        Computed((name,), year, by_year.cell(row, 2), by_year.cell(row, 4), first[year])
        for row, (name, year) in enumerate(keys)
    ]
    says = f"The figures of the sheet By year, scaled by the assumptions. Differences are to {plan.id}."
    return write_scenarios(book, ["Plan"], computed, assumed, says)


def _summary(book: Book, result: Result, scenarios: Span, by_month: Span) -> None:
    columns = scenarios.grid.columns
    sheet = book.sheet("Summary", f"Payments, {_months(result)}", widths(scenarios.grid))
    sheet.say(_money(result))
    sheet.heading("By plan year, by the assumptions of this workbook")
    rows = [
        [cell if at < 2 else scenarios.cell(row, at) for at, cell in enumerate(cells)]
        for row, cells in enumerate(scenarios.grid.rows)
    ]
    sheet.table(
        Grid([Column(each.title, each.kind, each.kind in ("money", "change")) for each in columns], rows)
    )
    place(sheet, list(_charts(book, scenarios, by_month)))


def _charts(book: Book, scenarios: Span, by_month: Span) -> Iterator[object]:
    """Draw payments by plan year beside the budget, and by month and component."""
    rows = scenarios.grid.rows
    for plan in dict.fromkeys(row[0] for row in rows):
        own = [at for at, row in enumerate(rows) if row[0] == plan]
        part = slice(own[0], own[-1] + 1)
        pairs = [(2 + COST, scenarios.head(2 + COST)), (7, scenarios.head(7))]
        series = [Series(name, scenarios.cells(1, part), scenarios.cells(at, part)) for at, name in pairs]
        yield chart(book, "column", f"Payments and budget, {plan}", series)
    lines = [
        Series(by_month.head(at), by_month.cells(0), by_month.cells(at))
        for at in range(1, len(by_month.grid.columns) - 1)
    ]
    yield chart(book, "line", "Payments by month", lines)
