"""Advice on targets above anything that history has seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from compplan.advice.cards import cards_of
from compplan.advice.history import History, span_text
from compplan.diagnostics import Diagnostic
from compplan.documents.words import some
from compplan.engine.results.result import Result
from compplan.months import parse_month
from compplan.plan.advice_words import place_of, roughly, warning
from compplan.plan.model import AttainmentMeasure, ReportCardMeasure
from compplan.plan.thresholds import Thresholds, source_of

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Stretch:
    """A participant's latest target of a measure, for one payout period, and the best he ever did in one."""

    participant: str
    target: float
    best: float


def targets_above_best(history: History, result: Result, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn of targets above the best value that the participant, or anybody, ever had."""
    for measure in history.plan.measures:
        if isinstance(measure, AttainmentMeasure) and measure.id not in history.assume:
            yield from _of_measure(history, result, measure, thresholds)
        elif isinstance(measure, ReportCardMeasure) and measure.id not in history.assume:
            yield from _of_card(history, result, measure)


def stretches(
    history: History, result: Result, measure: AttainmentMeasure, thresholds: Thresholds
) -> tuple[Stretch, ...]:
    """Give target and best value of every participant with enough periods of history."""
    found = []
    for person, periods in groupby(_periods(history, result, measure), lambda row: row[0]):
        rows = list(periods)
        if len(rows) >= thresholds.history_periods:
            found.append(Stretch(person, rows[-1][2], max(actual for _, actual, _ in rows)))
    return tuple(found)


def _periods(
    history: History, result: Result, measure: AttainmentMeasure
) -> Iterator[tuple[str, float, float]]:
    """Give actual and target of each participant and payout period; with year to date, what a line adds."""
    lines = result.lines
    chosen = lines["component"] == measure.id
    columns = (lines[name][chosen].tolist() for name in ("participant_id", "month", "actual", "target"))
    before: tuple[str, int, float, float] = ("", 0, 0.0, 0.0)
    for person, month, actual, target in zip(*columns, strict=True):
        if target != target:  # noqa: PLR0124 (nan: no target)
            continue
        year = ((parse_month(month) or 0) - history.plan.starts) // 12
        same = measure.accumulate == "year_to_date" and before[:2] == (person, year)
        done, asked = before[2:] if same else (0.0, 0.0)
        before = person, year, actual, target
        yield person, actual - done, target - asked


def _of_measure(
    history: History, result: Result, measure: AttainmentMeasure, thresholds: Thresholds
) -> Iterator[Diagnostic]:
    known = stretches(history, result, measure, thresholds)
    above = [found for found in known if found.target > found.best * (1 + TINY)]
    if above:
        above.sort(key=lambda found: found.best - found.target)
        worst = some(
            f"{found.participant} ({_number(found.target)}; best {_number(found.best)})"
            for found in above[:3]
        )
        message = (
            f"on {span_text(result)}, the latest target of '{measure.id}' is above the best "
            f"{history.plan.payout_period} ever for {len(above)} of {len(known)} participants with "
            f"{thresholds.history_periods} or more ({source_of(thresholds, 'history_periods')}): {worst}"
            f"{', ...' if len(above) > 3 else ''}"
        )
        place = place_of(history.plan, "measures", measure.id, "target")
        yield warning("CP922", message, place, "lower these targets")


def _of_card(history: History, result: Result, measure: ReportCardMeasure) -> Iterator[Diagnostic]:
    card = history.plan.report_card(measure.report_card)
    mean = card.attains_by == "mean_value"
    for behaviour, rows in zip(card.behaviours, cards_of(result, measure), strict=True):
        chosen = rows["status"] == "counted"
        best = float(rows["score"][chosen].max(initial=-1.0))
        if 0 <= best < float(behaviour.target) - TINY:
            people = len(set(rows["participant_id"][chosen].tolist()))
            message = (
                f"on {span_text(result)}, none of {people} participants ever reached the target of "
                f"'{behaviour.id}', {_figure(behaviour.target, mean=mean)}; "
                f"the best {'mean' if mean else 'share'} was {_figure(best, mean=mean)}"
            )
            path = ("report_cards", measure.report_card, "behaviours", behaviour.id, "target")
            yield warning(
                "CP922", message, place_of(history.plan, *path), "lower it, or raise it step by step"
            )


def _figure(value: Fraction | float, *, mean: bool) -> str:
    return _number(float(value)) if mean else roughly(value)


def _number(value: float) -> str:
    return f"{round(value, 2):,.12g}"
