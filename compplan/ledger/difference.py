"""What a run gives beyond what is posted: line by line, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import add, sub

from compplan.ledger.entries import persons
from compplan.ledger.model import AMOUNTS, Line
from compplan.ledger.run import Run
from compplan.ledger.store import Store

Key = tuple[str, str, str]
"""Participant, plan and component."""
_NOTHING = (0,) * len(AMOUNTS)


def differences(store: Store, run: Run, replaces: Sequence[str] = ()) -> dict[str, list[Line]]:
    """Give what is to be posted, by month, so that the postings of the run's plans equal the run.

    Lines that are not posted yet count even if they pay nothing. ``replaces`` names plans in whose place
    those of the run come. Lines of erased persons stay as they are: no run tells of them any more.
    """
    people = {number: name for name, number in persons(store).items()}
    plans = (*run.plans, *replaces)
    months = sorted({*run.months, *posted_months(store)})
    found = {
        month: list(_month(store, run, month, plans, people)) for month in months if month <= run.through
    }
    return {month: lines for month, lines in found.items() if lines}


def _month(
    store: Store, run: Run, month: str, plans: Sequence[str], people: Mapping[int, str]
) -> Iterator[Line]:
    posted = _posted(store, month, plans, people)
    for line in run.lines(month) if month in run.months else ():
        before = posted.pop(line[:3], None)
        amounts = tuple(map(sub, line[4:], before or _NOTHING))
        if before is None or any(amounts):
            yield Line(*line[:4], *amounts)
    for (participant, plan, component), before in sorted(posted.items()):
        if any(before):
            yield Line(participant, plan, component, month, *(-amount for amount in before))


def _posted(
    store: Store, month: str, plans: Sequence[str], people: Mapping[int, str]
) -> dict[Key, tuple[int, ...]]:
    """Sum what is posted for a month of some plans, without erased persons."""
    columns = f"person, plan, component, {', '.join(AMOUNTS)}"
    sql = f"SELECT {columns} FROM lines WHERE month = ? AND plan IN ({_marks(plans)})"
    sums: dict[Key, tuple[int, ...]] = {}
    for person, plan, component, *amounts in store.query(sql, (month, *plans)):
        if person in people:
            key = people[person], plan, component
            before = sums.get(key)
            sums[key] = tuple(amounts) if before is None else tuple(map(add, before, amounts))
    return sums


def posted_months(store: Store) -> list[str]:
    """Give the months that have been posted; lines are of these alone."""
    return [month for (month,) in store.query("SELECT DISTINCT month FROM entries WHERE kind = 'post'")]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def last_posted(store: Store) -> str | None:
    """Give the last month that has been posted; None in a new ledger."""
    return max(posted_months(store), default=None)
