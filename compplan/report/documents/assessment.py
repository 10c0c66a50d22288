"""Candidates and new hires on the behaviours of a report card: the same questions, the same arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from compplan.data.model import Panel, PeriodColumn
from compplan.engine.card import Card, card_of
from compplan.engine.checks.coverage import check_behaviours
from compplan.engine.exact.cells import Picked
from compplan.engine.participation import participation
from compplan.engine.schedule import Schedule
from compplan.plan.model import MinimumResponses, Plan, ReportCard
from compplan.report.documents.asked import behaviours
from compplan.report.statements.blocks import Block, Heading, Sheet, Title, Words, cells
from compplan.report.tables_text import share as share_text
from compplan.sources.load import load_data

_ALL = MinimumResponses(1, 0, "exclude")
"""Whoever is assessed has few answers, and every one counts."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """Somebody's score (attainment of the report card), and answers and share or mean a behaviour."""

    candidate: str
    score: Fraction
    answers: tuple[int, ...]
    shares: tuple[Fraction | None, ...]


def assess(plan: Plan, card: ReportCard, ratings: Path) -> list[Assessed]:
    """Score everyone whom a table of ratings names on a report card, the best first, ties by id.

    ``ratings`` is a CSV file as the table of ratings is: participant_id, month, behaviour, rating. All months
    count together. DiagnosticError if a behaviour or rating is not the report card's.
    """
    panel = _panel(plan, ratings)
    asked = replace(card, minimum_responses=_ALL, ratings="ratings", most_per_account=None, shrinkage=None)
    plan = _around(replace(plan, report_cards=(asked,)), panel)
    check_behaviours([plan], panel)
    whole = range(plan.months)
    schedule = Schedule((0,), (whole,), (whole,), 1)
    counted = card_of(plan, asked, panel, participation(plan, panel), schedule)
    found = [_assessed(panel, counted, person) for person in range(len(panel.participants))]
    return sorted(found, key=lambda each: (-each.score, each.candidate))


def assessment(plan: Plan, card: ReportCard, found: list[Assessed]) -> Sheet:
    """Write scores and shares of candidates, and what was asked."""
    return list(_assessment(plan, card, found))


def _assessment(plan: Plan, card: ReportCard, found: list[Assessed]) -> Iterator[Block]:
    yield Title("Assessment on the behaviours that customers rate", plan.title)
    yield Words(
        "The weights and targets of the plan, applied to every answer given. A score of 100% is on target. A "
        "behaviour without an answer is left out, and the others share its weight; a few answers say little."
    )
    header = ("", "Score", *(each.title for each in card.behaviours))
    rows = [
        (
            each.candidate,
            _score(each),
            *(_cell(card, *pair) for pair in zip(each.shares, each.answers, strict=True)),
        )
        for each in found
    ]
    yield cells(header, rows)
    yield Heading("What was asked")
    yield behaviours(card)


def _cell(card: ReportCard, share: Fraction | None, answers: int) -> str:
    if share is None:
        return ""
    figure = (
        f"{float(share):.2f}" if card.attains_by == "mean_value" else share_text(float(share), decimals=0)
    )
    return f"{figure}\nof {answers}"


def _score(each: Assessed) -> str:
    answers = sum(each.answers)
    return f"{share_text(float(each.score), decimals=0)}\n{answers} answer{'s' * (answers != 1)}"


def _assessed(panel: Panel, card: Card, person: int) -> Assessed:
    cells = Picked(np.array([0]), np.array([person]))
    answers = [int(each[0, person]) for each in card.responses]
    points = card.points
    shares = tuple(points.cell((at, 0, person)) / n if n else None for at, n in enumerate(answers))
    score: Fraction = card.attainment(cells).value[0]
    return Assessed(panel.participants[person], score, tuple(answers), shares)


def _around(plan: Plan, panel: Panel) -> Plan:
    """Let a plan begin early and last long enough for every answer."""
    month = panel.tables["ratings"].columns["month"]
    assert isinstance(month, PeriodColumn)
    first, last = int(month.first.min()), int(month.first.max())
    return replace(plan, starts=first, years=(last - first) // 12 + 1)


def _panel(plan: Plan, ratings: Path) -> Panel:
    """Make a panel of those whom the ratings name, each with one of the plan's roles from 1990 on."""
    ids = _ids(ratings)
    people = {
        "participant_id": ids,
        "role": [min(plan.roles)] * len(ids),
        "target_incentive": ["0"] * len(ids),
        "start_date": ["1990-01-01"] * len(ids),
    }
    return load_data({"participants": people, "ratings": ratings})


def _ids(ratings: Path) -> list[str]:
    """Read whom a file names; if that fails, reading it as a table says why."""
    from compplan.data.csvfile import COMMAS, read_csv
    from compplan.data.sniff import check_file

    check_file(ratings, "csv")
    frame, _ = read_csv(ratings, COMMAS, list)
    known = "participant_id" in frame.columns
    return sorted({each for each in frame["participant_id"].to_list() if each}) if known else ["nobody"]
