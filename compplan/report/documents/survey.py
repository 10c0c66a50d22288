"""The customer survey of a plan: a form and invitation for each account, and the sheet that comes back."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np

from compplan import months as calendar
from compplan.data.model import Panel, TextColumn
from compplan.engine.intake.sheet import COLUMNS
from compplan.engine.participation import participation
from compplan.plan.model import Plan, ReportCard
from compplan.report.statements.blocks import Block, Form, Heading, Room, Sheet, Sign, Title, Words
from compplan.report.table_files import guarded

_HOW = "Please tick one box a line, and leave out what you cannot judge; it takes two minutes."


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


def forms(card: ReportCard, asked: list[Asked], month: int) -> list[Sheet]:
    """Write an invitation with its form for each account; without accounts, one to copy."""
    return [list(_form(card, each, month)) for each in asked or [Asked("", "", "", "")]]


def write_sheet(file: IO[str], card: ReportCard, asked: list[Asked], month: int) -> None:
    """Write the sheet to fill in: a row for each account and behaviour, its rating empty."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in asked:
        for behaviour in card.behaviours:
            known = (each.participant, calendar.month_text(month), behaviour.id, "", each.account, "", "")
            writer.writerow([guarded(cell) for cell in known])


def _form(card: ReportCard, asked: Asked, month: int) -> Iterator[Block]:
    who = asked.participant_name or asked.participant or "the person who works with you"
    account = f"{asked.account_name or asked.account} ({asked.account})" if asked.account else ""
    yield Title("How well do we work with you?", account)
    yield Words("Dear customer,")
    yield Words(
        f"we ask you about {who}, in {calendar.month_words(month)}. Your answers decide part of how this "
        f"work is paid. {_HOW}"
    )
    yield Words(
        f"Your name is not passed on: {who} sees what all customers answered together, and comments without "
        f"names, only where at least {card.minimum_responses.count} answered. Please send this back by "
        f"{_last_day(month)}. Thank you."
    )
    if not asked.account:
        yield Sign(("About",))
    choices = tuple(category.replace("_", " ") for category in card.scale)
    yield Form(choices, tuple(f"{each.title}\n{each.business_value}" for each in card.behaviours))
    yield Heading("In your own words")
    yield Room(tuple(each.title for each in card.behaviours))
    yield Sign(("Answered by",))


def _last_day(month: int) -> str:
    day = dt.date(month // 12, month % 12 + 1, calendar.days_in(month))
    return calendar.day_words(day)


def _cell(column: object, row: int) -> str:
    if not isinstance(column, TextColumn):
        return ""
    code = int(column.codes[row])
    return column.values[code] if code >= 0 else ""


def _name(panel: Panel, person: int) -> str:
    rows = np.flatnonzero(panel.segments.participant == person)
    return _cell(panel.segments.columns.get("name"), int(rows[-1])) if len(rows) else ""
