"""The Panel: participants in order of id, their segments by start, and the other tables as they stand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from compplan.data.cells import Cells
from compplan.data.dates import months_of
from compplan.data.lazytext import LazyText
from compplan.data.model import (
    NEVER,
    Codes,
    Column,
    DayColumn,
    NumberColumn,
    Panel,
    PeriodColumn,
    Segments,
    Table,
    TextColumn,
)
from compplan.data.references import known_participants
from compplan.data.tables import TypedTable
from compplan.frozen import freeze

__all__ = ["build_panel", "months_of"]

_OF_SEGMENTS = ("participant_id", "role", "target_incentive", "start_date", "end_date", "manager_id")


def build_panel(tables: Mapping[str, TypedTable], near_misses: Mapping[str, str]) -> Panel:
    """Build the panel from tables that passed every check."""
    participants = known_participants(tables["participants"])
    segments = _segments(tables["participants"], participants)
    others = {name: _table(table, participants) for name, table in tables.items() if name != "participants"}
    return Panel(participants, freeze(segments), others, near_misses=near_misses)


def _table(table: TypedTable, participants: tuple[str, ...]) -> Table:
    columns = {name: cells.column for name, cells in table.cells.items() if name != "participant_id"}
    mine = table.cells.get("participant_id")
    who = np.full(table.rows, -1, np.int32) if mine is None else _indices(mine, participants)
    # A lazy column freezes what it makes, when it makes it.
    freeze((table.origin, who, *(each for each in columns.values() if not isinstance(each, LazyText))))
    return Table(table.definition.name, table.origin, columns, who)


def _indices(cells: Cells, participants: tuple[str, ...]) -> Codes:
    assert isinstance(cells.column, TextColumn)
    if cells.column.values == participants:
        return cells.column.codes
    place = {participant: index for index, participant in enumerate(participants)}
    table = np.array([*(place[value] for value in cells.column.values), -1], np.int32)
    return table[cells.column.codes]


def _segments(table: TypedTable, participants: tuple[str, ...]) -> Segments:
    person = _indices(table.cells["participant_id"], participants)
    start = table.cells["start_date"].column
    assert isinstance(start, DayColumn)
    order = np.lexsort((start.days, person))
    columns = {name: taken(cells.column, order) for name, cells in table.cells.items()}
    end, manager = columns.get("end_date"), table.cells.get("manager_id")
    role, incentive, begin = columns["role"], columns["target_incentive"], columns["start_date"]
    assert isinstance(role, TextColumn)
    assert isinstance(incentive, NumberColumn)
    assert isinstance(begin, DayColumn)
    rows = np.arange(table.rows) + table.origin.first if table.origin.rows is None else table.origin.rows
    return Segments(
        participant=person[order],
        start=begin.days,
        end=end.days if isinstance(end, DayColumn) else np.full(table.rows, NEVER, np.int32),
        role=role,
        target_incentive=incentive.scaled,
        manager=_indices(manager, participants)[order] if manager else np.full(table.rows, -1, np.int32),
        origin=table.origin,
        row=rows[order].astype(np.int64),
        columns={name: column for name, column in columns.items() if name not in _OF_SEGMENTS},
    )


def taken(column: Column, order: np.ndarray) -> Column:
    """Give a column's rows in another order."""
    match column:
        case TextColumn(codes, values):
            return TextColumn(codes[order], values)
        case NumberColumn(scaled, missing):
            return NumberColumn(scaled[order], missing[order])
        case DayColumn(days):
            return DayColumn(days[order])
        case PeriodColumn(first, months):
            return PeriodColumn(first[order], months[order])
