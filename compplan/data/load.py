"""Load the tables of a company from a folder, files, frames or arrays, checked, or say all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from compplan.data.checks import check_rows
from compplan.data.definition import DEFINITIONS
from compplan.data.files import Source, locate, read_table
from compplan.data.model import Panel
from compplan.data.panel import build_panel
from compplan.data.problems import Problem, diagnostics
from compplan.data.references import known_participants, unknown_participants, wrong_managers
from compplan.data.tables import TypedTable, type_table
from compplan.diagnostics import DiagnosticError


def load_data(source: Source) -> Panel:
    """Load and check the tables of a folder, or of a mapping of table names to paths, frames or arrays.

    A folder holds a file for each table, such as ``sales.csv``, ``sales.parquet`` or ``sales.xlsx``; a
    mapping of arrays gives one array or list for each column. DiagnosticError tells all that is wrong.
    """
    found = locate(source)
    told = list(found.diagnostics)
    read: dict[str, tuple[TypedTable, list[Problem]]] = {}
    for name, definition in DEFINITIONS.items():
        if name in found.tables:
            try:
                read[name] = type_table(definition, read_table(definition, found.tables[name]))
            except DiagnosticError as error:
                told += error.diagnostics
    tables = {name: table for name, (table, _) in read.items()}
    for table, problems in read.values():
        told += diagnostics([*problems, *check_rows(table), *_check_references(table, tables)], table.origin)
    if told:
        raise DiagnosticError(told)
    return build_panel(tables, found.near_misses)


def _check_references(table: TypedTable, tables: Mapping[str, TypedTable]) -> list[Problem]:
    participants = tables.get("participants")
    if participants is None or "participant_id" not in participants.cells:
        return []
    if table is participants:
        return wrong_managers(participants)
    return unknown_participants(table, known_participants(participants))
