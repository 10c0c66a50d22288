"""The last sheet: what the figures are, what they rest on, and from what they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from compplan import __version__
from compplan.report.workbook.book import Book
from compplan.report.workbook.cells import Column, Grid, Value

NAME = "Notes"
_PLANS = (Column("Plan"), Column("What"), Column("Is"))
_FACTS = (Column("Made from"), Column(""), Column("Is"))
_WIDTHS = (30, 20, 75)


def write_notes(
    book: Book, says: Iterable[str], plans: Sequence[Mapping[str, Any]], made: Sequence[tuple[str, str]]
) -> None:
    """Write notes, the plans with their digests (as `plan_facts` gives them), and other facts."""
    sheet = book.sheet(NAME, "What the figures rest on", _WIDTHS)
    for text in says:
        sheet.say(text)
    sheet.heading("Plans")
    sheet.table(Grid(_PLANS, [row for each in plans for row in _plan(each)]))
    sheet.heading("Data and versions")
    sheet.table(Grid(_FACTS, [[what, "", known] for what, known in [("compplan", __version__), *made]]))


def _plan(facts: Mapping[str, Any]) -> Iterator[list[Value]]:
    signed = "; ".join(f"{each['name']}, {each['title']}, {each['signed']}" for each in facts["signed_by"])
    rows = (
        ("title", facts["title"]),
        ("file", facts["file"]),
        ("digest", facts["digest"]),
        ("signed by", signed),
    )
    for what, known in rows:
        if known:
            yield [facts["id"], what, known]
