"""Where the result of a case is not as expected: to the cent, at the line that expects it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, cast

from compplan.cases.figures import agrees, shown_figure
from compplan.cases.inputs import panel_of, placed, plans_of
from compplan.cases.model import Case
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, entries, get, text
from compplan.engine.api import run
from compplan.engine.results.result import Result
from compplan.engine.results.table import ResultTable

COMPLETE = ("payments", "balances")
"""Tables of which a case names every row; a payment of 0 need not be named."""
_KEYS = ("participant_id", "month", "component", "behaviour", "rule", "subject")


def run_case(case: Case) -> Result:
    """Run a case's plan on its data; DiagnosticError if one of them is wrong."""
    outside = cast("Literal['error', 'ignore']", case.outside)
    return run(plans_of(case), panel_of(case), through=case.through, outside=outside)


def problems_of(case: Case) -> Iterator[Diagnostic]:
    """Run a case and give what is not as expected."""
    try:
        result = run_case(case)
    except DiagnosticError as error:
        yield from _refused(case, placed(case, error.diagnostics))
        return
    if case.error is not None:
        message = f"plan and data are right, expected the error {case.error}"
        yield Diagnostic("CP705", message, case.place, "expect the result instead, or mend the case")
    for name, rows in case.expected.items():
        yield from _table(case, getattr(result, name), rows)


def _refused(case: Case, problems: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    codes = {problem.code for problem in problems}
    if case.error is None:
        yield from problems
    elif codes != {case.error}:
        found = ", ".join(sorted(codes))
        yield Diagnostic("CP705", f"the error is {found}, expected {case.error}", case.place)
        yield from problems


def _table(case: Case, table: ResultTable, expected: Sequence[Node]) -> Iterator[Diagnostic]:
    left = list(table.rows())
    for row in expected:
        unknown = [key for key, _ in entries(row) if table.columns and key.text not in table.columns]
        found = next((each for each in left if _is_meant(each, row)), None)
        if found is not None:
            left.remove(found)
        if unknown:
            yield from (_unknown(table, key) for key in unknown)
        elif found is None:
            yield _absent(table, row)
        else:
            yield from _differences(table, found, row)
    if table.name in COMPLETE:
        yield from (_unexpected(case, table, row) for row in left if row["amount"].strip("-0."))


def _is_meant(found: Mapping[str, str], row: Node) -> bool:
    return all(found.get(key) == text(get(row, key)) for key in _KEYS if get(row, key) is not None)


def _differences(table: ResultTable, found: Mapping[str, str], row: Node) -> Iterator[Diagnostic]:
    for key, cell in entries(row):
        name = key.text
        exact = name in table.money or table.columns[name].dtype.kind != "f"
        if isinstance(cell, Scalar) and name not in _KEYS and not agrees(found[name], cell, exact=exact):
            message = f"{name} is {shown_figure(found[name], cell)}, expected {cell.text or 'nothing'}"
            yield Diagnostic("CP701", message, cell.place)


def _unknown(table: ResultTable, key: Scalar) -> Diagnostic:
    hint = did_you_mean(key.text, table.columns) or f"its columns are {', '.join(table.columns)}"
    return Diagnostic("CP702", f"{table.name} has no column '{key.text}'", key.place, hint)


def _absent(table: ResultTable, row: Node) -> Diagnostic:
    keys = ", ".join(filter(None, (text(get(row, key)) for key in _KEYS))) or "this row"
    return Diagnostic("CP703", f"{table.name} has no row of {keys}", entries(row)[0][0].place)


def _unexpected(case: Case, table: ResultTable, row: Mapping[str, str]) -> Diagnostic:
    keys = ", ".join(row[key] for key in _KEYS if row.get(key))
    message = f"{table.name} has {row['amount']} for {keys}, which is not expected"
    return Diagnostic("CP704", message, case.place, "expect it, or mend the plan")
