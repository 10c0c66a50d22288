"""How many of those who were asked answered: by participant and month."""

from __future__ import annotations

from dataclasses import dataclass

from compplan import months as calendar
from compplan.data.model import Panel, TextColumn
from compplan.engine.intake.sheet import Answer, Sheet
from compplan.engine.participation import participation
from compplan.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Rate:
    """One participant's accounts, those that answered, answers and comments of a month.

    ``accounts`` are those that the participant holds, and others that answered; None if nothing is known.
    """

    participant: str
    month: str
    accounts: int | None
    answered: int
    responses: int
    comments: int


def rates_of(plan: Plan, panel: Panel, sheet: Sheet, month: int | None = None) -> list[Rate]:
    """Count the answers of everyone who takes part in a month of the sheet, by month and participant.

    ``month`` is the month index that was asked about; without it, all months of the sheet.
    """
    said = {line.cells["month"] for line in (*sheet.answers, *sheet.unanswered)}
    months = sorted(each for each in said if calendar.parse_month(each))
    if month is not None:
        months = [calendar.month_text(month)]
    held, active = _held(panel), participation(plan, panel).active
    grouped: dict[tuple[str, str], list[Answer]] = {}
    for answer in sheet.answers:
        grouped.setdefault((answer.cells["month"], answer.cells["participant_id"]), []).append(answer)
    found = []
    for text in months:
        at = (calendar.parse_month(text) or 0) - plan.starts
        for person, who in enumerate(panel.participants):
            mine = grouped.get((text, who), [])
            if mine or (0 <= at < plan.months and active[at, person]):
                accounts = None if held is None else held.get(person, set())
                found.append(_rate(who, text, accounts, mine))
    return found


def _rate(who: str, month: str, held: set[str] | None, answers: list[Answer]) -> Rate:
    answered = {answer.cells.get("customer_id", "") for answer in answers} - {""}
    comments = sum(bool(answer.cells.get("comment")) for answer in answers)
    accounts = None if held is None else len(held | answered)
    return Rate(who, month, accounts, len(answered), len(answers), comments)


def _held(panel: Panel) -> dict[int, set[str]] | None:
    """Give the accounts that each participant holds; None if the data does not say."""
    table = panel.tables.get("accounts")
    column = table.columns.get("account_id") if table else None
    if table is None or not isinstance(column, TextColumn):
        return None
    found: dict[int, set[str]] = {}
    for person, code in zip(table.participant.tolist(), column.codes.tolist(), strict=True):
        found.setdefault(person, set()).add(column.values[code])
    return found
