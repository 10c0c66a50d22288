"""Load the tables of a company from a folder, files, frames or arrays, checked, or say all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from compplan.data.checks import check_rows
from compplan.data.definition import DEFINITIONS
from compplan.data.files import Found, Source, locate, read_table
from compplan.data.model import Panel
from compplan.data.panel import build_panel
from compplan.data.problems import Problem, diagnostics
from compplan.data.references import known_participants, unknown_participants, wrong_managers
from compplan.data.tables import TypedTable, type_table
from compplan.diagnostics import Diagnostic, DiagnosticError


def load_data(source: Source) -> Panel:
    """Load and check the tables of a folder, or of a mapping of tables to what holds them.

    A folder holds a file for each table, such as ``sales.csv``, ``sales.parquet`` or ``sales.xlsx``. A
    mapping gives a path, a data frame, or a mapping of columns to arrays or lists, for each table.
    DiagnosticError tells all that is wrong.

    The panel is a copy: changing arrays or frames later does not change it. Arrays and lists need no polars.

    >>> participants = {"participant_id": ["ann", "bo"], "role": ["rep", "rep"]}
    >>> participants |= {"target_incentive": [12_000, 9_000], "start_date": ["2027-01-01", "2027-02-15"]}
    >>> sales = {"participant_id": ["bo"], "date": ["2027-03-01"], "amount": ["199.90"]}
    >>> panel = load_data({"participants": participants, "sales": sales})
    >>> panel.participants, len(panel.tables["sales"])
    (('ann', 'bo'), 1)
    """
    found = locate(source)
    read, told = _read(found)
    tables = {name: table for name, (table, _) in read.items()}
    for table, problems in read.values():
        told += diagnostics([*problems, *check_rows(table), *_check_references(table, tables)], table.origin)
    if told:
        raise DiagnosticError(dict.fromkeys(told))
    return build_panel(tables, found.near_misses)


def _read(found: Found) -> tuple[dict[str, tuple[TypedTable, list[Problem]]], list[Diagnostic]]:
    told = list(found.diagnostics)
    read: dict[str, tuple[TypedTable, list[Problem]]] = {}
    for name, definition in DEFINITIONS.items():
        if name in found.tables:
            try:
                read[name] = type_table(definition, read_table(definition, found.tables[name]))
            except DiagnosticError as error:
                told += error.diagnostics
    return read, told


def _check_references(table: TypedTable, tables: Mapping[str, TypedTable]) -> list[Problem]:
    participants = tables.get("participants")
    if participants is None or "participant_id" not in participants.cells:
        return []
    if table is participants:
        return wrong_managers(participants)
    return unknown_participants(table, known_participants(participants))
