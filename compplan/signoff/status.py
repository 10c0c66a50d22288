"""Whether a plan is signed as it requires, and what follows if it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.plan.digest import digest
from compplan.plan.model import Plan
from compplan.signoff.model import Signature, Status
from compplan.signoff.sidecar import signatures_of


def status_of(plan: Plan, signatures: Sequence[Signature]) -> Status:
    """Compare signatures with what the plan is now, and with the titles that it requires.

    A signature is stale if it is of another content and its signer has not signed this one.
    """
    now = digest(plan)
    valid = tuple(each for each in signatures if each.digest == now)
    again = {(each.name, each.title) for each in valid}
    stale = tuple(each for each in signatures if each.digest != now and (each.name, each.title) not in again)
    titles = {each.title.casefold() for each in valid}
    required = plan.sign_off.required if plan.sign_off else ()
    return Status(valid, stale, tuple(title for title in required if title.casefold() not in titles))


def check_signed(plan: Plan) -> list[Diagnostic]:
    """Tell what a plan lacks that requires signatures; warnings, or errors if it refuses to pay without.

    A sign-off file that is wrong gives its problems.
    """
    if plan.sign_off is None:
        return []
    try:
        status = status_of(plan, signatures_of(plan))
    except DiagnosticError as error:
        return list(error.diagnostics)
    severity: Literal["error", "warning"] = "error" if plan.sign_off.without == "refuse" else "warning"
    return [_problem(plan, status, severity)] if status.missing else []


def refuse_unsigned(plans: Iterable[Plan]) -> list[Diagnostic]:
    """Raise DiagnosticError if a plan refuses to pay without signatures that it lacks; give the warnings."""
    found = [problem for plan in plans for problem in check_signed(plan)]
    if any(problem.severity == "error" for problem in found):
        raise DiagnosticError(found)
    return found


def _problem(plan: Plan, status: Status, severity: Literal["error", "warning"]) -> Diagnostic:
    titles = ", ".join(status.missing)
    stale = [each for each in status.stale if each.title in status.missing]
    hint = 'compplan sign PLAN --as "Name, Title"'
    if stale:
        last = max(stale, key=lambda each: each.signed)
        message = f"the plan was changed after {last.name} signed on {last.signed}; not signed by: {titles}"
        return Diagnostic("CP802", message, _place(plan), hint, severity)
    return Diagnostic("CP801", f"the plan is not signed by: {titles}", _place(plan), hint, severity)


def _place(plan: Plan) -> Place:
    if plan.source is None:
        return Place(plan.id)
    return plan.source.places.get(("sign_off", "required"), Place(plan.source.file))
