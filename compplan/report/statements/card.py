"""A report card as a picture and a table: what customers answered about somebody, or about a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compplan.engine.results.table import number_text
from compplan.months import parse_month
from compplan.pictures.axes import Axis
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.plan.model import Behaviour, Plan, ReportCard
from compplan.report.statements.blocks import Block, Bullets, Heading, Picture, Words, cells
from compplan.report.statements.who import Records, Row
from compplan.report.tables_text import share, trend_text

_HEADER = ("Behaviour", "Responses", "Favourable", "95 % interval", "Target", "To target", "Trend")
_WIDE = 460
SAYS = (
    "A dot is the share of favourable answers, the line around it where the share of all customers may lie "
    "(95 %), the stroke across it the target. The trend is the change over three "
    "months, of a share in points."
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What answers say of a behaviour: shares from 0 to 1, how much of the target is reached, the trend."""

    behaviour: Behaviour
    responses: float
    """As they count: a plan may let an account's answers count in part."""
    share: float
    interval: tuple[float, float]
    target: float | None
    reached: str
    trend: str = ""
    means: tuple[str, str] = ("", "")
    """The mean value and its target, where means are what counts."""


def card_blocks(plan: Plan, records: Records, who: str) -> Iterator[Block]:
    """Show a participant's report cards of the month; no customer is named."""
    month = (parse_month(records.month) or plan.starts) - plan.starts + 1
    for card in plan.report_cards:
        rows = {row["behaviour"]: row for row in records.report_card.get(who, [])}
        figures = [_figure(card, each, rows[each.id], month) for each in card.behaviours if rows.get(each.id)]
        if figures:
            yield Heading(f"Report card: {card.title or card.id}")
            yield from shown(card, figures)
            yield from _comments(card, records.comments.get(who, []))


def shown(card: ReportCard, figures: Sequence[Figure]) -> Iterator[Block]:
    """Draw figures of a report card, and write them as a table."""
    known = [each for each in figures if each.responses]
    if known:
        rows = [
            Interval(each.behaviour.title, each.share, each.interval, target=each.target) for each in known
        ]
        look = List("Favourable answers", Axis("share"), always=(0.0, 1.0), width=_WIDE, line=24)
        yield Picture(intervals(look, {card.id: rows}))
        yield Words(SAYS)
    yield cells(_HEADER, [_row(each) for each in figures])


def _figure(card: ReportCard, behaviour: Behaviour, row: Row, month: int) -> Figure:
    mean = card.attains_by == "mean_value"
    reached = share(float(row["attainment"]), decimals=0) if row["attainment"] else row["status"]
    return Figure(
        behaviour,
        float(row["responses"]),
        float(row["favourable_share"] or 0),
        (float(row["interval_low"] or 0), float(row["interval_high"] or 1)),
        None if mean else float(behaviour.target_in(month)),
        reached,
        trend_text(float(row["trend"]), mean=mean) if row["trend"] else "",
        (_mean(row["mean_value"]), _mean(row["target"])) if mean else ("", ""),
    )


def _mean(figure: str) -> str:
    return f"{float(figure):.2f}" if figure else ""


def _row(each: Figure) -> tuple[str, ...]:
    low, high = (share(end, decimals=0) for end in each.interval)
    mean, aim = each.means
    target = aim if each.target is None else share(each.target, decimals=0)
    title = f"{each.behaviour.title}\n{each.behaviour.business_value}"
    if not each.responses:
        return title, "0", "", "", target, each.reached, each.trend
    favourable = share(each.share, decimals=0) + (f"\nmean {mean}" if mean else "")
    figures = (number_text(round(each.responses, 1)), favourable, f"{low} to {high}")
    return title, *figures, target, each.reached, each.trend


def _comments(card: ReportCard, rows: Sequence[Row]) -> Iterator[Block]:
    """Give customers' words without their authors, those that the plan lets be shown."""
    mine = [row for row in rows if row["report_card"] == card.id]
    if not mine:
        return
    titles = {each.id: each.title for each in card.behaviours}
    said = [f"{titles[row['behaviour']]}: {row['comment']}" for row in mine if row["shown"] == "yes"]
    kept = len(mine) - len(said)
    yield Heading("In customers' words")
    if said:
        yield Bullets(tuple(said))
    if kept:
        least = card.minimum_responses.count
        yield Words(f"{kept} kept back, as fewer than {least} answered about that behaviour in the month.")
