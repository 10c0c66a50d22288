"""Report cards to hand out: shares with their uncertainty, and comments without their authors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from compplan import months as calendar
from compplan.data.model import Panel, PeriodColumn, Table, TextColumn
from compplan.engine.results.result import Result
from compplan.plan.model import Plan, ReportCard
from compplan.report.documents.page import heading, page, paragraph, table, text, titled
from compplan.report.documents.survey import Asked, accounts_asked
from compplan.report.tables_text import share

_Z = 1.96
_FEW = 10
"""Answers from which on it is remarkable that all are the same."""
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answers:
    """What one participant's customers answered in a month: accounts, responses and comments by behaviour."""

    accounts: frozenset[str]
    remarks: tuple[str, ...]
    responses: dict[str, int]
    comments: dict[str, tuple[str, ...]]


def report_cards(plan: Plan, card: ReportCard, result: Result, panel: Panel, month: int) -> str:
    """Write a sheet for each participant with a report card of a month (a month index).

    No customer is named. Comments on a behaviour are shown, in the order of the alphabet, if the month has as
    many responses to it as a share needs (``minimum_responses.count``); else only their number is.
    """
    rows: dict[str, list[Row]] = {}
    known = {each.id for each in card.behaviours}
    for row in result.report_card.rows():
        if row["month"] == calendar.month_text(month) and row["behaviour"] in known:
            rows.setdefault(row["participant_id"], []).append(row)
    asked = accounts_asked(plan, panel, month)
    sheets = ("\n".join(_sheet(card, who, rows[who], panel, asked, month)) for who in sorted(rows))
    return page(f"Report cards: {plan.title}", sheets)


def interval(favourable: int, responses: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share; 0 to 1 without a response.

    >>> tuple(round(end, 3) for end in interval(8, 10))
    (0.49, 0.943)
    """
    if not responses:
        return 0.0, 1.0
    part, square = favourable / responses, _Z * _Z
    middle = (part + square / (2 * responses)) / (1 + square / responses)
    half = _Z / (1 + square / responses)
    half *= sqrt(part * (1 - part) / responses + square / (4 * responses * responses))
    return max(0.0, middle - half), min(1.0, middle + half)


def answers_of(panel: Panel, ratings: str, participant: str, month: int) -> Answers:
    """Collect who answered about a participant in a month, and the comments."""
    source = panel.tables[ratings]
    period = source.columns["month"]
    assert isinstance(period, PeriodColumn)
    mine = (source.participant == panel.participants.index(participant)) & (period.first == month)
    accounts: set[str] = set()
    comments: dict[str, list[str]] = {}
    responses: dict[str, int] = {}
    for row in np.flatnonzero(mine).tolist():
        behaviour = _cell(source, "behaviour", row)
        accounts.add(_cell(source, "customer_id", row))
        responses[behaviour] = responses.get(behaviour, 0) + 1
        if comment := _cell(source, "comment", row):
            comments.setdefault(behaviour, []).append(comment)
    said = {key: tuple(sorted(each)) for key, each in comments.items()}
    asked = [_cell(source, "customer_id", row) for row in np.flatnonzero(mine).tolist()]
    given = [_cell(source, "rating", row) for row in np.flatnonzero(mine).tolist()]
    return Answers(frozenset(accounts - {""}), tuple(remarks(asked, given)), responses, said)


def remarks(accounts: list[str], ratings: list[str]) -> Iterator[str]:
    """Tell of patterns in a month's answers that a reader should know, as information.

    ``accounts`` and ``ratings`` have an entry for each answer, empty where it is not known.
    """
    count = len(ratings)
    most = max((accounts.count(each) for each in set(accounts) - {""}), default=0)
    if len(set(accounts)) > 1 and 2 * most > count:
        yield f"More than half of the {count} answers come from one account."
    if count >= _FEW and len(set(ratings)) == 1:
        yield f"All {count} answers are the same."


def _sheet(
    card: ReportCard, who: str, rows: list[Row], panel: Panel, asked: list[Asked], month: int
) -> Iterator[str]:
    answers = answers_of(panel, card.ratings, who, month)
    mine = {each.account for each in asked if each.participant == who}
    yield heading(f"{card.title}: {who}, {calendar.month_text(month)}")
    if mine:
        yield paragraph(f"{len(answers.accounts & mine)} of {len(mine)} accounts answered this month.")
    titles = {each.id: titled(each.title, each.business_value) for each in card.behaviours}
    header = ("Behaviour", "Responses", "Favourable", "95 % interval", "Target", "To target", "Reliability")
    yield table(header, ([titles[row["behaviour"]], *_figures(row)] for row in rows), kinds="tnnnnnn")
    yield paragraph(
        "With so few answers, the share of all customers may lie anywhere in the interval. A reliability of "
        "50% says that half of the differences between people are chance."
    )
    for remark in answers.remarks:
        yield paragraph(remark)
    yield from _comments(card, answers)


def _figures(row: Row) -> list[str]:
    low, high = interval(int(row["favourable"]), int(row["responses"]))
    pooled = int(row["pooled_months"])
    counted = row["responses"] + (
        f"<br><small>and {pooled} month{'s' * (pooled > 1)} before</small>" if pooled else ""
    )
    to_target = _share(row["attainment"]) or text(row["status"])
    span = f"{share(low, decimals=0)} to {share(high, decimals=0)}"
    return [
        counted,
        _share(row["favourable_share"]),
        span,
        _share(row["target"]),
        to_target,
        _reliability(row),
    ]


def _reliability(row: Row) -> str:
    """Write a reliability, with the responses that one of 50 % needs."""
    known, responses = float(row["reliability"] or 0), int(row["responses"])
    if known <= 0:
        return _share(row["reliability"])
    needed = ceil(round(responses * (1 - known) / known, 6))
    return f"{_share(row['reliability'])}<br><small>50% needs {needed}</small>"


def _comments(card: ReportCard, answers: Answers) -> Iterator[str]:
    if not answers.comments:
        return
    least = card.minimum_responses.count
    enough = {behaviour for behaviour, count in answers.responses.items() if count >= least}
    yield heading("In customers' words", 2)
    for behaviour in card.behaviours:
        said = answers.comments.get(behaviour.id, ())
        if said and behaviour.id in enough:
            yield heading(behaviour.title, 3)
            yield "<ul>" + "".join(f"<li>{text(comment)}</li>" for comment in said) + "</ul>"
        elif said:
            yield paragraph(f"{behaviour.title}: {len(said)} kept back, as fewer than {least} answered.")


def _share(figure: str) -> str:
    return share(float(figure), decimals=0) if figure else ""


def _cell(source: Table, name: str, row: int) -> str:
    column = source.columns.get(name)
    if not isinstance(column, TextColumn):
        return ""
    code = int(column.codes[row])
    return column.values[code] if code >= 0 else ""
