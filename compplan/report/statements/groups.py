"""Report cards of groups: the company, each manager's people, each team."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from compplan.data.model import Panel
from compplan.engine.rating.interval import interval
from compplan.months import parse_month
from compplan.plan.model import Behaviour, Plan, ReportCard
from compplan.report.statements.blocks import Block, Heading, Sheet, Title, Words
from compplan.report.statements.card import Figure, shown
from compplan.report.statements.who import Records, Rows
from compplan.report.tables_text import share, trend_text


def group_sheets(plan: Plan, records: Records, panel: Panel) -> Iterator[Sheet]:
    """Write a sheet for the company, for each manager with at least two people, and for each team."""
    for name, members in _groups(records, panel):
        blocks = [block for card in plan.report_cards for block in _card(plan, card, records, members)]
        if blocks:
            title = Title(
                f"Report card: {name}, {records.month}", f"{plan.title}; {len(members)} participants"
            )
            yield [title, *blocks]


def _groups(records: Records, panel: Panel) -> Iterator[tuple[str, Collection[str]]]:
    rated = sorted(records.report_card)
    yield "company", rated
    for manager, members in sorted(_by_manager(rated, panel).items()):
        name = dict(zip(records.people.names, records.people.of(manager), strict=True)).get("name", "")
        if len(members) > 1:
            yield f"people of {name or manager}", members
    if "team" in records.people.names:
        at = records.people.names.index("team")
        teams: dict[str, list[str]] = {}
        for who in rated:
            teams.setdefault(records.people.of(who)[at], []).append(who)
        yield from ((f"team {name}", members) for name, members in sorted(teams.items()) if name)


def _by_manager(rated: Collection[str], panel: Panel) -> dict[str, list[str]]:
    """Find who reports directly to whom, by each participant's last segment."""
    segments, found = panel.segments, dict[str, str]()
    for row in np.flatnonzero(segments.manager >= 0).tolist():
        found[panel.participants[segments.participant[row]]] = panel.participants[segments.manager[row]]
    people: dict[str, list[str]] = {}
    for who in rated:
        if who in found:
            people.setdefault(found[who], []).append(who)
    return people


def _card(plan: Plan, card: ReportCard, records: Records, members: Collection[str]) -> Iterator[Block]:
    month = (parse_month(records.month) or plan.starts) - plan.starts + 1
    figures = [_figure(card, each, records, members, month) for each in card.behaviours]
    if any(each.responses for each in figures):
        yield Heading(card.title or card.id)
        yield Words("Answers that count for the participants' report cards of the month, added up.")
        yield from shown(card, figures)


def _figure(
    card: ReportCard, behaviour: Behaviour, records: Records, members: Collection[str], month: int
) -> Figure:
    responses, favourable = _sums(records.report_card, members, behaviour)
    low, high = interval(np.array([favourable]), np.array([responses]))
    part = favourable / responses if responses else 0.0
    past, good = _sums(records.earlier, members, behaviour)
    trend = trend_text(part - good / past) if past and responses else ""
    target = None if card.attains_by == "mean_value" else float(behaviour.target_in(month))
    reached = share(part / target, decimals=0) if target and responses else ""
    return Figure(behaviour, responses, part, (float(low[0]), float(high[0])), target, reached, trend)


def _sums(cards: Rows, members: Collection[str], behaviour: Behaviour) -> tuple[float, float]:
    """Add up the responses of some participants, and the favourable ones, of which some may count in part."""
    rows = [row for who in members for row in cards.get(who, []) if row["behaviour"] == behaviour.id]
    return sum(float(row["responses"]) for row in rows), sum(float(row["favourable"]) for row in rows)
