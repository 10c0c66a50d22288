"""Checks between the rows of one table; each gives the problems that it finds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.data.lazytext import LazyText
from compplan.data.model import NEVER, Codes, Column, DayColumn, Ints, PeriodColumn, TextColumn
from compplan.data.problems import Problem, closest, quote
from compplan.data.repeats import repeated_rows, suspects
from compplan.data.tables import TypedTable


def check_rows(table: TypedTable) -> list[Problem]:
    """Find rows that are the same, overlap, or contradict each other."""
    found = [*duplicates(table), *partly_filled(table), *unknown_words(table)]
    if table.definition.name in ("participants", "leave"):
        found += [*ends_before_start(table), *overlapping_segments(table)]
    if table.definition.name == "quotas":
        found += overlapping_quotas(table)
    return found


def duplicates(table: TypedTable) -> list[Problem]:
    """Find rows that agree with an earlier one in the table's whole key."""
    definition, origin = table.definition, table.origin
    used = [name for name in definition.key if name in table.cells]
    absent = [name for name in definition.key if name not in used]
    if not used or not all(definition.column(name).all_or_none for name in absent):
        return []
    columns = [table.cells[name].column for name in used]
    good = np.logical_and.reduce([table.cells[name].good for name in used])
    if any(isinstance(column, LazyText) for column in columns):
        good &= suspects([key for column in columns for key in _hashes(column)], good)
    rows = np.flatnonzero(good)
    pairs = repeated_rows([key[rows] for column in columns for key in _keys(column)]) if len(rows) else []
    message, hint = f"the same {' and '.join(used)} as in row", "keep one of the rows"
    return [
        Problem("CP331", f"{message} {origin.seen(rows[first], rows[row])}", hint, int(rows[row]), used[-1])
        for first, row in pairs
    ]


def _hashes(column: Column) -> list[NDArray[np.integer]]:
    return [column.hashes()] if isinstance(column, LazyText) else list(_keys(column))


def _keys(column: Column) -> list[Codes]:
    match column:
        case TextColumn(codes, _):
            return [codes]
        case DayColumn(days):
            return [days]
        case PeriodColumn(first, months):
            return [first, months]
    return []


def partly_filled(table: TypedTable) -> list[Problem]:
    """Find columns that must be filled in all rows or in none, and are in some."""
    found = []
    for column in table.definition.columns:
        if column.all_or_none and column.name in table.cells:
            rows = np.flatnonzero(table.cells[column.name].missing)
            if len(rows):
                message, hint = (
                    "the cell is empty, but filled in other rows",
                    "fill it in all rows or in none",
                )
                found.append(Problem("CP338", message, hint, int(rows[0]), column.name, len(rows) - 1))
    return found


def unknown_words(table: TypedTable) -> list[Problem]:
    """Find cells of a column of few words that hold another."""
    found = []
    for column in table.definition.columns:
        cells = table.text(column.name)
        if cells is None or not column.words:
            continue
        for code, value in enumerate(cells.values):
            rows = np.flatnonzero(cells.codes == code)
            if value not in column.words and len(rows):
                near = closest(column.words)(value)
                hint = f"did you mean {quote(near)}?" if near else f"write one of {', '.join(column.words)}"
                message = f"unknown {column.name} {quote(value)}"
                found.append(Problem("CP339", message, hint, int(rows[0]), column.name, len(rows) - 1))
    return found


def segment_days(participants: TypedTable) -> tuple[Codes, Codes, NDArray[np.bool_]]:
    """Give the starts and ends of segments, and which rows have both right (an open end is)."""
    never = np.full(participants.rows, NEVER, np.int32)
    start, end = participants.cells.get("start_date"), participants.cells.get("end_date")
    starts = start.column.days if start and isinstance(start.column, DayColumn) else never
    ends = end.column.days if end and isinstance(end.column, DayColumn) else never
    good = start.good if start else np.zeros(participants.rows, np.bool_)
    return starts, ends, good & ~participants.bad("end_date")


def ends_before_start(participants: TypedTable) -> list[Problem]:
    """Find segments, or leave, that end on or before the day on which they start."""
    start, end, known = segment_days(participants)
    rows = np.flatnonzero(known & (end <= start)).tolist()
    hint = "end_date is the day after the last one"
    if participants.definition.name == "participants":
        hint += "; leave it empty for an open end"
    return [Problem("CP332", "end_date is not after start_date", hint, row, "end_date") for row in rows]


def overlapping_segments(participants: TypedTable) -> list[Problem]:
    """Find segments (or leave) of a participant that hold on one day; those of one start are duplicates."""
    who, ends = participants.text("participant_id"), participants.definition.column("end_date")
    if who is None or (ends.required and ends.name not in participants.cells):
        return []
    start, end, known = segment_days(participants)
    rows = np.flatnonzero(known & participants.cells["participant_id"].good & (end > start))
    pairs = _overlaps(rows, who.codes.astype(np.int64), start, end)
    hint = "end the earlier one on the day on which this one starts"
    seen = participants.origin.seen
    told = [(seen(before, row), row) for before, row in pairs if start[row] != start[before]]
    what = "leave" if participants.definition.name == "leave" else "segment"
    return [
        Problem("CP333", f"this {what} overlaps with that of row {before}", hint, row, "start_date")
        for before, row in told
    ]


def overlapping_quotas(quotas: TypedTable) -> list[Problem]:
    """Find quotas of one participant and measure that share months; those of one period are duplicates."""
    who, measure, period = quotas.text("participant_id"), quotas.text("measure"), quotas.cells.get("period")
    if who is None or period is None or not isinstance(period.column, PeriodColumn):
        return []
    measures = measure.codes if measure else np.zeros(quotas.rows, np.int32)
    first, end = period.column.first, period.column.first + period.column.months
    rows = np.flatnonzero(quotas.cells["participant_id"].good & period.good & ~quotas.bad("measure"))
    pairs = _overlaps(rows, _groups(who.codes, measures), first, end)
    hint = "give each month's quota once: by month, by quarter or by year"
    return [
        Problem(
            "CP337",
            f"this period overlaps with that of row {quotas.origin.seen(before, row)}",
            hint,
            row,
            "period",
        )
        for before, row in pairs
        if (first[row], end[row]) != (first[before], end[before])
    ]


def _in_order(groups: Ints, first: Codes, end: Codes) -> bool:
    """Tell whether rows stand by group, each beginning where the one before has ended: most files are so."""
    later = (groups[1:] == groups[:-1]) & (first[1:] >= end[:-1])
    return bool((later | (groups[1:] > groups[:-1])).all())


def _groups(who: Codes, measures: Codes) -> Ints:
    return who.astype(np.int64) * (int(measures.max(initial=0)) + 2) + measures


def _overlaps(rows: NDArray[np.intp], groups: Ints, first: Codes, end: Codes) -> list[tuple[int, int]]:
    """Pair with each row the earlier one of its group that ends last, if that is after the row begins."""
    if _in_order(groups[rows], first[rows], end[rows]):
        return []
    rows = rows[np.lexsort((-end[rows].astype(np.int64), first[rows], groups[rows]))]
    _, group = np.unique(groups[rows], return_inverse=True)
    base = group.reshape(-1).astype(np.int64) << 32
    until = np.maximum.accumulate(base + end[rows])
    last = np.maximum.accumulate(np.where(np.diff(until, prepend=-1) > 0, np.arange(len(rows)), 0))
    hit = np.flatnonzero(until[:-1] > (base + first[rows])[1:])
    return list(zip(rows[last[hit]].tolist(), rows[hit + 1].tolist(), strict=True))
