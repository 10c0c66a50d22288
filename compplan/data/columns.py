"""Raw columns become typed ones by the strict grammar; what cannot be read is told, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compplan.data.cells import Cells
from compplan.data.dates import FIRST_DAY, LAST_DAY
from compplan.data.definition import ColumnDefinition
from compplan.data.forms import PLAIN, Form
from compplan.data.kinds import TextKind, good_ids, text_kind
from compplan.data.lazytext import LazyText
from compplan.data.mends import ID_LENGTH, Reason, date_reason, negative_reason, timed_reason
from compplan.data.mends_forms import unlike_number_reason
from compplan.data.mends_numbers import number_reason
from compplan.data.model import NEVER, DayColumn, Ints, NumberColumn, TextColumn
from compplan.data.numbers import scaled
from compplan.data.polarstext import PolarsText
from compplan.data.problems import EXAMPLES, Problem
from compplan.data.raw import Days, Other, Raw, Truths
from compplan.data.texts import cells_of, coded

Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]

MOST = 2**62
"""The absolute values of a column, in 1 / SCALE, add up to less, so that no sum of them can overflow."""


def read_column(raw: Raw, definition: ColumnDefinition, form: Form = PLAIN) -> tuple[Cells, list[Problem]]:
    """Read a raw column, written in some form, as what its definition says; bad cells are told and marked."""
    if isinstance(raw, (Truths, Other)) and definition.kind != "text":
        return _refused(raw, definition)
    if isinstance(raw, Days):
        raw = raw.only(form.part)
    if definition.kind == "number":
        cells, problems = _numbers(raw, definition, form)
    elif definition.kind == "date" and isinstance(raw, Days):
        cells, problems = _days(raw, definition.name)
    else:
        cells, problems = _texts(raw, definition, form)
    if definition.required and cells.missing.any():
        rows = np.flatnonzero(cells.missing)
        message, hint = "the cell is empty", "write the value, or remove the row"
        problems.append(Problem("CP320", message, hint, int(rows[0]), definition.name, len(rows) - 1))
    return cells, problems


_HOLDS = {"id": "text", "number": "numbers", "date": "dates", "month": "months", "period": "periods"}


def _refused(raw: Truths | Other, definition: ColumnDefinition) -> tuple[Cells, list[Problem]]:
    what = raw.what if isinstance(raw, Other) else "true and false"
    expected = _HOLDS.get(definition.kind, "text")
    nothing = np.zeros(len(raw), np.bool_)
    column = TextColumn(np.full(len(raw), -1, np.int32), ())
    problem = Problem(
        "CP326", f"holds {what}, expected {expected}", f"give it as {expected}", field=definition.name
    )
    return Cells(column, nothing, nothing), [problem]


def _numbers(raw: Raw, definition: ColumnDefinition, form: Form) -> tuple[Cells, list[Problem]]:
    if isinstance(raw, Days):
        nothing = np.zeros(len(raw), np.bool_)
        values, known, missing = np.zeros(len(raw), np.int64), nothing, raw.missing
    else:
        values, known, missing = scaled(raw, form)
    reason, code = partial(number_reason, required=definition.required), "CP321"
    if not form.plain_numbers:
        reason, code = partial(unlike_number_reason, form=form), "CP345"
    problems = _bad_cells(raw, np.flatnonzero(~known & ~missing), reason, code, definition.name)
    if not definition.negative:
        below = np.flatnonzero(known & (values < 0))
        problems += _bad_cells(raw, below, negative_reason, "CP334", definition.name)
    cells = Cells(NumberColumn(values, missing), known, missing)
    return cells, problems + sums_too_large(definition.name, cells)


def sums_too_large(name: str, cells: Cells) -> list[Problem]:
    """Tell of a column of numbers whose sums may overflow."""
    if not isinstance(cells.column, NumberColumn) or not _too_large(cells.column.scaled):
        return []
    message, hint = "the numbers are too large to add up exactly", "correct them, or count in a larger unit"
    return [Problem("CP327", message, hint, field=name)]


def _too_large(values: Ints) -> bool:
    largest = max(int(values.max(initial=0)), -int(values.min(initial=0)))
    return largest * len(values) >= MOST and bool(np.abs(values.astype(np.float64)).sum() >= MOST)


def _days(raw: Days, name: str) -> tuple[Cells, list[Problem]]:
    inside = raw.values.min(initial=FIRST_DAY) >= FIRST_DAY and raw.values.max(initial=FIRST_DAY) <= LAST_DAY
    if inside and raw.exact.all() and not raw.missing.any():
        days = DayColumn(raw.values.astype(np.int32, copy=False))
        return Cells(days, np.broadcast_to(np.True_, (len(raw),)), raw.missing), []
    known = (raw.values >= FIRST_DAY) & (raw.values <= LAST_DAY) & raw.exact & ~raw.missing
    timed, outside = np.flatnonzero(~raw.exact), np.flatnonzero(~known & raw.exact & ~raw.missing)
    problems = _bad_cells(raw, timed, timed_reason, "CP322", name)
    problems += _bad_cells(raw, outside, date_reason, "CP322", name)
    return Cells(DayColumn(np.where(known, raw.values, NEVER).astype(np.int32)), known, raw.missing), problems


def _texts(raw: Raw, definition: ColumnDefinition, form: Form) -> tuple[Cells, list[Problem]]:
    kind = text_kind(definition.kind, form)
    if isinstance(raw, PolarsText) and (
        definition.kind == "text" or (definition.kind == "id" and raw.varied)
    ):
        return _kept_text(raw, kind, definition)
    codes, values = coded(raw, first_of_month=definition.kind == "month")
    missing, right = codes < 0, kind.good(values)
    good = ~missing if right.all() else ~missing & right[codes]
    bad = np.flatnonzero(~good & ~missing)
    cells = [values[code] for code in codes[bad].tolist()]
    problems = _problems(bad, cells, kind.reason, kind.code, definition.name)
    return Cells(kind.read(codes, values), good, missing), problems


def _kept_text(raw: PolarsText, kind: TextKind, definition: ColumnDefinition) -> tuple[Cells, list[Problem]]:
    """Check text that is kept as it is until somebody asks for it."""
    missing = raw.missing()
    good, problems = ~missing, []
    if definition.kind == "id":
        rows = np.flatnonzero(good & ~raw.plain_ids(ID_LENGTH))
        cells = raw.cells(rows)
        bad = np.flatnonzero(~good_ids(tuple(cells)))
        good[rows[bad]] = False
        told = [cells[at] for at in bad.tolist()]
        problems = _problems(rows[bad], told, kind.reason, kind.code, definition.name)
    return Cells(LazyText(raw), good, missing), problems


def _bad_cells(raw: Raw, rows: Rows, reason: Callable[[str], Reason], code: str, field: str) -> list[Problem]:
    return _problems(rows, cells_of(raw, rows), reason, code, field)


def _problems(
    rows: Rows, cells: Sequence[str], reason: Callable[[str], Reason], code: str, field: str
) -> list[Problem]:
    """Give one problem for each distinct cell, at its first row; explain those that can be shown."""
    first: dict[str, int] = {}
    count: dict[str, int] = {}
    for row, cell in zip(rows.tolist(), cells, strict=True):
        first.setdefault(cell, row)
        count[cell] = count.get(cell, 0) + 1
    told = [reason(cell) if number < EXAMPLES else ("", "") for number, cell in enumerate(first)]
    return [
        Problem(code, message, hint, row, field, count[cell] - 1)
        for (cell, row), (message, hint) in zip(first.items(), told, strict=True)
    ]
