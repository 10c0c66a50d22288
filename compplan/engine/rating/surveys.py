"""The surveys of each month: who was asked and answered, and patterns that readers should know of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import Panel, TextColumn
from compplan.engine.compile import Compiled
from compplan.engine.rating.counts import Answers, answers_of
from compplan.plan.model import Plan, ReportCard, ReportCardMeasure

Ints = NDArray[Any]
Bools = NDArray[np.bool_]
ONE_ACCOUNT, ALL_EQUAL, BURST = "one_account", "all_equal", "burst"
MANY = 10
"""Answers from which on it is remarkable that all are the same, or that there are so many at once."""
_TIMES, _SPAN, _KNOWN = 3, 12, 3
"""A burst is more than so many times the median of the months before, of so many, and no fewer known."""


@dataclass(frozen=True, slots=True)
class Surveys:
    """Whole numbers [months, participants] of a report card's answers, and the patterns in them.

    ``others`` are accounts that answered about a participant who does not hold them.
    """

    responses: Ints
    accounts: Ints
    others: Ints
    comments: Ints
    patterns: Mapping[str, Bools]


def cards_paid_on(plan: Plan, panel: Panel) -> list[ReportCard]:
    """List the report cards that measures look at and the data has ratings for, each once."""
    ids = [each.report_card for each in plan.measures if isinstance(each, ReportCardMeasure)]
    cards = [plan.report_card(each) for each in dict.fromkeys(ids)]
    return [card for card in cards if card.ratings in panel.tables]


def survey_columns(compiled: Compiled, card: ReportCard) -> dict[str, NDArray[Any]]:
    """Give a row for each month of the run and participant who takes part in it."""
    panel, months = compiled.panel, compiled.months
    found = surveys_of(compiled, card)
    month, person = np.nonzero(compiled.who.active[:months])
    at = month, person
    texts = np.array([calendar.month_text(compiled.plan.starts + m) for m in range(months)], dtype=object)
    flags = [
        "; ".join(name for name, pattern in found.patterns.items() if pattern[m, p])
        for m, p in zip(*at, strict=True)
    ]
    return {
        "participant_id": np.array(panel.participants, dtype=object)[person],
        "month": texts[month],
        "report_card": np.full(len(month), card.id, dtype=object),
        "accounts": asked(panel)[person] + found.others[at],
        "accounts_answered": found.accounts[at],
        "responses": found.responses[at],
        "comments": found.comments[at],
        "patterns": np.array([flag or None for flag in flags], dtype=object),
    }


def no_surveys() -> dict[str, NDArray[Any]]:
    """Give the columns of surveys without a row."""
    texts = ("participant_id", "month", "report_card")
    empty: dict[str, NDArray[Any]] = {name: np.zeros(0, dtype=object) for name in texts}
    empty["accounts"] = np.zeros(0, dtype=np.float64)
    counts = ("accounts_answered", "responses", "comments")
    return empty | {name: np.zeros(0, dtype=np.int64) for name in counts} | {"patterns": empty["month"]}


def asked(panel: Panel) -> NDArray[np.float64]:
    """Count the accounts of each participant; nan if the data does not say."""
    people = len(panel.participants)
    if "accounts" not in panel.tables:
        return np.full(people, np.nan)
    holder = panel.tables["accounts"].participant
    return np.bincount(holder[holder >= 0], minlength=people).astype(np.float64)


def surveys_of(compiled: Compiled, card: ReportCard) -> Surveys:
    """Count the answers of every month of a run."""
    panel, starts, months = compiled.panel, compiled.plan.starts, compiled.months
    answers = answers_of(panel.tables[card.ratings], card)
    first = min(int(answers.month.min(initial=starts)), starts)
    shape = (starts + months - first, len(panel.participants))
    used = np.flatnonzero((answers.behaviour >= 0) & (answers.month - first < shape[0]))
    cell = (answers.month[used] - first) * shape[1] + answers.table.participant[used]
    responses = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    accounts, others, most = _accounts(panel, answers, used, cell, shape)
    run = slice(starts - first, None)
    same = _distinct(cell, answers.category[used], shape) == 1
    several = (accounts > 1) | (asked(panel) > 1)
    patterns = {
        ONE_ACCOUNT: (2 * most > responses) & several,
        ALL_EQUAL: same & (responses >= MANY),
        BURST: _bursts(responses),
    }
    said = np.bincount(cell[_codes(answers, "comment")[used] >= 0], minlength=shape[0] * shape[1])
    return Surveys(
        responses[run],
        accounts[run],
        others[run],
        said.reshape(shape)[run],
        {name: pattern[run] for name, pattern in patterns.items()},
    )


def _accounts(
    panel: Panel, answers: Answers, used: Ints, cell: Ints, shape: tuple[int, int]
) -> tuple[Ints, Ints, Ints]:
    """Count the accounts that answered, those among them held by others, and the most answers of one."""
    account = _codes(answers, "customer_id")[used]
    pairs = np.stack([cell, account], axis=1)[account >= 0]
    groups, count = np.unique(pairs, axis=0, return_counts=True)
    most = np.zeros(shape[0] * shape[1], dtype=np.int64)
    np.maximum.at(most, groups[:, 0], count)
    foreign = groups[_holders(panel, answers)[groups[:, 1]] != groups[:, 0] % shape[1], 0]
    every, others = (np.bincount(each, minlength=len(most)) for each in (groups[:, 0], foreign))
    return every.reshape(shape), others.reshape(shape), most.reshape(shape)


def _holders(panel: Panel, answers: Answers) -> Ints:
    """Give the participant who holds each account that the ratings name; -1 for none."""
    column, table = answers.table.columns.get("customer_id"), panel.tables.get("accounts")
    ids = table.columns.get("account_id") if table else None
    if not isinstance(column, TextColumn) or table is None or not isinstance(ids, TextColumn):
        return np.full(len(column.values) if isinstance(column, TextColumn) else 1, -1)
    held = {ids.values[code]: who for code, who in zip(ids.codes, table.participant, strict=True)}
    return np.array([held.get(value, -1) for value in column.values] or [-1])


def _distinct(cell: Ints, value: Ints, shape: tuple[int, int]) -> Ints:
    groups = np.unique(np.stack([cell, value], axis=1), axis=0)
    return np.bincount(groups[:, 0], minlength=shape[0] * shape[1]).reshape(shape)


def _bursts(responses: Ints) -> Bools:
    """Tell where many more answered than in the months before."""
    found = np.zeros(responses.shape, dtype=bool)
    for month in range(1, len(responses)):
        before = responses[max(month - _SPAN, 0) : month]
        known = (before > 0).sum(axis=0)
        usual = _median(before)
        now = responses[month]
        found[month] = (known >= _KNOWN) & (now >= MANY) & (now > _TIMES * usual)
    return found


def _median(before: Ints) -> NDArray[np.float64]:
    """Give the median of each column's values above 0; 0 without any."""
    ordered = np.sort(np.where(before > 0, before, np.iinfo(np.int64).max), axis=0)
    known = (before > 0).sum(axis=0)
    people = np.arange(before.shape[1])
    low, high = (ordered[at, people] for at in (np.maximum(known - 1, 0) // 2, known // 2))
    return np.where(known > 0, (low.astype(float) + high.astype(float)) / 2, 0.0)


def _codes(answers: Answers, name: str) -> Ints:
    """Give the codes of a column of texts; -1 where it is empty, or not there."""
    column = answers.table.columns.get(name)
    return column.codes if isinstance(column, TextColumn) else np.full(len(answers.month), -1)
