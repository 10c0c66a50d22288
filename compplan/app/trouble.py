"""What a page says when it cannot show what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from compplan.app.comparing import FewPlansError
from compplan.app.desk import Desk
from compplan.app.editing import Problem, problem_of, said_of
from compplan.app.plans import label_of
from compplan.app.replays import NoPlanError
from compplan.app.studies import BusyError
from compplan.diagnostics import Diagnostic, DiagnosticError

_MOST = 20
TROUBLES = (NoPlanError, FewPlansError, DiagnosticError, TimeoutError, BusyError)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A heading, what is to be known, problems, ways on, and the status of the answer."""

    title: str
    text: str
    problems: tuple[Problem, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    status: int = 422


def trouble_of(desk: Desk, error: Exception) -> Trouble:
    """Say why something cannot be shown."""
    match error:
        case NoPlanError():
            return _no_plan(desk, error.key)
        case DiagnosticError():
            return _refused(desk, error.diagnostics)
        case BusyError():
            running = desk.studies.running()
            links = (("See it", f"/study?id={running.id}"),) if running else ()
            return Trouble(
                "Another simulation is running", "One at a time; cancel it or wait.", (), links, 429
            )
        case FewPlansError():
            return Trouble("Choose more plans", "There are too few of them.")
        case _:
            text = (
                "The work took longer than the application allows. Use the command line for data this large."
            )
            return Trouble("This takes too long", text, status=503)


def _no_plan(desk: Desk, key: str) -> Trouble:
    checked = desk.plans.find(key)
    if checked is None:
        text = "The folder has no such plan, or the draft is no longer held. Choose another."
        return Trouble("No such plan", text, (), (("All plans", "/"),), 404)
    said = said_of(checked, desk.root)
    links = ((f"Edit {label_of(key)}", f"/edit?{urlencode({'plan': key})}"),)
    return Trouble(f"{label_of(key)} cannot be replayed", said.summary, said.problems[:_MOST], links)


def _refused(desk: Desk, problems: Iterable[Diagnostic]) -> Trouble:
    listed = list(problems)
    shown = tuple(problem_of(each, "", desk.root, []) for each in listed[:_MOST])
    more = f" {len(listed) - _MOST} more are not shown." if len(listed) > _MOST else ""
    text = (
        f"The plan does not fit the data as asked for.{more} Data of other years can be replayed: say above "
        "as if plans started in which month, and what attainment to assume where history has none."
    )
    return Trouble("This cannot be shown", text, shown)
