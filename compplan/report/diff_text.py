"""What changes from one plan to another, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from compplan.plan.diff import Change
from compplan.plan.model import Plan
from compplan.report.plain import one_line
from compplan.report.run_files import plan_facts

FORMAT = "compplan.diff/1"


def diff_text(old: Plan, new: Plan, changes: Sequence[Change]) -> str:
    """Write the changes, those of the same months together."""
    head = f"{_name(old)} -> {_name(new)}"
    if not changes:
        return f"{head}\nthey mean the same"
    blocks = groupby(changes, lambda change: (change.first, change.last))
    return "\n\n".join([head, *(_block(first, last, list(group)) for (first, last), group in blocks)])


def diff_document(old: Plan, new: Plan, changes: Sequence[Change]) -> dict[str, Any]:
    """Give the changes as a JSON document."""
    before, after = plan_facts([old, new])
    return {"format": FORMAT, "from": before, "to": after, "changes": [_facts(change) for change in changes]}


def _name(plan: Plan) -> str:
    return plan.source.file if plan.source else plan.id


def _block(first: str, last: str, changes: list[Change]) -> str:
    return "\n".join([f"{first} to {last}", *(f"  {_line(change)}" for change in changes)])


def _line(change: Change) -> str:
    if change.old is None:
        return one_line(f"{change.what} {change.new} is new")
    if change.new is None:
        return one_line(f"{change.what} {change.old} falls away")
    return one_line(f"{change.what} {change.old} -> {change.new}")


def _facts(change: Change) -> dict[str, Any]:
    months = {"first_month": change.first, "last_month": change.last}
    return {"path": list(change.path), "what": change.what, "from": change.old, "to": change.new, **months}
