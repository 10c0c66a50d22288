"""A panel cut by participant: each part is a panel of its own, with the columns that measures look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes, Column, Origin, Panel, Segments, Table, TextColumn
from compplan.data.panel import taken
from compplan.frozen import freeze

WHOLE = frozenset({"accounts"})
"""Tables that rows of any participant may look into: every part has all of them."""
_FEWEST, _MOST = 8, 4096
"""Parts, if there are enough participants: a lost worker then costs little."""
_ROWS = 500_000
"""Rows of a part, about."""


def cut(panel: Panel, tables: frozenset[str], columns: frozenset[str]) -> tuple[int, Iterator[Panel]]:
    """Cut a panel into parts of some participants each, in their order: their number, and one after another.

    Each has the ``tables`` named, without the text ``columns`` that are not.
    """
    used = {name: table for name, table in panel.tables.items() if name in tables}
    edges = _edges(panel, list(used.values()))
    return len(edges) - 1, _parts(panel, used, edges, columns)


def _parts(
    panel: Panel, used: Mapping[str, Table], edges: Sequence[int], columns: frozenset[str]
) -> Iterator[Panel]:
    rows = {name: _rows(table, edges) for name, table in used.items() if name not in WHOLE}
    for number, (first, end) in enumerate(pairwise(edges)):
        own = {
            name: _table(table, first, end, rows[name][number] if name in rows else None, columns)
            for name, table in used.items()
        }
        ids = panel.participants[first:end]
        yield Panel(ids, freeze(_segments(panel.segments, first, end)), own)


def _edges(panel: Panel, tables: Sequence[Table]) -> list[int]:
    """Give where parts begin, and the end of the last: as many rows in each as can be."""
    people = len(panel.participants)
    each = np.ones(people, dtype=np.int64)
    for table in tables:
        if table.name not in WHOLE:
            each += np.bincount(table.participant[table.participant >= 0], minlength=people)
    before = np.cumsum(each)
    count = min(people, max(_FEWEST, min(_MOST, int(before[-1]) // _ROWS)))
    inner = np.searchsorted(before, before[-1] * np.arange(1, count) // count, side="right")
    return sorted({0, *inner.tolist(), people})


def _rows(table: Table, edges: Sequence[int]) -> list[NDArray[np.intp] | None]:
    """Find the rows of each part, in order; all in each of a table that is of no participants."""
    if not (table.participant >= 0).any():
        return [None] * (len(edges) - 1)
    of_each = np.searchsorted(edges, np.arange(-1, edges[-1]), side="right").astype(np.uint16)
    part = of_each[table.participant + 1]
    order = np.argsort(part, kind="stable")  # of so short numbers one goes through them once
    ends = np.cumsum(np.bincount(part, minlength=len(edges))).tolist()
    return [order[first:end] for first, end in pairwise(ends)]


def _table(
    table: Table, first: int, end: int, rows: NDArray[np.intp] | None, columns: frozenset[str]
) -> Table:
    chosen = {
        name: column
        for name, column in table.columns.items()
        if name in columns or not isinstance(column, TextColumn)
    }
    who = table.participant
    if rows is not None:
        chosen, who = {name: _few(taken(column, rows)) for name, column in chosen.items()}, who[rows]
    return Table(table.name, _without_rows(table.origin), chosen, _among(who, first, end))


def _few(column: Column) -> Column:
    """Leave out texts that no row has, where they are many."""
    if not isinstance(column, TextColumn) or len(column.values) <= len(column.codes):
        return column
    used = np.unique(column.codes[column.codes >= 0])
    codes = np.where(column.codes < 0, -1, np.searchsorted(used, column.codes)).astype(np.int32)
    return TextColumn(codes, tuple(column.values[code] for code in used.tolist()))


def _segments(segments: Segments, first: int, end: int) -> Segments:
    low, high = np.searchsorted(segments.participant, [first, end]).tolist()
    rows = np.arange(low, high)
    return replace(
        segments,
        participant=_among(segments.participant[rows], first, end),
        start=segments.start[rows],
        end=segments.end[rows],
        role=TextColumn(segments.role.codes[rows], segments.role.values),
        target_incentive=segments.target_incentive[rows],
        manager=_among(segments.manager[rows], first, end),
        origin=_without_rows(segments.origin),
        row=segments.row[rows],
        columns={name: _few(taken(column, rows)) for name, column in segments.columns.items()},
    )


def _among(who: Codes, first: int, end: int) -> Codes:
    """Count participants from the first of a part; others are nobody."""
    return np.where((who >= first) & (who < end), who - first, -1).astype(np.int32)


def _without_rows(origin: Origin) -> Origin:
    return replace(origin, rows=None, files=())
