"""The customer survey of a plan: a form and invitation for each account, and the sheet that comes back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np

from compplan import months as calendar
from compplan.data.model import Panel, TextColumn
from compplan.engine.intake.sheet import COLUMNS
from compplan.engine.participation import participation
from compplan.plan.model import Plan, ReportCard
from compplan.report.documents.page import heading, page, paragraph, table, text, titled, to_fill
from compplan.report.table_files import guarded

_WHY = (
    "Your answers decide part of how this work is paid. Please tick one box a line, and leave out what you "
    "cannot judge."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An account that is asked about a participant, by id and name."""

    account: str
    account_name: str
    participant: str
    participant_name: str


def accounts_asked(plan: Plan, panel: Panel, month: int) -> list[Asked]:
    """List the accounts of everyone who takes part in a month (a month index), by participant and account."""
    table_of = panel.tables.get("accounts")
    if table_of is None or not plan.starts <= month < plan.ends:
        return []
    active = participation(plan, panel).active[month - plan.starts]
    ids, names = table_of.columns.get("account_id"), table_of.columns.get("name")
    asked = [
        Asked(_cell(ids, row), _cell(names, row), panel.participants[person], _name(panel, person))
        for row, person in enumerate(table_of.participant.tolist())
        if person >= 0 and active[person]
    ]
    return sorted(asked, key=lambda each: (each.participant, each.account))


def forms(plan: Plan, card: ReportCard, asked: list[Asked], month: int) -> str:
    """Write one printed form an account; without accounts, one form to copy."""
    sheets = asked or [Asked("", "", "", "")]
    return page(f"Survey: {plan.title}", ("\n".join(_form(card, each, month)) for each in sheets))


def write_sheet(file: IO[str], card: ReportCard, asked: list[Asked], month: int) -> None:
    """Write the sheet to fill in: a row for each account and behaviour, its rating empty."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in asked:
        for behaviour in card.behaviours:
            known = (each.participant, calendar.month_text(month), behaviour.id, "", each.account, "", "")
            writer.writerow([guarded(cell) for cell in known])


def _form(card: ReportCard, asked: Asked, month: int) -> Iterator[str]:
    who = asked.participant_name or asked.participant
    yield heading(f"How well do we work with you? {calendar.month_text(month)}")
    if asked.account:
        yield paragraph(f"{asked.account_name or asked.account} ({asked.account})")
    yield paragraph(f"We ask you about {who or 'the person who works with you'}. {_WHY}")
    if not asked.account:
        yield to_fill("About")
    boxes = ["&#9744;"] * len(card.scale)
    rows = ([titled(each.title, each.business_value), *boxes] for each in card.behaviours)
    header = ("", *(category.replace("_", " ") for category in card.scale))
    yield table(header, rows, kinds="t" + "b" * len(card.scale))
    yield heading("In your own words", 2)
    words = ([text(each.title), ""] for each in card.behaviours)
    yield table(("About", "Comment"), words, name="write")
    yield to_fill("Answered by")


def _cell(column: object, row: int) -> str:
    if not isinstance(column, TextColumn):
        return ""
    code = int(column.codes[row])
    return column.values[code] if code >= 0 else ""


def _name(panel: Panel, person: int) -> str:
    rows = np.flatnonzero(panel.segments.participant == person)
    return _cell(panel.segments.columns.get("name"), int(rows[-1])) if len(rows) else ""
