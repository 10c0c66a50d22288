"""A plan's text and what is wrong with it, each problem at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compplan.app.figures import weights
from compplan.app.parts import Table, row
from compplan.app.plans import Checked
from compplan.diagnostics import Diagnostic
from compplan.notebook import printable
from compplan.plan.model import Plan
from compplan.report.diagnostics_text import counts
from compplan.report.page.weights import bold_note
from compplan.report.tables_text import exact_share

_ROOM = 100
_BEFORE = 30


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic with the line that it is about: what stands before, at and behind its place.

    ``line`` is None where the place is not in the text that is edited; ``where`` then names the file.
    """

    severity: str
    code: str
    message: str
    hint: str
    line: int | None
    column: int
    where: str
    cut: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a text: a summary, its problems, and if it has no errors what it means."""

    summary: str
    valid: bool
    problems: tuple[Problem, ...]
    jumps: tuple[tuple[str, int], ...] = ()
    """Parts of the plan, and their lines."""
    pictures: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def said_of(checked: Checked, root: str) -> Said:
    """Say what is wrong with a text, or what its weights and behaviours are."""
    lines = checked.text.splitlines()
    problems = tuple(problem_of(each, checked.file, root, lines) for each in checked.problems)
    plan = checked.plan
    if plan is None:
        return Said(f"This text has {counts(checked.problems)}.", valid=False, problems=problems)
    drawn = tuple(filter(None, [weights(plan)]))
    summary = f"This text has {counts(checked.problems)}: {bold_note(plan)}."
    jumps = tuple(_jumps(plan, checked.file))
    return Said(
        summary, valid=True, problems=problems, jumps=jumps, pictures=drawn, tables=tuple(_behaviours(plan))
    )


def _jumps(plan: Plan, file: str) -> Iterator[tuple[str, int]]:
    """Give the lines of the plan's parts, as far as they stand in this file."""
    places = plan.source.places if plan.source else {}
    cards = (("report_cards", card.id, "behaviours") for card in plan.report_cards)
    for path in (("weights",), ("measures",), *cards, ("rules",)):
        place = places.get(path)
        if place is not None and place.file == file and place.line is not None:
            yield path[-1], place.line


def problem_of(problem: Diagnostic, file: str, root: str, lines: list[str]) -> Problem:
    """Cut out the line that a problem is about, if it is in the file that is looked at."""
    place = problem.place
    here = place.file == file and place.line is not None
    cut = ("", "", "")
    column = place.column or 1
    if here and place.line is not None and place.line <= len(lines):
        cut = _cut(lines[place.line - 1], column - 1, place.length)
    return Problem(
        problem.severity,
        problem.code,
        printable(problem.message),
        printable(problem.hint or ""),
        place.line if here else None,
        column,
        "" if here else printable(str(place)).replace(f"{root}/", ""),
        cut,
    )


def _cut(line: str, at: int, length: int) -> tuple[str, str, str]:
    """Cut a long line to what surrounds a place."""
    start = max(0, at - _BEFORE) if len(line) > _ROOM else 0
    stop = min(at + max(length, 1), start + _ROOM)
    parts = line[start:at], line[at:stop], line[stop : start + _ROOM]
    before, marked, after = (printable(part) for part in parts)
    return before, marked, after


def _behaviours(plan: Plan) -> Iterable[Table]:
    for card in plan.report_cards:
        rows = (
            row(each.title or each.id, exact_share(each.weight), exact_share(each.target))
            for each in card.behaviours
        )
        yield Table(f"Behaviours of {card.title or card.id}", ("behaviour", "weight", "target"), tuple(rows))
