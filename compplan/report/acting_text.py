"""What a run's rules called for, and whom it recognised, in a few lines for each plan."""

from __future__ import annotations

from collections.abc import Iterator

from compplan.engine.acting.recognise import Awards
from compplan.engine.acting.track import CLOSED, ENDED, ESCALATED, OPENED, Track
from compplan.engine.results.evaluated import PlanResult
from compplan.months import last_day
from compplan.report.plain import one_line
from compplan.report.tables_text import money, table

_ACTIONS = ("rule", "opened", "escalated", "closed", "ended", "open", "of which overdue")


def actions_text(result: PlanResult) -> str:
    """Count each rule's actions over the run, and those that are open at its end; nothing without rules."""
    tracks: dict[str, list[Track]] = {}
    for track in result.tracks:
        tracks.setdefault(track.rule.title, []).append(track)
    rows = [(one_line(title), *_counts(result, each)) for title, each in tracks.items()]
    return f"Actions\n\n{table(_ACTIONS, rows)}" if rows else ""


def recognition_text(result: PlanResult) -> str:
    """Sum each award by plan year, with the share of all recognition that goes to improvement."""
    rows = recognition_rows(result)
    if not rows:
        return ""
    years = (f"year {year}" for year in range(1, len(rows[0])))
    return table((f"recognition ({result.compiled.plan.currency.code})", *years), rows)


def recognition_rows(result: PlanResult) -> list[tuple[str, ...]]:
    """Give a row for each award, its sums by plan year; last, if some are for improvement, their share."""
    plan = result.compiled.plan
    years = range(-(-result.compiled.months // 12))
    sums = [[_paid(awards, year) for year in years] for awards in result.awards]
    rows = [
        (one_line(awards.rule.title), *(money(paid, plan.currency.exponent) for paid in row))
        for awards, row in zip(result.awards, sums, strict=True)
    ]
    improved = [awards.rule.rank_by == "improvement" for awards in result.awards]
    if any(improved) and not all(improved):
        rows.append(("share for improvement", *_shares(sums, improved)))
    return rows


def _counts(result: PlanResult, tracks: list[Track]) -> Iterator[str]:
    for status in (OPENED, ESCALATED, CLOSED, ENDED):
        yield f"{sum(int((track.status == status).sum()) for track in tracks):,}"
    yield f"{sum(int(track.open[-1:].sum()) for track in tracks):,}"
    end = last_day(result.compiled.plan.starts + result.compiled.months - 1)
    yield f"{sum(int((track.open[-1:] & (track.due[-1:] < end)).sum()) for track in tracks):,}"


def _paid(awards: Awards, year: int) -> int:
    return sum(award.amount for award in awards.each if award.month // 12 == year)


def _shares(sums: list[list[int]], improved: list[bool]) -> Iterator[str]:
    for column in zip(*sums, strict=True):
        part = sum(paid for paid, counts in zip(column, improved, strict=True) if counts)
        yield f"{100 * part / sum(column):.0f}%" if sum(column) else ""
