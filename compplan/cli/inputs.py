"""Read what a command works on, telling the problems of all files at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from compplan.cli import screen
from compplan.diagnostics import Diagnostic, DiagnosticError, Place

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from compplan.data.model import Panel
    from compplan.plan.model import Plan

_TOO_EARLY = {"CP353", "CP366"}
"""What a run says of data that end before the plan starts."""
_UNSIGNED = {"CP801", "CP802"}


@contextmanager
def workers(address: str | None) -> Iterator[Executor | None]:
    """Give the workers of a cluster, while they are needed; None if it is this machine that works."""
    if address is None:
        yield None
        return
    from compplan.cluster.connect import cluster

    with cluster(address) as executor:
        yield executor


def refuse_absent(*files: str | None) -> None:
    """Raise DiagnosticError (CP001) if one of the files that are given is not there."""
    from compplan.documents.files import absent

    _refuse([told for file in files if file is not None and (told := absent(file)) is not None])


def read_plans(files: Sequence[str]) -> list[Plan]:
    """Read plan files; DiagnosticError with the errors of all."""
    from compplan.plan.load import load_plan

    plans: list[Plan] = []
    problems: list[Diagnostic] = []
    for file in files:
        try:
            plans.append(load_plan(file))
        except DiagnosticError as error:
            problems += error.diagnostics
    _refuse(problems or _same_ids(plans))
    return plans


def read_inputs(files: Sequence[str], folder: str) -> tuple[list[Plan], Panel]:
    """Read plan files and a folder of tables; DiagnosticError with the problems of all."""
    from compplan.sources.load import load_data

    plans: list[Plan] = []
    problems: list[Diagnostic] = []
    try:
        plans = read_plans(files)
    except DiagnosticError as error:
        problems += error.diagnostics
    with screen.reading(folder) as progress:
        try:
            panel = load_data(folder, progress=progress)
        except DiagnosticError as error:
            raise DiagnosticError([*problems, *error.diagnostics]) from None
    _refuse(problems)
    return plans, panel


def check(
    files: Sequence[str], folder: str | None, outside: Literal["error", "ignore"] = "error"
) -> list[Diagnostic]:
    """Check plan files and, if given, a folder of tables with each plan; give all problems and advice.

    ``outside`` says whether rows dated outside a plan are a problem. In the order of the files and of their
    lines, the tables' last.
    """
    from compplan.plan.load import check_plan

    checked = [check_plan(file) for file in files]
    plans = [plan for plan, _ in checked if plan is not None]
    found = [problem for _, problems in checked for problem in problems] + _unsigned(plans)
    if folder is not None:
        found = _check_data(plans, folder, outside, found)
    order = {file: index for index, file in enumerate(files)}
    return sorted(dict.fromkeys(found), key=lambda each: _position(each.place, order))


def _unsigned(plans: Sequence[Plan]) -> list[Diagnostic]:
    """Tell which plans lack signatures: a plan that is yet to be signed is no wrong plan."""
    if not any(plan.sign_off for plan in plans):
        return []
    from compplan.signoff.status import check_signed

    told = [problem for plan in plans for problem in check_signed(plan)]
    return [replace(each, severity="warning") if each.code in _UNSIGNED else each for each in told]


def _position(place: Place, order: dict[str, int]) -> tuple[int, int, int]:
    if place.file not in order:
        return len(order), 0, 0
    return order[place.file], place.line or 0, place.column or 0


def _check_data(
    plans: Sequence[Plan], folder: str, outside: Literal["error", "ignore"], found: list[Diagnostic]
) -> list[Diagnostic]:
    """Run each plan alone, since plans that are checked together may be alternatives."""
    from compplan.advice.advise import merged
    from compplan.sources.load import load_data

    try:
        with screen.reading(folder) as progress:
            panel = load_data(folder, progress=progress)
    except DiagnosticError as error:
        return [*found, *error.diagnostics]
    for plan in plans:
        with screen.step(f"checking {plan.id} with data"):
            found = list(merged(found, _with_data(plan, panel, outside)))
    return found


def _with_data(plan: Plan, panel: Panel, outside: Literal["error", "ignore"]) -> tuple[Diagnostic, ...]:
    """Give what keeps a plan from being run on data, else advice; for that, earlier data will do."""
    from compplan.advice.advise import advise
    from compplan.engine.run import run

    refused: tuple[Diagnostic, ...] = ()
    try:
        run([plan], panel, outside=outside)
    except DiagnosticError as error:
        refused = error.diagnostics
        if any(problem.code not in _TOO_EARLY for problem in refused):
            return refused
    try:
        advice = advise(plan, panel)
    except DiagnosticError as error:
        return refused or error.diagnostics
    replayed = any(problem.code == "CP920" for problem in advice)
    return advice if replayed else (*refused, *advice)


def _same_ids(plans: Sequence[Plan]) -> list[Diagnostic]:
    """Results name plans by id, so two plans of one id could not be told apart."""
    problems, first = [], dict[str, str]()
    for plan in plans:
        source = plan.source
        file = source.file if source else plan.id
        if plan.id in first:
            place = source.places.get(("id",), Place(file)) if source else Place(file)
            text = f"the plan of {first[plan.id]} has the id '{plan.id}' too"
            problems.append(Diagnostic("CP403", text, place, "give each plan an id of its own"))
        first.setdefault(plan.id, file)
    return problems


def _refuse(problems: Sequence[Diagnostic]) -> None:
    if problems:
        raise DiagnosticError(problems)
