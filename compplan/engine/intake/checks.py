"""Check a survey sheet before its answers become ratings: whom, when, what, and how they say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from compplan import months as calendar
from compplan.data.model import Panel, PeriodColumn, Table, TextColumn
from compplan.data.problems import Problem, closest, diagnostics, quote
from compplan.diagnostics import Diagnostic
from compplan.engine.intake.sheet import Answer, Sheet
from compplan.engine.participation import Participation, participation
from compplan.plan.model import Plan, ReportCard

Key = tuple[str, str, str, str, str]
_IN_FILE, _IN_DATA = "row {row} says so already", "the data has this answer already"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a sheet is held against."""

    plan: Plan
    panel: Panel
    month: int | None
    who: Participation
    people: Mapping[str, int]
    near_person: Callable[[str], str | None]
    cards: Mapping[str, ReportCard]
    accounts: frozenset[str]


def check_sheet(plan: Plan, panel: Panel, sheet: Sheet, month: int | None = None) -> list[Diagnostic]:
    """Give every problem of a sheet's answers, at their rows.

    Warnings tell accounts that are not known, and participants who take no part and so gain no rating. With
    ``month`` (a month index), answers of other months are a problem too.
    """
    people = {name: index for index, name in enumerate(panel.participants)}
    cards = {each.id: card for card in reversed(plan.report_cards) for each in card.behaviours}
    known = _Known(
        plan,
        panel,
        month,
        participation(plan, panel),
        people,
        closest(people),
        cards,
        _texts(panel.tables.get("accounts"), "account_id"),
    )
    problems = [problem for answer in sheet.answers for problem in _of_answer(known, answer)]
    problems += _twice(known, sheet)
    strange = diagnostics([*_absent(known, sheet), *_unknown_accounts(known, sheet)], sheet.origin)
    return [*diagnostics(problems, sheet.origin), *(replace(each, severity="warning") for each in strange)]


def _of_answer(known: _Known, answer: Answer) -> Iterator[Problem]:
    yield from _person(known, answer)
    yield from _rated(known, answer)
    yield from _when(known, answer)


def _person(known: _Known, answer: Answer) -> Iterator[Problem]:
    who = answer.cells["participant_id"]
    if who not in known.people:
        near = known.near_person(who)
        text = f"participant {quote(who)} is not in the data" if who else "the participant is missing"
        hint = f"did you mean '{near}'?" if near else "write the id of a participant"
        yield Problem("CP371", text, hint, answer.index, "participant_id")


def _rated(known: _Known, answer: Answer) -> Iterator[Problem]:
    behaviour, rating = answer.cells["behaviour"], answer.cells["rating"]
    card = known.cards.get(behaviour)
    if card is None:
        near = closest(known.cards)(behaviour)
        text = f"behaviour {quote(behaviour)} is in no report card of plan '{known.plan.id}'"
        hint = f"did you mean '{near}'?" if near else f"the behaviours are {', '.join(known.cards)}"
        yield Problem("CP372", text, hint, answer.index, "behaviour")
    elif not rating:
        text = "there is a comment, and no rating"
        yield Problem("CP373", text, f"write one of {', '.join(card.scale)}", answer.index, "rating")
    elif rating not in card.scale:
        near = closest(card.scale)(rating)
        text = f"rating {quote(rating)} is not one of {', '.join(card.scale)}"
        hint = f"write '{near}'" if near else "write a category of the scale"
        yield Problem("CP373", text, hint, answer.index, "rating")


def _when(known: _Known, answer: Answer) -> Iterator[Problem]:
    """Tell months that are none, are not the one asked for, or that the plan does not look at."""
    plan, said = known.plan, answer.cells["month"]
    month = calendar.parse_month(said)
    earliest = plan.starts - max(each.minimum_responses.pool_previous_months for each in plan.report_cards)
    if month is None:
        text = f"month {quote(said)} is not such as 2027-03" if said else "the month is missing"
        yield Problem("CP374", text, "write it as YYYY-MM", answer.index, "month")
    elif known.month is not None and month != known.month:
        wanted = calendar.month_text(known.month)
        text = f"the answer is of {said}, the survey of {wanted}"
        yield Problem("CP374", text, f"write {wanted}, or check it without --month", answer.index, "month")
    elif not earliest <= month < plan.ends:
        span = f"{calendar.month_text(plan.starts)} to {calendar.month_text(plan.ends - 1)}"
        text = f"{said} is no month that plan '{plan.id}', {span}, looks at"
        yield Problem("CP374", text, "correct the month, or leave the row out", answer.index, "month")


