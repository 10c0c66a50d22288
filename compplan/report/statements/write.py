"""Statements of a month as files: one for each participant, and the report cards of groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from compplan import months as calendar
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.estimating.estimate import Estimate, covered_by, estimate_among
from compplan.engine.explaining.explain import explain
from compplan.engine.participation import Participation
from compplan.engine.results.result import Result
from compplan.grammar import is_id
from compplan.plan.model import MONTHS_IN, Plan
from compplan.report.files import Stage, writing
from compplan.report.statements.blocks import Sheet
from compplan.report.statements.groups import group_sheets
from compplan.report.statements.html import html_of
from compplan.report.statements.statement import Told, statement
from compplan.report.statements.who import Records, records_of

Progress = Callable[[int, int], None]
Covered = Mapping[str, list[tuple[Plan, Participation]]]
"""By plan, whom it covers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which statements are written: of a month (a month index), of whom (None: of everyone who is paid)."""

    month: int
    participants: tuple[str, ...] | None = None
    next_steps: bool = True
    pdf: bool = False


def write_statements(folder: str, result: Result, asked: Asked, progress: Progress) -> list[str]:
    """Write a statement for each participant who is paid in a month; give the paths.

    Without names of participants, report cards of the company, of managers' people and of teams too, if any.
    All or nothing; DiagnosticError (CP401, or CP367 if nobody or somebody asked for is not paid).
    """
    records, plans = records_of(result, asked.month), [plan.compiled.plan for plan in result.plans]
    steps = _covered(result, plans) if asked.next_steps else {}
    chosen = asked.participants or _everyone(records, result)
    written: list[str] = []
    with writing(folder) as stage:
        for at, who in enumerate(chosen):
            told = _told(result, plans, records, who, steps)
            name = f"statement-{_in_file_names(who, at)}-{records.month}"
            written += _add(stage, name, f"Statement, {records.month}", [statement(told, records)], asked)
            progress(at + 1, len(chosen))
        if asked.participants is None:
            for plan, sheets in _groups(result, records):
                name = f"report-cards-{plan.id}-{records.month}"
                written += _add(stage, name, f"Report cards, {records.month}", sheets, asked)
    return [str(Path(folder) / name) for name in written]


def _everyone(records: Records, result: Result) -> tuple[str, ...]:
    rows = records.payments.items()
    found = sorted(who for who, own in rows if any(row["month"] == records.month for row in own))
    if not found:
        plan = result.plans[0].compiled.plan
        text = f"nobody is paid in {records.month}"
        span = f"{calendar.month_text(plan.starts)} to {calendar.month_text(plan.ends - 1)}"
        hint = f"plan '{plan.id}' pays each {plan.payout_period} of {span}"
        raise DiagnosticError([Diagnostic("CP367", text, Place("--month"), hint)])
    return tuple(found)


def _told(result: Result, plans: Sequence[Plan], records: Records, who: str, steps: Covered) -> Told:
    found = explain(result, who, records.month)
    plan = _version(result, plans, found.plan_id, records.month)
    return Told(plan, found, _estimate(result, steps.get(plan.id), who, records.month))


def _covered(result: Result, plans: Sequence[Plan]) -> Covered:
    """Check each plan once for all estimates; leave out those by which nothing can be estimated."""
    panel, found = result.plans[0].compiled.panel, dict[str, list[tuple[Plan, Participation]]]()
    for plan in plans:
        with suppress(DiagnosticError):
            found[plan.id] = covered_by([plan], panel, "ignore")
    return found


def _version(result: Result, plans: Sequence[Plan], plan_id: str, month: str) -> Plan:
    """Find the plan that pays in a month; of one that is amended, the version that holds then."""
    for each in reversed(result.plans):
        plan = each.compiled.plan
        if plan.id == plan_id and plan.holds is not None:
            first, end = max(plan.holds[0], each.first * MONTHS_IN[plan.payout_period]), plan.holds[1]
            index = calendar.parse_month(month)
            if index is not None and first <= index - plan.starts < end:
                return plan
    return next(each for each in plans if each.id == plan_id)


def _estimate(
    result: Result, covered: list[tuple[Plan, Participation]] | None, who: str, month: str
) -> Estimate | None:
    """Estimate what the next step of each figure would bring; nothing where that cannot be told."""
    panel, index = result.plans[0].compiled.panel, calendar.parse_month(month)
    if covered is None or index is None:
        return None
    try:
        return estimate_among(covered, panel, who, index, {})
    except DiagnosticError:
        return None


def _groups(result: Result, records: Records) -> Iterator[tuple[Plan, list[Sheet]]]:
    for each in result.plans:
        plan, panel = each.compiled.plan, each.compiled.panel
        sheets = list(group_sheets(plan, records, panel))
        if sheets:
            yield plan, sheets


def _add(stage: Stage, name: str, title: str, sheets: Sequence[Sheet], asked: Asked) -> list[str]:
    """Stage sheets as a page and, if asked for, as a PDF."""
    html = html_of(title, sheets)
    stage.add(f"{name}.html", lambda file: _put(html, file))
    if not asked.pdf:
        return [f"{name}.html"]
    from compplan.report.statements.pdf import pdf_of

    stage.add_bytes(f"{name}.pdf", pdf_of(title, sheets))
    return [f"{name}.html", f"{name}.pdf"]


def _put(text: str, file: object) -> None:
    file.write(text)  # type: ignore[attr-defined]


def _in_file_names(who: str, at: int) -> str:
    """Give a participant's id, or a number if it could be read as a path."""
    return who if is_id(who) else f"number-{at + 1}"
