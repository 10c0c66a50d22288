"""A comparison as a workbook: what finance asks of it, with inputs that scenarios follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compplan.engine.compare import TOTAL, Comparison
from compplan.plan.model import Plan
from compplan.report.assumptions import assumption_lines
from compplan.report.run_files import plan_facts
from compplan.report.run_text import last_month, span
from compplan.report.workbook import notes
from compplan.report.workbook.book import Book, Sheet, Span, numbers
from compplan.report.workbook.cells import Column, Grid, Value, widths
from compplan.report.workbook.charts import Series, chart, place
from compplan.report.workbook.compare_sheets import (
    write_by_month,
    write_by_year,
    write_people,
    write_segments,
)
from compplan.report.workbook.inputs import NAME, Assumed, write_assumptions
from compplan.report.workbook.live import Live, count_if, sum_if
from compplan.report.workbook.people import people_of
from compplan.report.workbook.scenarios import (
    COST,
    LEFT,
    MARGIN,
    REVENUE,
    Computed,
    write_scenarios,
)

SHEETS = (
    "Summary",
    NAME,
    "Scenarios",
    "By year",
    "By month",
    "By segment",
    "Winners and losers",
    notes.NAME,
)
People = tuple[Span, range]
"""Everyone, and the columns of what each plan pays them."""
_SUMMARY = (
    Column("Plan"),
    Column("Payout cost", "money"),
    Column("Difference", "change"),
    Column("Change", "share_change"),
    Column("Cost of sales", "share"),
    Column("Margin after pay", "money"),
    Column("Left of budget", "change"),
    Column("Gain", "count"),
    Column("Lose", "count"),
    Column("The same", "count"),
)


def comparison_book(comparison: Comparison, plans: Sequence[Plan]) -> bytes:
    """Give a comparison as an XLSX file; ``plans`` are those given, whose digests count."""
    book = Book(_title(comparison), SHEETS)
    results = [result.plans[0] for result in comparison.results]
    panel, first = results[0].compiled.panel, comparison.plans[0]
    people = people_of(panel, max(map(last_month, results)) + 1)
    by_year, by_month = write_by_year(book, comparison), write_by_month(book, comparison)
    listed = write_people(book, comparison, people)
    write_segments(book, comparison, people, listed)
    assumed = write_assumptions(book, first.currency.code, _budgets(by_year, first.id), None, first.id)
    scenarios = _scenarios(book, comparison, by_year, assumed)
    start = 1 + len(people.names)
    paid = range(start, start + len(comparison.plans))
    _summary(book, comparison, scenarios, (by_year, by_month), (listed, paid))
    spans = [
        (f"months of {plan.id}", span(result)) for plan, result in zip(comparison.plans, results, strict=True)
    ]
    says = [*_says(comparison), *comparison.notes]
    notes.write_notes(book, says, plan_facts(plans), [("data (digest)", panel.digest), *spans])
    return book.close()


def _title(comparison: Comparison) -> str:
    count = len(comparison.plans)
    return f"Replay of {count} plans, {span(comparison.results[0].plans[0])}"


def _says(comparison: Comparison) -> Iterator[str]:
    yield (
        "A replay: what each plan pays on the same data, behaviour as it was. Not a forecast: nobody in it "
        "sells, serves or leaves differently because of a plan."
    )
    yield from assumption_lines(comparison)


def _budgets(by_year: Span, plan: str) -> list[float]:
    rows = (row for row in by_year.grid.rows if row[0] == plan and row[1] != TOTAL)
    return [float(row[2]) for row in rows]  # type: ignore[arg-type]  # money


def _scenarios(book: Book, comparison: Comparison, by_year: Span, assumed: Assumed) -> Span:
    """Write cost, revenue and budget by plan and year, as formulas of what was computed and assumed."""
    at = [row for row, cells in enumerate(by_year.grid.rows) if cells[1] != TOTAL]
    keys = [(str(by_year.grid.rows[row][0]), int(str(by_year.grid.rows[row][1])) - 1) for row in at]
    first = comparison.plans[0].id
    known = {year: row for row, (plan, year) in enumerate(keys) if plan == first}
    computed = [
        Computed((plan,), year, by_year.cell(row, 2), by_year.cell(row, 4), known.get(year, own))
        for own, (row, (plan, year)) in enumerate(zip(at, keys, strict=True))
    ]
    says = (
        f"The figures of the sheet By year, scaled by the assumptions. Differences are to {first}. The plans "
        "are not run again: what growth does to attainment is not in it."
    )
    return write_scenarios(book, ["Plan"], computed, assumed, says)


def _summary(
    book: Book, comparison: Comparison, scenarios: Span, by: tuple[Span, Span], people: People
) -> None:
    """Write a row for each plan, over all plan years, and the charts."""
    title, says = _title(comparison), list(_says(comparison))
    most = 10 * max(abs(scenarios.cell(row, 2 + REVENUE).number) for row in range(len(scenarios.grid.rows)))
    wide = widths(Grid(_SUMMARY, [[plan.id, *([most] * 6), 0.0, 0.0, 0.0] for plan in comparison.plans]))
    sheet = book.sheet("Summary", title, wide)
    for text in says:
        sheet.say(text)
    sheet.heading("All plan years, by the assumptions of this workbook")
    rows: list[list[Value]] = []
    for at, plan in enumerate(comparison.plans):
        rows.append(_sums(sheet, at, plan.id, scenarios, rows) + _counts(people, at))
    sheet.table(Grid(_SUMMARY, rows))
    _check(sheet, by[0], people)
    sheet.row += 1
    place(sheet, [*_charts(book, comparison, scenarios, by[1])])


def _sums(sheet: Sheet, at: int, plan: str, scenarios: Span, above: list[list[Value]]) -> list[Value]:
    """Sum up a plan's scenarios over its years."""
    inside = [row for row, cells in enumerate(scenarios.grid.rows) if cells[0] == plan]
    test = (scenarios.whole(0), sheet.here(at, 0, plan).formula)

    def summed(figure: int) -> Live:
        values = [scenarios.cell(row, 2 + figure).number for row in inside]
        return sum_if(scenarios.whole(2 + figure), test, values=values)

    cost = summed(COST)
    own = sheet.here(at, 1, cost)
    first = sheet.here(0, 1, above[0][1] if above else cost)
    differs = [own - first, (own - first).over(first)]
    return [plan, cost, *differs, own.over(summed(REVENUE)), summed(MARGIN), summed(LEFT)]


