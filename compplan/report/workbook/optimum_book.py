"""A search for the best path as a workbook: candidates, frontier, regret, pilots, where the choice fails."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.decision.candidates import Candidate
from compplan.decision.optimum import Optimum, Weighed
from compplan.report.decision_ways import steps_text, way_text
from compplan.report.decision_words import NOBODY, broken_text, staying_text, words
from compplan.report.run_files import plan_facts
from compplan.report.workbook import notes
from compplan.report.workbook.book import Book, Sheet
from compplan.report.workbook.cells import Column, Grid, Kind, Value, widths
from compplan.report.workbook.charts import Series, chart, place
from compplan.report.workbook.optimum_sheets import (
    kind_of,
    write_candidates,
    write_fails,
    write_frontier,
    write_path,
    write_pilots,
    write_regret,
)
from compplan.report.workbook.study_sheets import write_model

_SUMMARY: tuple[tuple[str, str, Kind], ...] = (
    ("payout_cost", "Pay", "whole_change"),
    ("revenue", "Revenue", "whole_change"),
    ("net_contribution", "Net contribution", "whole_change"),
    ("favourable_share", "Favourable share", "share_change"),
)


def optimum_book(optimum: Optimum) -> bytes:
    """Give a search as an XLSX file."""
    pilots = ("Pilots",) if optimum.pilots else ()
    every = ("Frontier", "Candidates", "Regret", *pilots, "Where it fails", "Path")
    book = Book(_title(optimum), ("Summary", *every, "Model", notes.NAME))
    listed = listed_of(optimum)
    write_regret(book, optimum, listed)
    frontier = write_frontier(book, optimum)
    write_candidates(book, optimum, listed)
    if optimum.pilots:
        write_pilots(book, optimum)
    write_fails(book, optimum)
    path = write_path(book, optimum)
    write_model(book, optimum.prepared.setting.library)
    sheet = _summary(book, optimum)
    views = optimum.prepared.worldviews
    charts = [
        chart(
            book,
            "line",
            "Weights of the chosen path",
            [Series(path.head(at), path.cells(1), path.cells(at)) for at in range(3, len(path.grid.columns))],
            "0%",
        )
    ]
    if frontier.grid.rows:
        bars = [
            Series(frontier.head(3 + 2 * at), frontier.cells(0), frontier.cells(3 + 2 * at))
            for at in range(len(views))
        ]
        gains = [each.gains[view, optimum.aim.metric].mean for each in optimum.frontier for view in views]
        title, reach = f"Frontier: {words(optimum.aim.metric)}", (min(gains), max(gains))
        charts.append(chart(book, "bar", title, bars, _form(optimum), reach=reach))
    place(sheet, charts)
    made = [("seed", f"{optimum.prepared.setting.seed}"), ("samples", f"{optimum.samples}")]
    made.append(("candidates", f"{optimum.tried}"))
    plans = plan_facts([each.plan for each in optimum.prepared.paths])
    notes.write_notes(book, optimum.prepared.basis.notes, plans, made)
    return book.close()


def listed_of(optimum: Optimum) -> list[Weighed]:
    """List all candidates that are shown, the chosen one first, each once."""
    every = [optimum.best, *optimum.frontier, *optimum.named, *(each.weighed for each in optimum.pilots)]
    found: dict[Candidate, Weighed] = {}
    for each in every:
        found.setdefault(each.candidate, each)
    return list(found.values())


def _title(optimum: Optimum) -> str:
    return f"The best path found: {way_text(optimum.best.candidate)}"


def _form(optimum: Optimum) -> str:
    return "0%" if kind_of(optimum) == "share_change" else "#,##0"


def _summary(book: Book, optimum: Optimum) -> Sheet:
    """Write what the chosen path brings next to the first plan, in each worldview."""
    columns = [
        Column("Worldview"),
        *(
            column
            for _, title, kind in _SUMMARY
            for column in (Column(title, kind), Column("MC error", kind))
        ),
        Column("Regret", "whole" if kind_of(optimum) == "whole_change" else "share"),
    ]
    rows = [_row(optimum, view) for view in optimum.prepared.worldviews]
    grid = Grid(columns, rows)
    sheet = book.sheet("Summary", _title(optimum), widths(grid))
    for text in _said(optimum):
        sheet.say(text)
    sheet.heading(f"Next to {optimum.prepared.paths[0].name}, means over samples")
    sheet.table(grid)
    return sheet


def _said(optimum: Optimum) -> Iterator[str]:
    best, aim = optimum.best, optimum.aim
    yield (
        f"Scenarios of a model, not forecasts: {optimum.tried} candidates on the same {optimum.samples} "
        f"samples, seed {optimum.prepared.setting.seed}. Money is in {optimum.prepared.end.currency.code}."
    )
    yield f"Of the way gone: {steps_text(best.candidate)}."
    if best.over:
        yield f"{NOBODY}: {'; '.join(broken_text(optimum, best))}."
    yield from (f"{each}." for each in staying_text(optimum))
    if aim.budget is None:
        yield "No budget was given; the sheet Candidates has a cell for one."
    yield optimum.prepared.basis.notes[0]


def _row(optimum: Optimum, view: str) -> list[Value]:
    best = optimum.best
    figures = (best.gains[view, metric] for metric, _, _ in _SUMMARY)
    return [view, *(value for each in figures for value in (each.mean, each.error)), best.regret[view]]
