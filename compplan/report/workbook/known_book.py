"""What is known and how, as a workbook: the sentences, forecasts with their scores, survey noise, notes."""

from __future__ import annotations

from compplan.engine.results.table import ResultTable
from compplan.learning.backtest.result import Backtest
from compplan.learning.known import Known
from compplan.learning.learned import Calibration
from compplan.learning.noise.model import NoiseAudit
from compplan.report.learning.words import NOT_SCENARIOS, SCORE, backtest_says, calibration_says, noise_says
from compplan.report.run_files import plan_facts
from compplan.report.workbook import notes
from compplan.report.workbook.book import Book, Sheet
from compplan.report.workbook.cells import Column, Grid, Kind, Value, widths
from compplan.report.workbook.values import grid_of

NAME, SKILL, SCORES, NOISE = "What we know and how", "Skill", "Scores", "Survey noise"
PARAMETERS = "Parameters"
_PARTS = ("median", "at least", "at most")
_TITLES = {
    "baseline": "next to",
    "horizon": "months ahead",
    "difference": "ours less theirs",
    "difference_low": "at least",
    "difference_high": "at most",
    "difference_time_low": "at least, months drawn too",
    "difference_time_high": "at most, months drawn too",
    "skill": "share saved",
    "skill_low": "at least",
    "skill_high": "at most",
    "issued": "ours less theirs, as issued",
    "issued_low": "at least",
    "issued_high": "at most",
    "crps": "score",
    "crps_as_issued": "score as issued",
    "per_unit": "score of the mean",
    "coverage_50": "held by 50 %",
    "coverage_80": "held by 80 %",
    "coverage_95": "held by 95 %",
    "coverage_80_low": "80 %: at least",
    "coverage_80_high": "80 %: at most",
    "correlation": "one answer is person",
    "correlation_low": "at least",
    "correlation_high": "at most",
    "reliability_low": "at least",
    "reliability_high": "at most",
    "chance": "left to chance",
    "luck": "luck moves a score by",
    "kept": "real differences paid",
}
"""What columns are called here, where their names are words of the trade."""
_MONEY = ("crps", "crps_as_issued", "difference", "issued")
_SHARES = ("per_unit", "coverage", "skill", "share", "correlation", "chance", "luck", "kept", "reliability")


def known_book(known: Known) -> bytes:
    """Give what is known as an XLSX file."""
    parts = [
        (SKILL, known.backtest),
        (SCORES, known.backtest),
        (NOISE, known.noise),
        (PARAMETERS, known.calibration),
    ]
    book = Book(NAME, [NAME, *(name for name, part in parts if part is not None), notes.NAME])
    _summary(book.sheet(NAME, NAME, (110,)), known)
    if known.backtest is not None:
        _forecasts(book, known.backtest)
    if known.noise is not None:
        _noise(book, known.noise)
    if known.calibration is not None:
        _parameters(book, known.calibration)
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
    if known.calibration is not None:
        sheet.heading("What did the data teach the simulator?")
        for text in calibration_says(known.calibration):
            sheet.say(text)
    sheet.heading("What cannot be known from the past?")
    for text in (*known.missing, NOT_SCENARIOS):
        sheet.say(text)


def _forecasts(book: Book, found: Backtest) -> None:
    of = f"forecasts of {found.figure}, {found.currency}, tested on the past"
    tables = [
        ("Scores by method and months ahead, and how many outcomes intervals held", _grid(found.scores)),
        ("Where outcomes fell in our forecasts: all alike where they are right", _grid(found.pit)),
    ]
    _sheet(book, SKILL, f"Skill of {of}", [("Ours next to others, with 95 % intervals", _grid(found.skill))])
    _sheet(book, SCORES, f"Scores of {of}", tables)


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


def _parameters(book: Book, found: Calibration) -> None:
    """Write prior, posterior and contraction of every parameter, the ones that the data taught first."""
    kinds: list[tuple[str, Kind]] = [("parameter", "text"), ("unit", "label"), ("learned", "text")]
    kinds += [(f"assumed: {part}", "number") for part in _PARTS]
    kinds += [(f"after the data: {part}", "number") for part in _PARTS]
    kinds += [("contraction", "share"), ("why not", "label")]
    every = sorted(found.parameters, key=lambda each: (not each.learned, -each.contraction))
    body: list[list[Value]] = [
        [
            each.name.replace("_", " "),
            each.unit,
            "yes" if each.learned else "no",
            *(
                value
                for belief in (each.before, each.after)
                for value in (belief.median, belief.low, belief.high)
            ),
            each.contraction,
            each.reason,
        ]
        for each in every
    ]
    grid = Grid([Column(*kind) for kind in kinds], body)
    _sheet(book, PARAMETERS, "What the data taught the simulator", [("Parameters, intervals of 90 %", grid)])


def _sheet(book: Book, name: str, title: str, tables: list[tuple[str, Grid]]) -> None:
    sheet = book.sheet(name, title, widths(*(grid for _, grid in tables)))
    for heading, grid in tables:
        sheet.heading(heading)
        sheet.table(grid)


def _grid(table: ResultTable) -> Grid:
    """Give a table with money and shares in their own formats."""
    grid = grid_of(table)
    named = zip(table.columns, grid.columns, strict=True)
    heads = [Column(_TITLES.get(name, each.title), _kind(name, each.kind)) for name, each in named]
    return Grid(heads, grid.rows)


def _kind(name: str, kind: Kind) -> Kind:
    if name.startswith(_SHARES) or name in {"from", "to"}:
        return "share"
    return "whole" if name.startswith(_MONEY) else kind
