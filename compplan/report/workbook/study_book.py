"""A study as a workbook: scenarios of rival worldviews, with inputs that budgets and margins follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.report.run_files import plan_facts
from compplan.report.workbook import notes
from compplan.report.workbook.book import Book, Sheet, Span
from compplan.report.workbook.cells import Column, Grid, Value, widths
from compplan.report.workbook.charts import Series, chart, place
from compplan.report.workbook.inputs import NAME, write_assumptions
from compplan.report.workbook.live import Live, sum_if
from compplan.report.workbook.scenarios import COST, LEFT, MARGIN, REVENUE, Computed, Sampled, write_scenarios
from compplan.report.workbook.study_sheets import COST as YEAR_COST
from compplan.report.workbook.study_sheets import (
    PROGRAM,
    write_by_month,
    write_by_year,
    write_model,
    write_people,
    write_regret,
    write_samples,
    write_segments,
)
from compplan.report.workbook.study_sheets import REVENUE as YEAR_REVENUE
from compplan.simulation.study import Study

Floats = NDArray[np.float64]
SHEETS = (
    "Summary",
    NAME,
    "Scenarios",
    "By year",
    "By month",
    "By segment",
    "Winners and losers",
    "Regret",
    "Samples",
    "Model",
    notes.NAME,
)
_LABELS = ("Worldview", "Path")
_SUMMARY = (
    *map(Column, _LABELS),
    Column("Payout cost", "money"),
    Column("Difference", "change"),
    Column("Change", "share_change"),
    Column("Revenue", "money"),
    Column("Difference", "change"),
    Column("Cost of sales", "share"),
    Column("Margin after pay", "money"),
    Column("Difference", "change"),
    Column("Left of budget", "change"),
)


def study_book(study: Study) -> bytes:
    """Give a study as an XLSX file."""
    book = Book(_title(study), SHEETS)
    by_year, by_month = write_by_year(book, study), write_by_month(book, study)
    samples, costs = write_samples(book, study)
    for write in (write_people, write_segments, write_regret):
        write(book, study)
    write_model(book, study.setting.library)
    first, code = study.paths[0], study.paths[0].plan.currency.code
    years = -(-study.setting.months // 12)
    budgets = [by_year.cell(at, YEAR_COST).number for at in range(years)]
    assumed = write_assumptions(book, code, budgets, study.setting.business, _of(study))
    computed = [*_computed(study, by_year, samples, costs)]
    says = (
        "Means of the sheet By year, scaled by the assumptions; the paths are not simulated again. "
        f"Differences are to {first.name} in the same worldview. Samples over budget: the share whose payout "
        "cost is above."
    )
    scenarios = write_scenarios(book, _LABELS, computed, assumed, says)
    _summary(book, study, scenarios, by_month)
    made = [("seed", f"{study.setting.seed}"), ("samples", f"{study.samples}"), *_months(study)]
    notes.write_notes(book, study.notes, plan_facts(study.plans), made)
    return book.close()


def _title(study: Study) -> str:
    return f"Scenarios of {len(study.paths)} paths in {len(study.worldviews)} worldviews"


def _of(study: Study) -> str:
    return f"{study.paths[0].name} in the worldview {study.worldviews[0]}"


def _months(study: Study) -> Iterator[tuple[str, str]]:
    starts = study.paths[0].plan.starts
    last = calendar.month_text(starts + study.setting.months - 1)
    yield "months", f"{calendar.month_text(starts)} to {last}"
    replay = study.basis.replay
    if replay is not None:
        yield "data (digest)", replay.results[0].plans[0].compiled.panel.digest


def _computed(study: Study, by_year: Span, samples: Span, costs: list[Floats]) -> Iterator[Computed]:
    """Name the cells of each worldview, path and plan year, in the order of the sheet by year."""
    years, paths = -(-study.setting.months // 12), len(study.paths)
    for at, row in enumerate(by_year.grid.rows):
        year = at % years
        first = at // (years * paths) * years * paths + year
        cost, revenue, program = (by_year.cell(at, n) for n in (YEAR_COST, YEAR_REVENUE, PROGRAM))
        part = slice(at // (years * paths) * study.samples, (at // (years * paths) + 1) * study.samples)
        sampled = Sampled(samples.part(2 + at % (years * paths), part), costs[at])
        yield Computed((str(row[0]), str(row[1])), year, cost, revenue, first, program, sampled)


def _summary(book: Book, study: Study, scenarios: Span, by_month: Span) -> None:
    """Write a row for each worldview and path, over all plan years, and the charts."""
    keys = [(view, path.name) for view in study.worldviews for path in study.paths]
    most = 10 * max(abs(scenarios.cell(row, 3 + REVENUE).number) for row in range(len(scenarios.grid.rows)))
    wide = widths(Grid(_SUMMARY, [[*key, *([most] * 9)] for key in keys]))
    sheet = book.sheet("Summary", _title(study), wide)
    sheet.say(f"Scenarios of a model, not forecasts: {study.samples} samples, seed {study.setting.seed}.")
    for note in study.notes[:1]:
        sheet.say(note)
    sheet.heading("All plan years, by the assumptions of this workbook")
    sums = [_sums(sheet, at, key, scenarios) for at, key in enumerate(keys)]
    paths = len(study.paths)
    rows = [_row(sheet, at, key, sums, at - at % paths) for at, key in enumerate(keys)]
    sheet.table(Grid(_SUMMARY, rows))
    place(sheet, list(_charts(book, study, scenarios, by_month)))


def _sums(sheet: Sheet, at: int, key: tuple[str, str], scenarios: Span) -> tuple[Live, ...]:
    """Sum up the scenarios of a worldview and path over plan years: cost, revenue, margin, left of budget."""
    inside = [row for row, cells in enumerate(scenarios.grid.rows) if tuple(cells[:2]) == key]
    tests = [(scenarios.whole(n), sheet.here(at, n, name).formula) for n, name in enumerate(key)]
    figures = (
        (scenarios.whole(3 + figure), [scenarios.cell(row, 3 + figure).number for row in inside])
        for figure in (COST, REVENUE, MARGIN, LEFT)
    )
    return tuple(sum_if(where, *tests, values=values) for where, values in figures)


def _row(
    sheet: Sheet, at: int, key: tuple[str, str], sums: Sequence[tuple[Live, ...]], first: int
) -> list[Value]:
    """Set a path's sums beside those of the first path, in row ``first``."""
    cost, revenue, margin, left = sums[at]
    columns = (2, 5, 8)
    own = [sheet.here(at, column, sums[at][n]) for n, column in enumerate(columns)]
    base = [sheet.here(first, column, sums[first][n]) for n, column in enumerate(columns)]
    more = [mine - other for mine, other in zip(own, base, strict=True)]
    costs, sales = [cost, more[0], more[0].over(base[0])], [revenue, more[1], own[0].over(own[1])]
    return [*key, *costs, *sales, margin, more[2], left]


def _charts(book: Book, study: Study, scenarios: Span, by_month: Span) -> Iterator[object]:
    """Draw cost by plan year and favourable share by month, in each worldview."""
    years, paths = -(-study.setting.months // 12), len(study.paths)
    for at, view in enumerate(study.worldviews):
        rows = [slice((at * paths + n) * years, (at * paths + n + 1) * years) for n in range(paths)]
        costs = [
            Series(
                [scenarios.sheet, scenarios.first + part.start, 1],
                scenarios.cells(2, part),
                scenarios.cells(3 + COST, part),
            )
            for part in rows
        ]
        yield chart(book, "column", f"Payout cost by plan year, {view}", costs)
        months = slice(at * study.setting.months, (at + 1) * study.setting.months)
        lines = [
            Series(by_month.head(each), by_month.cells(1, months), by_month.cells(each, months))
            for each in range(2 + paths, 2 + 2 * paths)
        ]
        yield chart(book, "line", f"Revenue by month, {view}", lines)
