"""What decides an answer as a workbook: parameters worst first, their switching points or indices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from compplan.decision.api import Found, Sensitivity
from compplan.decision.sensitivity import Variance
from compplan.decision.switching import OneWay
from compplan.report.decision_words import LEADS, asked_text, words
from compplan.report.run_files import plan_facts
from compplan.report.workbook import notes
from compplan.report.workbook.book import Book, Sheet, Span
from compplan.report.workbook.cells import Column, Grid, Kind, Value, widths
from compplan.report.workbook.charts import Series, chart, place
from compplan.report.workbook.live import Live
from compplan.report.workbook.study_sheets import write_model
from compplan.simulation.periods import UNITS

_SHEETS = {"one_way": "Tornado", "morris": "Screening", "sobol": "Indices"}
_TOLD = "Told from zero"
_CHARTED = 10
_LABELS = (Column("Worldview"), Column("Parameter"), Column("Meaning"))


def sensitivity_book(found: Sensitivity) -> bytes:
    """Give what decides an answer as an XLSX file."""
    more = ("Switching points",) if found.method == "one_way" else ()
    main = _SHEETS[found.method]
    book = Book(_title(found), ("Summary", main, *more, "Model", notes.NAME))
    span = _main(book, found, main)
    if more:
        _switching(book, found)
    write_model(book, found.prepared.setting.library)
    _summary(book, found, span)
    plans = plan_facts([path.plan for path in found.prepared.paths])
    notes.write_notes(book, found.prepared.basis.notes, plans, [("seed", f"{found.prepared.setting.seed}")])
    return book.close()


def _title(found: Sensitivity) -> str:
    return f"What decides {asked_text(found)}?"


def _kind(found: Sensitivity) -> Kind:
    """Give the kind of the answer: changes of money, of shares, or numbers."""
    if found.metric not in UNITS:
        return "whole_change"
    return "number" if UNITS[found.metric] == "participants" else "share_change"


def _main(book: Book, found: Sensitivity, name: str) -> Span:
    kind = _kind(found)
    columns = [*_LABELS, *_columns(found.method, kind)]
    rows = [row for view, each in found.found.items() for row in _rows(found, view, each)]
    wide = [[*row, *([row[-1]] * len(_live_columns(found.method, kind)))] for row in rows]
    shape = Grid([*columns, *_live_columns(found.method, kind)], wide)
    sheet = book.sheet(name, _title(found), widths(shape))
    sheet.say(f"{LEADS[found.method]} Worst first in each worldview. Scenarios of a model, not forecasts.")
    sheet.row += 1
    live: list[list[Value]] = [[*row, *_live(sheet, at, row, found.method)] for at, row in enumerate(rows)]
    return sheet.table(Grid([*columns, *_live_columns(found.method, kind)], live), main=True)


def _columns(method: str, kind: Kind) -> list[Column]:
    if method == "one_way":
        ends = (Column("From value", "number"), Column("To value", "number"))
        return [
            *ends,
            Column("Answer at from", kind),
            Column("Answer at to", kind),
            Column("At centre", kind),
        ]
    if method == "morris":
        return [Column("Moves the answer by", kind), Column("95 % +-", kind), Column("Differing by", kind)]
    return [Column(each, "share") for each in ("With others", "95 % +-", "Alone", "95 % +- ")]


def _live_columns(method: str, kind: Kind) -> list[Column]:
    if method == "one_way":
        return [Column(title, kind) for title in ("From less centre", "To less centre", "Swing")]
    return [Column(_TOLD)]


def _rows(found: Sensitivity, view: str, each: Found) -> Iterator[list[Value]]:
    priors = found.prepared.setting.library.priors
    for name, numbers in _numbers(each):
        yield [view, words(name), priors[name].meaning, *numbers]


def _numbers(each: Found) -> Iterator[tuple[str, list[float]]]:
    if isinstance(each, Variance):
        for row in each.effects:
            yield row.parameter, [row.total, row.total_error, row.first, row.first_error]
        return
    for one in each:
        if isinstance(one, OneWay):
            yield one.parameter, [one.from_value, one.to_value, one.low, one.high, one.centre]
        else:
            yield one.parameter, [one.mean, one.error, one.spread]


def _live(sheet: Sheet, at: int, row: Sequence[Value], method: str) -> list[Live]:
    """Work out, from the row's cells, the swing of the answer or whether the effect is told from zero."""
    known = [sheet.here(at, place, value) for place, value in enumerate(row)]
    if method == "one_way":
        low, high, centre = known[5:8]
        swing = Live(f"ABS({high.formula}-{low.formula})", abs(high.number - low.number))
        return [low - centre, high - centre, swing]
    effect, error = known[3], known[4]
    told = "yes" if effect.number - error.number > 0 else "no"
    return [Live(f'IF({effect.formula}-{error.formula}>0,"yes","no")', told)]


def _switching(book: Book, found: Sensitivity) -> None:
    """Write the values at which the preferred path changes, those nearest to the prior's middle first."""
    columns = [
        *_LABELS,
        *(Column("Switches at", "number"), Column("Of the prior below", "share"), Column("Below, better is")),
    ]
    rows: list[list[Value]] = []
    for view, each in found.found.items():
        near = [one for one in cast("Sequence[OneWay]", each) if one.switch is not None]
        for one in sorted(near, key=lambda one: abs((one.share or 0.0) - 0.5)):
            meaning = found.prepared.setting.library.priors[one.parameter].meaning
            rows.append([view, words(one.parameter), meaning, one.switch, one.share, _better(found, one)])
    sheet = book.sheet("Switching points", "Where the preferred path changes", widths(Grid(columns, rows)))
    sheet.say("All other parameters at their centre; those that nowhere change the sign are left out.")
    sheet.row += 1
    sheet.table(Grid(columns, rows), main=True)


def _better(found: Sensitivity, one: OneWay) -> str:
    other = found.other.name if found.other else "neither"
    return found.path.name if one.low > 0 else other


def _summary(book: Book, found: Sensitivity, span: Span) -> None:
    sheet = book.sheet("Summary", _title(found), [30, 26, 26, 26])
    sheet.say(LEADS[found.method])
    sheet.say(found.prepared.basis.notes[0])
    columns = [Column("Worldview"), *(Column(f"Worst {at}") for at in (1, 2, 3))]
    rows: list[list[Value]] = [
        [view, *(words(name) for name, _ in list(_numbers(each))[:3])] for view, each in found.found.items()
    ]
    sheet.heading("Which parameters decide")
    sheet.table(Grid(columns, rows))
    place(sheet, list(_charts(book, found, span)))


def _charts(book: Book, found: Sensitivity, span: Span) -> Iterator[object]:
    """Draw the ten worst parameters of each worldview."""
    count = len(found.prepared.setting.library.priors)
    columns = (8, 9) if found.method == "one_way" else (3,)
    form = "#,##0" if _kind(found) == "whole_change" and found.method != "sobol" else "0%"
    for at, view in enumerate(found.found):
        rows = slice(at * count, at * count + min(_CHARTED, count))
        series = [Series(span.head(each), span.cells(1, rows), span.cells(each, rows)) for each in columns]
        title = f"{view}: the worst {min(_CHARTED, count)}"
        yield chart(book, "bar", title, series, form, 100 if found.method == "one_way" else 0)
