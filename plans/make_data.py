"""Make the data of Quillmere, an invented company: the same bytes on every run and machine.

Run as ``python plans/make_data.py [folder]``; without a folder it writes to ``plans/data``.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from company.accounts import accounts
from company.calendar import Day, text
from company.coaching import all_meetings
from company.events import all_events
from company.milestones import all_milestones
from company.people import NEVER, Segment, names, segments
from company.quotas import quota_rows
from company.ratings import all_ratings
from company.sales import all_sales

Row = Sequence[str | int | Day]
COACHING = "coaching"
LAST_DAY = Day(2029, 12, 31)


def main(folder: Path) -> None:
    """Write the eight tables into a folder, last the one that follows from the others by a plan's rules."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{COACHING}.csv").unlink(missing_ok=True)
    for name, (header, rows) in tables().items():
        _write(folder / f"{name}.csv", header, rows)
    meetings = list(_coaching(folder))
    _write(folder / f"{COACHING}.csv", "participant_id rule subject due held", meetings)


def _write(path: Path, header: str, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def tables() -> dict[str, tuple[str, Iterable[Row]]]:
    """Give the column names and rows of each table that follows from nothing."""
    people = (
        "participant_id name role team region manager_id base_salary target_incentive start_date end_date"
    )
    return {
        "participants": (
            people,
            map(_participant, sorted(segments(), key=lambda s: (s.participant, s.start))),
        ),
        "accounts": ("account_id participant_id name region cohort potential decision_makers", _accounts()),
        "quotas": ("participant_id period quota", quota_rows()),
        "sales": ("transaction_id participant_id date amount product account_id", _sales()),
        "events": ("participant_id date kind account_id contact_id", _events()),
        "milestones": ("participant_id milestone due done", _milestones()),
        "ratings": ("participant_id month behaviour rating customer_id contact_id comment", _ratings()),
    }


def _participant(part: Segment) -> Row:
    place = (part.participant, names()[part.participant], part.role, part.team, part.region, part.manager)
    end = "" if part.end == NEVER else part.end
    return (*place, part.base_salary, part.target_incentive, part.start, end)


def _accounts() -> Iterable[Row]:
    for one in accounts():
        fields = (one.name, one.region, one.cohort, one.potential, one.decision_makers)
        yield (one.id, one.holder(LAST_DAY), *fields)


def _sales() -> Iterable[Row]:
    for number, sale in enumerate(all_sales(), 1):
        amount = f"{'-' if sale.cents < 0 else ''}{abs(sale.cents) // 100}.{abs(sale.cents) % 100:02d}"
        yield (f"T{number:05d}", sale.participant, sale.day, amount, sale.product, sale.account)


def _events() -> Iterable[Row]:
    for event in all_events():
        yield (event.participant, event.day, event.kind, event.account, event.contact)


def _milestones() -> Iterable[Row]:
    for stone in all_milestones():
        yield (stone.participant, stone.name, stone.due, stone.done or "")


def _coaching(folder: Path) -> Iterable[Row]:
    for one in all_meetings(folder, LAST_DAY):
        yield (one.participant, one.rule, one.subject, one.due, one.held or "")


def _ratings() -> Iterable[Row]:
    for row in all_ratings():
        source = (row.account, row.contact, row.comment)
        yield (row.participant, text(row.month), row.behaviour, row.rating, *source)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("data"))
