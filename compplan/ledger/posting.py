"""Post a month of a run, correct what is posted, reverse an entry: always by adding, never by changing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compplan.ledger.checks import (
    posted,
    refuse_another_result,
    refuse_other_currency,
    refuse_perhaps_erased,
    refuse_unless_right,
    refuse_unposted,
)
from compplan.ledger.difference import differences
from compplan.ledger.entries import Clock, appended, entries, find_entry, last_entry, names, now, posted_lines
from compplan.ledger.model import MONEY_KINDS, Appended, Draft, Line
from compplan.ledger.periods import open_month, refuse_closed
from compplan.ledger.problems import refuse
from compplan.ledger.run import Run
from compplan.ledger.store import Store


def post(store: Store, run: Run, *, by: str, new: Iterable[str] = (), clock: Clock = now) -> Appended:
    """Post the last month of a run: its lines, once.

    The same run again changes nothing, also if it was corrected since. DiagnosticError if the month is closed
    (CP612), an earlier one is not posted (CP610) or the run gives another result for a posted one (CP611),
    which is for `correct`.
    """
    with store.writing():
        refuse_other_currency(store, run)
        found = differences(store, run)
        standing = posted(store, run.through, run.plans)
        if standing is not None and (not found or standing.facts == _facts(run)):
            return Appended(standing, already=True)
        refuse_unposted(store, _before(found, run.through), run.plans)
        refuse_closed(store, run.through)
        earlier = found if standing else _before(found, run.through)
        refuse_perhaps_erased(store, earlier, new)
        refuse_another_result(store, earlier, run)
        draft = Draft("post", by, run.through, currency=run.currency, facts=_facts(run), lines=_joined(found))
        return appended(store, draft, clock)


def correct(
    store: Store,
    run: Run,
    *,
    by: str,
    reason: str,
    month: str | None = None,
    replaces: Sequence[str] = (),
    dispute: int | None = None,
    new: Iterable[str] = (),
    clock: Clock = now,
) -> Appended:
    """Post what a run gives beyond what is posted, with the reason, in the open month.

    ``month`` is by default the run's last month or, if that is closed, the first that is open. ``replaces``
    names plans in whose place those of the run come, ``dispute`` the entry of one that was answered as right.
    """
    if not reason.strip():
        refuse("CP613", "a correction has to say why", store.name, "give --reason TEXT")
    with store.writing():
        refuse_other_currency(store, run)
        into = month or open_month(store, run.through)
        refuse_closed(store, into)
        if dispute is not None:
            refuse_unless_right(store, dispute)
        found = differences(store, run, replaces)
        last = last_entry(store)
        if not found and last is not None:
            return Appended(last, already=True)
        refuse_unposted(store, found, (*run.plans, *replaces))
        refuse_perhaps_erased(store, found, new)
        facts, texts = _facts(run, replaces), (("reason", reason),)
        draft = Draft("correct", by, into, dispute, run.currency, facts, _joined(found), texts)
        return appended(store, draft, clock)


def reverse(store: Store, number: int, *, by: str, reason: str, clock: Clock = now) -> Appended:
    """Post an entry's lines with the opposite sign, in the open month; once.

    DiagnosticError if the entry has no lines to reverse (CP616).
    """
    if not reason.strip():
        refuse("CP613", "a reversal has to say why", store.name, "give --reason TEXT")
    with store.writing():
        entry = find_entry(store, number)
        if entry is None or entry.kind not in MONEY_KINDS or not entry.lines:
            told = f"entry {number} is no posting" if entry else f"there is no entry {number}"
            refuse("CP616", told, store.name, "name a posting; compplan ledger list shows them")
        before = next(entries(store, "kind = 'reverse' AND refers = ?", (number,)), None)
        if before is not None:
            return Appended(before, already=True)
        lines = _reversed(store, number)
        into = open_month(store, str(entry.month))
        texts = (("reason", reason),)
        draft = Draft("reverse", by, into, number, entry.currency, {}, lines, texts)
        return appended(store, draft, clock)


def _reversed(store: Store, number: int) -> tuple[Line, ...]:
    people = names(store)
    return tuple(
        Line(people[line.person], line.plan, line.component, line.month, *(-amount for amount in line[6:]))
        for line in posted_lines(store, "entry = ?", (number,))
    )


def _facts(run: Run, replaces: Sequence[str] = ()) -> dict[str, object]:
    facts = {**run.facts, "plans": dict(run.plans), "through": run.through}
    return facts | {"replaces": list(replaces)} if replaces else facts


def _before(found: Mapping[str, list[Line]], month: str) -> dict[str, list[Line]]:
    return {each: lines for each, lines in found.items() if each < month}


def _joined(found: Mapping[str, Sequence[Line]]) -> tuple[Line, ...]:
    return tuple(line for month in sorted(found) for line in found[month])
