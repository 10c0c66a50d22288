"""The tables that were found become a panel, checked, or all that is wrong with them is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from compplan.data.checks import check_rows
from compplan.data.definition import DEFINITIONS
from compplan.data.files import Found, read_table
from compplan.data.model import Panel
from compplan.data.panel import build_panel
from compplan.data.problems import Problem, diagnostics
from compplan.data.references import known_participants, unknown_participants, wrong_managers
from compplan.data.tables import TypedTable, type_table
from compplan.diagnostics import Diagnostic, DiagnosticError

Progress = Callable[[str, int, int], None]
"""Is told of which table how many rows have been read, of about how many."""


def untold(_table: str, _rows: int, _of: int) -> None:
    """Tell nobody how many rows of a table have been read."""


def load(found: Found, progress: Progress = untold) -> Panel:
    """Read, type and check the tables that were found; DiagnosticError tells all that is wrong with them."""
    try:
        read, told = _read(found, progress)
    finally:
        found.close()
    tables = {name: table for name, (table, _) in read.items()}
    for table, problems in read.values():
        told += diagnostics([*problems, *check_rows(table), *_check_references(table, tables)], table.origin)
    if told:
        raise DiagnosticError(dict.fromkeys(told))
    return build_panel(tables, found.near_misses)


def _read(
    found: Found, progress: Progress
) -> tuple[dict[str, tuple[TypedTable, list[Problem]]], list[Diagnostic]]:
    told = list(found.diagnostics)
    read: dict[str, tuple[TypedTable, list[Problem]]] = {}
    for name, definition in DEFINITIONS.items():
        if name in found.tables:
            try:
                raw = read_table(definition, found.tables[name], _ids(read), partial(progress, name))
                read[name] = type_table(definition, raw)
            except DiagnosticError as error:
                told += error.diagnostics
    return read, told


def _ids(read: Mapping[str, tuple[TypedTable, list[Problem]]]) -> tuple[str, ...]:
    """Give the participants, if their table was read and nothing is wrong with it by itself."""
    table, problems = read.get("participants", (None, []))
    return () if table is None or problems else known_participants(table)


def _check_references(table: TypedTable, tables: Mapping[str, TypedTable]) -> list[Problem]:
    participants = tables.get("participants")
    if participants is None or "participant_id" not in participants.cells:
        return []
    if table is participants:
        return wrong_managers(participants)
    return unknown_participants(table, known_participants(participants))
