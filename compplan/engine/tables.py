"""Find the tables and columns that a plan uses, or say which are not there."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypeVar

from compplan.data.model import Column, DayColumn, NumberColumn, Panel, Table, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.plan.model import Plan

EXAMPLES = 20
"""Problems of one kind shown; the rest is counted."""
_HOLDS = {NumberColumn: "numbers", TextColumn: "text", DayColumn: "dates"}
_Column = TypeVar("_Column", NumberColumn, TextColumn, DayColumn)


def table_of(plan: Plan, panel: Panel, name: str) -> Table:
    """Find a table that the plan uses; DiagnosticError if the data does not have it."""
    if name in panel.tables:
        return panel.tables[name]
    near = get_close_matches(name, panel.tables, 1)
    message = f"plan '{plan.id}' needs the table '{name}', which the data does not have"
    hint = f"give {name}.csv, or say in the sources file where it comes from"
    if near:
        hint = f"did you mean '{near[0]}'?"
    if name in panel.near_misses:
        hint = f"rename {panel.near_misses[name]}, if that is it"
    raise DiagnosticError([Diagnostic("CP350", message, plan_place(plan), hint)])


def column_of(table: Table, name: str) -> Column:
    """Find a column; DiagnosticError if the table does not have it."""
    if name in table.columns:
        return table.columns[name]
    near = get_close_matches(name, table.columns, 1)
    message = f"the plan needs column '{name}' of '{table.name}', which has {', '.join(table.columns)}"
    hint = f"did you mean '{near[0]}'?" if near else f"add the column '{name}' to the file"
    raise DiagnosticError([Diagnostic("CP350", message, Place(table.origin.file, row=1), hint)])


def column_like(table: Table, name: str, kind: type[_Column], use: str) -> _Column:
    """Find a column of a kind that can be used in a way; DiagnosticError if it is of another."""
    column = column_of(table, name)
    if isinstance(column, kind):
        return column
    message = f"column '{name}' of '{table.name}' does not hold {_HOLDS[kind]} and cannot be {use}"
    raise DiagnosticError([Diagnostic("CP350", message, Place(table.origin.file, row=1, field=name))])


def plan_place(plan: Plan) -> Place:
    """Say where a plan stands: its file, or its id if it has none."""
    return Place(plan.source.file if plan.source else plan.id)