def _absent(known: _Known, sheet: Sheet) -> Iterator[Problem]:
    """Tell participants who take no part in a month, each once."""
    found: dict[tuple[str, str], list[Answer]] = {}
    for answer in sheet.answers:
        who, said = answer.cells["participant_id"], answer.cells["month"]
        at = (calendar.parse_month(said) or 0) - known.plan.starts
        person = known.people.get(who, -1)
        if person >= 0 and 0 <= at < known.plan.months and not known.who.active[at, person]:
            found.setdefault((who, said), []).append(answer)
    for (who, said), answers in found.items():
        text = f"{who} takes no part in plan '{known.plan.id}' in {said}: the answer counts for nobody"
        hint = "correct the id or the month, or leave the rows out"
        yield Problem("CP375", text, hint, answers[0].index, "participant_id", len(answers) - 1)


def _twice(known: _Known, sheet: Sheet) -> Iterator[Problem]:
    """Tell answers of one contact on one behaviour that are in the sheet twice, or in the data already."""
    there, seen = _in_data(known), dict[Key, int]()
    for answer in sheet.answers:
        key = _key(answer)
        if not key[3] and not key[4]:
            continue  # nobody knows whether they are of one customer
        hint = "leave one out, or give contact_id if two people of the account answered"
        if key in there:
            text = f"a second answer of {key[3] or key[4]} on {key[2]}: {_IN_DATA}"
            yield Problem("CP376", text, hint, answer.index, "customer_id")
        elif key in seen:
            first = sheet.origin.row(seen[key])
            text = f"a second answer of {key[3] or key[4]} on {key[2]}: {_IN_FILE.format(row=first)}"
            yield Problem("CP376", text, hint, answer.index, "customer_id")
        seen.setdefault(key, answer.index)


def _key(answer: Answer) -> Key:
    names = ("participant_id", "month", "behaviour", "customer_id", "contact_id")
    who, month, behaviour, customer, contact = (answer.cells.get(name, "") for name in names)
    return who, month, behaviour, customer, contact


def _in_data(known: _Known) -> set[Key]:
    found: set[Key] = set()
    for name in {card.ratings for card in known.plan.report_cards} & known.panel.tables.keys():
        found |= set(_keys(known.panel, known.panel.tables[name]))
    return found


def _keys(panel: Panel, table: Table) -> Iterator[Key]:
    period = table.columns["month"]
    assert isinstance(period, PeriodColumn)
    cells = [_cells(table, name) for name in ("behaviour", "customer_id", "contact_id")]
    texts = {month: calendar.month_text(month) for month in set(period.first.tolist())}
    whose = [panel.participants[person] for person in table.participant.tolist()]
    when = [texts[month] for month in period.first.tolist()]
    return zip(whose, when, *cells, strict=True)


def _cells(table: Table, name: str) -> list[str]:
    column = table.columns.get(name)
    if not isinstance(column, TextColumn):
        return [""] * len(table)
    values = [*column.values, ""]
    return [values[code] for code in column.codes.tolist()]


def _unknown_accounts(known: _Known, sheet: Sheet) -> Iterator[Problem]:
    """Tell accounts that the data does not have, if it has any; each once."""
    told = set[str]()
    near = closest(known.accounts)
    for answer in sheet.answers:
        account = answer.cells.get("customer_id", "")
        if known.accounts and account and account not in known.accounts | told:
            told.add(account)
            like = near(account)
            hint = f"did you mean '{like}'?" if like else "correct the id, or add the account"
            yield Problem("CP377", f"{quote(account)} is no account", hint, answer.index, "customer_id")


def _texts(table: Table | None, name: str) -> frozenset[str]:
    return frozenset() if table is None else frozenset(_cells(table, name)) - {""}
