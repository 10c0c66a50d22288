"""What is known and how, as a workbook: the sentences, forecasts with their scores, survey noise, notes."""

from __future__ import annotations

from compplan.engine.results.table import ResultTable
from compplan.learning.backtest.result import Backtest
from compplan.learning.known import Known
from compplan.learning.noise.model import NoiseAudit
from compplan.report.learning.words import NOT_SCENARIOS, SCORE, backtest_says, noise_says
from compplan.report.run_files import plan_facts
from compplan.report.workbook import notes
from compplan.report.workbook.book import Book, Sheet
from compplan.report.workbook.cells import Column, Grid, Kind, widths
from compplan.report.workbook.values import grid_of

NAME, FORECASTS, NOISE = "What we know and how", "Forecasts", "Survey noise"
_MONEY = ("crps", "crps_as_issued", "difference", "issued")
_SHARES = ("per_unit", "coverage", "skill", "share", "correlation", "chance", "luck", "kept", "reliability")


def known_book(known: Known) -> bytes:
    """Give what is known as an XLSX file."""
    parts = [(FORECASTS, known.backtest), (NOISE, known.noise)]
    book = Book(NAME, [NAME, *(name for name, part in parts if part is not None), notes.NAME])
    _summary(book.sheet(NAME, NAME, (110,)), known)
    if known.backtest is not None:
        _forecasts(book, known.backtest)
    if known.noise is not None:
        _noise(book, known.noise)
    tested = known.backtest.notes if known.backtest is not None else known.past.notes
    made = [("data (digest)", known.past.panel.digest)]
    notes.write_notes(book, [*tested, SCORE, NOT_SCENARIOS], plan_facts([known.past.plan]), made)
    return book.close()


def _summary(sheet: Sheet, known: Known) -> None:
    """Write the sentences that the other sheets bear out."""
    if known.backtest is not None:
        sheet.heading("How good are forecasts?")
        for text in backtest_says(known.backtest):
            sheet.say(text)
    for measure in known.noise.measures if known.noise is not None else ():
        assert known.noise is not None
        sheet.heading(f"How much of '{measure.measure}' is chance?")
        for text in noise_says(known.noise, measure):
            sheet.say(text)
    sheet.heading("What cannot be known from the past?")
    for text in (*known.missing, NOT_SCENARIOS):
        sheet.say(text)


def _forecasts(book: Book, found: Backtest) -> None:
    tables = [
        ("Our skill next to others: share of their score saved, with 95 % intervals", _grid(found.skill)),
        ("Scores by method and months ahead", _grid(found.scores)),
        ("Where outcomes fell in our forecasts: all alike where they are right", _grid(found.pit)),
    ]
    _sheet(book, FORECASTS, f"Forecasts of {found.figure}, {found.currency}, tested on the past", tables)


def _noise(book: Book, audit: NoiseAudit) -> None:
    tables = [
        (
            "By behaviour: how much of one answer is the person, and how many are needed",
            _grid(audit.behaviours),
        ),
        (
            "What would mend it: shares left to chance, of luck, and of real differences",
            _grid(audit.remedies),
        ),
    ]
    _sheet(book, NOISE, f"Survey noise, {audit.months}", tables)


def _sheet(book: Book, name: str, title: str, tables: list[tuple[str, Grid]]) -> None:
    sheet = book.sheet(name, title, widths(*(grid for _, grid in tables)))
    for heading, grid in tables:
        sheet.heading(heading)
        sheet.table(grid)


def _grid(table: ResultTable) -> Grid:
    """Give a table with money and shares in their own formats."""
    grid = grid_of(table)
    named = zip(table.columns, grid.columns, strict=True)
    return Grid([Column(each.title, _kind(name, each.kind)) for name, each in named], grid.rows)


def _kind(name: str, kind: Kind) -> Kind:
    if name.startswith(_SHARES) or name in {"from", "to"}:
        return "share"
    return "whole" if name.startswith(_MONEY) else kind
