"""Raw columns become typed ones by the strict grammar; what cannot be read is told, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compplan.data.dates import FIRST_DAY, LAST_DAY
from compplan.data.decimals import scaled_floats, scaled_text, scaled_whole
from compplan.data.definition import ColumnDefinition
from compplan.data.kinds import TEXT_KINDS
from compplan.data.mends import Reason, date_reason, negative_reason, timed_reason
from compplan.data.mends_numbers import number_reason
from compplan.data.model import NEVER, Column, DayColumn, Ints, NumberColumn, TextColumn
from compplan.data.problems import EXAMPLES, Problem
from compplan.data.raw import Days, Floats, ListText, Other, PolarsText, Raw, Truths, Whole
from compplan.data.texts import cells_of, coded

Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]

MOST = 2**62
"""The absolute values of a column, in 1 / SCALE, add up to less, so that no sum of them can overflow."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A typed column, which of its cells hold a value that could be read, and which hold none."""

    column: Column
    good: Bools
    missing: Bools


def read_column(raw: Raw, definition: ColumnDefinition) -> tuple[Cells, list[Problem]]:
    """Read a raw column as what its definition says; bad cells are told and marked."""
    if isinstance(raw, (Truths, Other)) and definition.kind != "text":
        return _refused(raw, definition)
    if definition.kind == "number":
        cells, problems = _numbers(raw, definition)
    elif definition.kind == "date" and isinstance(raw, Days):
        cells, problems = _days(raw, definition.name)
    else:
        cells, problems = _texts(raw, definition)
    if definition.required and cells.missing.any():
        rows = np.flatnonzero(cells.missing)
        hint = "write the value, or remove the row"
        problems.append(Problem("CP320", "empty", hint, int(rows[0]), definition.name, len(rows) - 1))
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


def _numbers(raw: Raw, definition: ColumnDefinition) -> tuple[Cells, list[Problem]]:
    values, known, missing = _scaled(raw)
    reason = partial(number_reason, required=definition.required)
    problems = _bad_cells(raw, np.flatnonzero(~known & ~missing), reason, "CP321", definition.name)
    if not definition.negative:
        below = np.flatnonzero(known & (values < 0))
        problems += _bad_cells(raw, below, negative_reason, "CP334", definition.name)
    if np.abs(values.astype(np.float64)).sum() >= MOST:
        message, hint = (
            "the numbers are too large to add up exactly",
            "correct them, or count in a larger unit",
        )
        problems.append(Problem("CP327", message, hint, field=definition.name))
    return Cells(NumberColumn(values, missing), known, missing), problems


def _scaled(raw: Raw) -> tuple[Ints, Bools, Bools]:
    nothing = np.zeros(len(raw), np.bool_)
    match raw:
        case PolarsText() | ListText():
            return scaled_text(raw)
        case Whole(values, missing):
            scaled, known = scaled_whole(np.where(missing, 0, values))
            return scaled, known & ~missing, missing
        case Floats(values):
            return *scaled_floats(values), np.isnan(values)
        case Days(_, missing, _):
            return np.zeros(len(raw), np.int64), nothing, missing
    return np.zeros(len(raw), np.int64), nothing, nothing


def _days(raw: Days, name: str) -> tuple[Cells, list[Problem]]:
    inside = (raw.values >= FIRST_DAY) & (raw.values <= LAST_DAY)
    known = inside & raw.exact & ~raw.missing
    timed, outside = np.flatnonzero(~raw.exact), np.flatnonzero(~inside & raw.exact & ~raw.missing)
    problems = _bad_cells(raw, timed, timed_reason, "CP322", name)
    problems += _bad_cells(raw, outside, date_reason, "CP322", name)
    return Cells(DayColumn(np.where(known, raw.values, NEVER).astype(np.int32)), known, raw.missing), problems


def _texts(raw: Raw, definition: ColumnDefinition) -> tuple[Cells, list[Problem]]:
    kind = TEXT_KINDS[definition.kind]
    codes, values = coded(raw, first_of_month=definition.kind == "month")
    missing, right = codes < 0, kind.good(values)
    good = ~missing if right.all() else ~missing & right[codes]
    bad = np.flatnonzero(~good & ~missing)
    cells = [values[code] for code in codes[bad].tolist()]
    problems = _problems(bad, cells, kind.reason, kind.code, definition.name)
    return Cells(kind.read(codes, values), good, missing), problems


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
