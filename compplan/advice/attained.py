"""Advice on targets: how many participants reached them on the history, and which nobody ever did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from compplan.advice.cards import cards_of
from compplan.advice.history import History, span_text
from compplan.diagnostics import Diagnostic
from compplan.engine.results.result import Result
from compplan.months import parse_month
from compplan.plan.advice_curves import edges_of
from compplan.plan.advice_words import note, place_of, roughly, warning
from compplan.plan.model import MONTHS_IN, Measure, ReportCardMeasure
from compplan.plan.rates import reach_of
from compplan.plan.thresholds import Thresholds, source_of

TINY = 1e-9
"""What a float of a result may lie below the attainment that it stands for."""


@dataclass(frozen=True, slots=True)
class Attained:
    """The attainments of one measure on the history, and the share of them at each level.

    ``unit`` says what an attainment is of: a participant's month, quarter or year.
    """

    measure: str
    unit: str
    attainments: tuple[float, ...]
    threshold: Fraction | None
    excellence: Fraction

    def share_at(self, level: Fraction) -> float:
        """Give the share of attainments that reach a level; 0 if there are none."""
        reached = sum(value >= float(level) - TINY for value in self.attainments)
        return reached / len(self.attainments) if self.attainments else 0.0


def attained(history: History, result: Result, thresholds: Thresholds) -> tuple[Attained, ...]:
    """Collect the attainments of every measure that the history recorded.

    With year to date those are the ones at the end of each plan year, else those of each performance
    period. Report cards without a single behaviour that counts are left out.
    """
    plan = history.plan
    if MONTHS_IN[plan.performance_period] < MONTHS_IN[plan.payout_period]:
        result = history.replay(payout_period=plan.performance_period)
    measures = [measure for measure in plan.measures if measure.id not in history.assume]
    return tuple(_attained(history, result, measure, thresholds) for measure in measures)


def _attained(history: History, result: Result, measure: Measure, thresholds: Thresholds) -> Attained:
    rows = _rows(result, measure, "attainment")
    to_date = measure.accumulate == "year_to_date"
    if isinstance(measure, ReportCardMeasure):
        counted = _counted_cards(history, result, measure)
        rows = [row for row in rows if row[:2] in counted]
    if to_date:
        years = groupby(rows, lambda row: (row[0], (row[1] - history.plan.starts) // 12))
        rows = [list(lines)[-1] for _, lines in years]
    unit = "year" if to_date else history.plan.performance_period
    values = tuple(value for _, _, value in rows if value == value)  # noqa: PLR0124 (nan is no attainment)
    curve, reach = measure.curve, reach_of(history.plan, measure.id)
    if curve.by != "attainment":
        return Attained(measure.id, unit, values, None, thresholds.excellence)
    edges = [edge for edge in edges_of(curve) if edge > 1 and (reach is None or edge <= reach)]
    return Attained(measure.id, unit, values, curve.threshold, max(edges, default=thresholds.excellence))


def _rows(result: Result, measure: Measure, column: str) -> list[tuple[str, int, float]]:
    """List participant, month index and a column of a measure's lines, by participant and month."""
    lines = result.lines
    chosen = lines["component"] == measure.id
    months = [parse_month(text) or 0 for text in lines["month"][chosen].tolist()]
    people, values = lines["participant_id"][chosen].tolist(), lines[column][chosen].tolist()
    return list(zip(people, months, values, strict=True))


def _counted_cards(history: History, result: Result, measure: ReportCardMeasure) -> set[tuple[str, int]]:
    """Give participant and month index of the report cards on which a behaviour with weight counts."""
    found: set[tuple[str, int]] = set()
    behaviours = history.plan.report_card(measure.report_card).behaviours
    for behaviour, rows in zip(behaviours, cards_of(result, measure), strict=True):
        counted = (rows["status"] == "counted") & (behaviour.weight > 0)
        people, months = (rows[name][counted].tolist() for name in ("participant_id", "month"))
        found |= {(person, parse_month(month) or 0) for person, month in zip(people, months, strict=True)}
    return found


@dataclass(frozen=True, slots=True)
class Level:
    """A level of attainment: its threshold's name, the share that reach it and how many usually do."""

    setting: str
    words: str
    share: float
    least: Fraction
    most: Fraction = Fraction(1)

    @property
    def usual(self) -> bool:
        """Tell whether as many reach the level as usual."""
        return float(self.least) <= self.share <= float(self.most)

    def __str__(self) -> str:
        """Write the share, the level and what is usual."""
        least = roughly(self.least)
        span = f"at least {least}" if self.most == 1 else f"{least} to {roughly(self.most)}"
        return f"{roughly(self.share)} reach {self.words} (usual: {span})"


def unusual_shares(history: History, result: Result, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn of targets that unusually few or many reach, with the figures at threshold and excellence."""
    for found in attained(history, result, thresholds):
        levels = levels_of(found, thresholds)
        outside = [level.setting for level in levels if not level.usual]
        if not found.attainments or not outside:
            continue
        sources = dict.fromkeys(source_of(thresholds, name) for name in outside)
        message = (
            f"on {span_text(result)}, of {len(found.attainments)} participant-{found.unit}s of "
            f"'{found.measure}' {'; '.join(map(str, levels))} ({'; '.join(sources)})"
        )
        tell = note if outside == ["reach_excellence_from"] else warning
        place = place_of(history.plan, "measures", found.measure)
        yield tell("CP921", message, place, "set targets that most can reach and some exceed")


def levels_of(found: Attained, thresholds: Thresholds) -> list[Level]:
    """Give the shares at threshold (if there is one), target and excellence."""
    target = Level(
        "reach_target_from",
        "the target",
        found.share_at(Fraction(1)),
        thresholds.reach_target_from,
        thresholds.reach_target_to,
    )
    top = Level(
        "reach_excellence_from",
        roughly(found.excellence),
        found.share_at(found.excellence),
        thresholds.reach_excellence_from,
        thresholds.reach_excellence_to,
    )
    if found.threshold is None:
        return [target, top]
    words, share = f"the threshold of {roughly(found.threshold)}", found.share_at(found.threshold)
    return [Level("reach_threshold", words, share, thresholds.reach_threshold), target, top]
