"""Actions and why rules called for them, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compplan.engine.explaining.reasons import Reason, RowShown
from compplan.report.explanation_words import place_text
from compplan.report.plain import one_line

_INDENT = "  "


def reasons_text(reasons: Sequence[Reason]) -> str:
    """Write each action with the row that counts and the one that came nearest."""
    return "\n".join(line for reason in reasons for line in _lines(reason))


def _lines(reason: Reason) -> Iterator[str]:
    subject = f", {one_line(reason.subject)}" if reason.subject else ""
    whom = f" ({one_line(reason.who)})" if reason.who else ""
    due = f", due {reason.due}" if reason.due else ""
    what = f"{reason.action}{whom} {reason.status} in {reason.month}"
    yield f"{one_line(reason.title)}{subject}: {what}; opened {reason.opened}{due}"
    if reason.fired is not None:
        tests = ", ".join(f"{test.fact} {test.value} is {test.cell}" for test in reason.fired.tests)
        yield f"{_INDENT}row {_row_text(reason.fired)} counts{': ' if tests else ''}{tests}"
    if reason.nearest is not None:
        tests = ", ".join(f"{test.fact} {test.value} is not {test.cell}" for test in reason.nearest.tests)
        yield f"{_INDENT}nearest that does not hold: row {_row_text(reason.nearest)}, {tests}"
    yield from _points(reason)


def _points(reason: Reason) -> Iterator[str]:
    """Write once, of each fact that was collected, the rows that gave points."""
    rows = [row for row in (reason.fired, reason.nearest) if row is not None]
    facts = {test.fact: test for row in rows for test in row.tests if test.given}
    for test in facts.values():
        yield f"{_INDENT}{test.fact} {test.value}:"
        for given in test.given:
            about = f" for {one_line(given.subject)}" if given.subject else ""
            place = place_text(given.place) if given.place else ""
            yield f"{_INDENT * 2}{given.points}{about}, row {given.row}{place}"


def _row_text(row: RowShown) -> str:
    return f"{row.number}{place_text(row.place) if row.place else ''}"
