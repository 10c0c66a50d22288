"""The plan and the data of a case; what is wrong with either is named in the case's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from compplan.cases.model import Case
from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.nodes import Node, Scalar, entries, get, items, text
from compplan.plan.load import check_tree, load_plan
from compplan.plan.model import Plan
from compplan.sources.load import load_data


def plans_of(case: Case) -> list[Plan]:
    """Give the case's plans; DiagnosticError if one is wrong."""
    return [_plan(case, node) for node in items(case.plan) or (case.plan,)]


def _plan(case: Case, node: Node) -> Plan:
    if isinstance(node, Scalar):
        return load_plan(_beside(case, node))
    plan, problems = check_tree(node, case.text, case.file)
    if plan is None:
        raise DiagnosticError(problem for problem in problems if problem.severity == "error")
    return plan


def panel_of(case: Case) -> Panel:
    """Give the case's data; DiagnosticError if it is wrong."""
    if isinstance(case.data, Scalar):
        return load_data(_beside(case, case.data))
    return load_data({key.text: _columns(items(rows)) for key, rows in entries(case.data)})


def placed(case: Case, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Name rows of the case's own tables by their lines in its file."""
    return [_placed(case, problem) for problem in problems]


def _beside(case: Case, path: Scalar) -> str:
    return str(Path(case.file).parent / path.text)


def _columns(rows: tuple[Node, ...]) -> Mapping[str, list[str | None]]:
    names = dict.fromkeys(key.text for row in rows for key, _ in entries(row))
    return {name: [text(get(row, name)) for row in rows] for name in names}


def _placed(case: Case, problem: Diagnostic) -> Diagnostic:
    place = problem.place
    table = get(case.data, place.file) if place.line is None else None
    if table is None:
        return problem
    rows, field = items(table), place.field
    if not rows or place.row is None:
        return replace(problem, place=table.place)
    row = rows[place.row - 1]
    cell = get(row, field or "")
    if cell is None:
        first = entries(row)[0][0].place
        named = problem.message if field is None else f"{field}: {problem.message}"
        return replace(problem, message=named, place=first)
    return replace(problem, place=cell.place)