def _counts(people: People, at: int) -> list[Value]:
    """Count who gains, loses and is paid the same; nobody does under the first plan."""
    if not at:
        return [None, None, None]
    listed, plans = people
    column = plans.start + len(plans) + 2 * (at - 1)
    where = listed.whole(column)
    amounts = [listed.cell(row, column).number for row in range(len(listed.grid.rows))]
    tests = ((">0", lambda x: x > 0), ("<0", lambda x: x < 0), ("=0", lambda x: x == 0))
    return [count_if(where, f'"{test}"', sum(map(holds, amounts))) for test, holds in tests]


def _check(sheet: Sheet, by_year: Span, people: People) -> None:
    """Say whether the pay of everyone adds up to what the plans cost: a formula, too."""
    listed, columns = people
    totals = [by_year.cell(row, 2) for row, cells in enumerate(by_year.grid.rows) if cells[1] == TOTAL]
    paid = sum(sum(numbers(listed.grid, column)) for column in columns)
    cost = sum(cell.number for cell in totals)
    costs = "+".join(cell.formula for cell in totals)
    same = f'IF(ABS(SUM({listed.block(columns)})-({costs}))<0.005,"yes","NO")'
    sheet.say("The pay of everyone adds up to the payout cost of the plans:", "note")
    sheet.put(sheet.row, 0, Live(same, "yes" if abs(paid - cost) < 0.005 else "NO"), sheet.book.form("text"))
    sheet.row += 1


def _charts(book: Book, comparison: Comparison, scenarios: Span, by_month: Span) -> Iterator[object]:
    """Draw cost by plan year, and what each later plan differs by from month to month."""
    yield chart(book, "column", "Payout cost by plan year", list(_costs(comparison, scenarios)))
    count = len(comparison.plans)
    if count > 1:
        lines = [
            Series(by_month.head(at), by_month.cells(0), by_month.cells(at))
            for at in range(count + 1, 2 * count)
        ]
        title = f"Payout cost so far, less that of {comparison.plans[0].id}"
        yield chart(book, "line", title, lines)


def _costs(comparison: Comparison, scenarios: Span) -> Iterator[Series]:
    for plan in comparison.plans:
        own = [row for row, cells in enumerate(scenarios.grid.rows) if cells[0] == plan.id]
        part = slice(own[0], own[-1] + 1)
        name = [scenarios.sheet, scenarios.first + own[0], 0]
        yield Series(name, scenarios.cells(1, part), scenarios.cells(2 + COST, part))
