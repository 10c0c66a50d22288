"""What has to hold before something is posted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compplan.ledger.entries import entries, find_entry, persons
from compplan.ledger.model import Entry, Line
from compplan.ledger.money import money
from compplan.ledger.problems import refuse
from compplan.ledger.run import Run
from compplan.ledger.store import Store

Found = Mapping[str, Sequence[Line]]


def posted(store: Store, month: str, plans: Iterable[str]) -> Entry | None:
    """Find the standing entry by which a month of any of some plans was posted."""
    reversed_ = {entry.refers for entry in entries(store, "kind = 'reverse'")}
    wanted = set(plans)
    for entry in entries(store, "kind = 'post' AND month = ?", (month,)):
        if entry.number not in reversed_ and wanted & set(entry.facts["plans"]):
            return entry
    return None


def refuse_unposted(store: Store, found: Found, plans: Iterable[str]) -> None:
    """Refuse lines of a month that was never posted (CP610): months are posted one by one, in order."""
    chosen = tuple(plans)
    missing = [month for month in sorted(found) if posted(store, month, chosen) is None]
    if missing:
        told = f"{', '.join(missing)} of {', '.join(chosen)} is not posted"
        refuse("CP610", told, store.name, f"post it first: compplan ledger post --month {missing[0]}")


def refuse_another_result(store: Store, found: Found, run: Run) -> None:
    """Refuse a result that differs from what is posted (CP611)."""
    if not found:
        return
    lines = [line for month in sorted(found) for line in found[month]]
    total = money(sum(line.paid for line in lines), run.currency)
    count = "1 line differs" if len(lines) == 1 else f"{len(lines):,} lines differ"
    told = f"{count} from what is posted for {', '.join(sorted(found))}, by {total} in all"
    hint = (
        "look at them with compplan ledger differences; post them with compplan ledger correct --reason TEXT"
    )
    refuse("CP611", told, store.name, hint)


def refuse_other_currency(store: Store, run: Run) -> None:
    """Refuse a run in another currency than its plans were posted in (CP615)."""
    for entry in entries(store, "currency IS NOT NULL AND currency <> ?", (run.currency,)):
        both = sorted(set(run.plans) & set(entry.facts.get("plans", ())))
        if both:
            told = f"'{both[0]}' was posted in {entry.currency}, and the run pays in {run.currency}"
            refuse("CP615", told, store.name, "give the plan in the other currency an id of its own")


def refuse_perhaps_erased(store: Store, found: Found, new: Iterable[str]) -> None:
    """Refuse people whom nobody knows in months posted before, where somebody was erased (CP614)."""
    gone = "SELECT count(*) FROM texts WHERE kind = 'person' AND text IS NULL"
    ((erased,),) = store.query(gone)
    if not erased:
        return
    known = {*persons(store), *new}
    unknown = sorted({line.participant for lines in found.values() for line in lines} - known)
    if unknown:
        told = (
            f"'{unknown[0]}' is unknown here but has lines in months posted before, and somebody was erased"
        )
        hint = f"take who was erased out of the data; if this is somebody else, give --new {unknown[0]}"
        refuse("CP614", told, store.name, hint)


def refuse_unless_right(store: Store, number: int) -> None:
    """Refuse a correction that refers to no dispute (CP630), or to one not answered as right (CP631)."""
    dispute = find_entry(store, number)
    if dispute is None or dispute.kind != "dispute":
        refuse("CP630", f"entry {number} is no dispute", store.name, "compplan ledger disputes lists them")
    answers = list(entries(store, "kind = 'answer' AND refers = ?", (number,)))
    if not answers or not answers[-1].facts["right"]:
        told = f"dispute {number} is not answered as right"
        hint = f"answer it first: compplan ledger answer {number} --right"
        refuse("CP631", told, store.name, hint)
