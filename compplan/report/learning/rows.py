"""The tables of what is known, as rows of texts: the same on a terminal and on a page."""

from __future__ import annotations

from math import isfinite

from compplan.learning.backtest.result import ALL, Backtest
from compplan.learning.backtest.rolling import OURS
from compplan.learning.learned import Calibration
from compplan.learning.noise.model import BehaviourNoise, MeasureNoise
from compplan.report.calibration_text import interval
from compplan.report.learning.words import percent, skill_of, skill_verdict, span

Rows = list[tuple[str, ...]]


def score_rows(found: Backtest) -> tuple[tuple[str, ...], Rows]:
    """Give scores and coverage of every method over all horizons, the best first."""
    header = ("method", "forecasts", f"score, {found.currency}", "of the mean", "50%", "80%", "95%")
    known = [(name, row) for name in found.rolled.scored.methods if (row := found.row(found.scores, name))]
    known.sort(key=lambda each: each[1]["crps"])
    rows = [
        (
            name,
            f"{row['forecasts']:,.0f}",
            f"{row['crps']:,.0f}",
            percent(row["per_unit"]),
            *(percent(row[f"coverage_{level}"]) for level in (50, 80, 95)),
        )
        for name, row in known
    ]
    return header, rows


def skill_rows(found: Backtest) -> tuple[tuple[str, ...], Rows]:
    """Give our skill next to every other method by horizon, with what it means over all."""
    header = (
        "next to",
        *(f"{each} months" if each > 1 else "1 month" for each in found.tested),
        "all",
        "95 % interval",
        "what that means",
    )
    rows: Rows = []
    for name in found.rolled.scored.methods[1:]:
        whole = skill_of(found, name)
        if whole is not None:
            each = [skill_of(found, name, f"{ahead}") for ahead in found.tested]
            cells = ["" if skill is None else percent(skill.value, signed=True) for skill in each]
            said = (percent(whole.value, signed=True), span(whole, signed=True), skill_verdict(whole))
            rows.append((name, *cells, *said))
    return header, rows


def horizon_rows(found: Backtest) -> tuple[tuple[str, ...], Rows]:
    """Give our own scores and coverage by horizon."""
    header = ("months ahead", "forecasts", f"score, {found.currency}", "of the mean", "80% held", "interval")
    rows: Rows = []
    for ahead in [*map(str, found.tested), ALL]:
        row = found.row(found.scores, OURS, ahead)
        if row is not None:
            ends = (row["coverage_80_low"], row["coverage_80_high"])
            held = f"{percent(ends[0])} to {percent(ends[1])}" if isfinite(ends[0]) else "no interval"
            figures = (f"{row['forecasts']:,.0f}", f"{row['crps']:,.0f}", percent(row["per_unit"]))
            rows.append((ahead, *figures, percent(row["coverage_80"]), held))
    return header, rows


def learned_rows(found: Calibration) -> tuple[tuple[str, ...], Rows]:
    """Give each parameter that the data taught, before and after."""
    header = ("parameter", "unit", "assumed (90 %)", "after the data (90 %)", "contraction", "learned from")
    rows: Rows = [
        (
            each.name.replace("_", " "),
            each.unit,
            interval(each.before),
            interval(each.after),
            percent(each.contraction),
            each.taught_by,
        )
        for each in found.parameters
        if each.learned
    ]
    return header, rows


def assumed_rows(found: Calibration) -> tuple[tuple[str, ...], Rows]:
    """Give each parameter that the data did not teach, and why."""
    header = ("parameter", "unit", "assumed (90 %)", "contraction", "why it is not learned")
    rows: Rows = [
        (
            each.name.replace("_", " "),
            each.unit,
            interval(each.before),
            percent(each.contraction),
            each.reason,
        )
        for each in found.parameters
        if not each.learned
    ]
    return header, rows


def behaviour_rows(measure: MeasureNoise) -> tuple[tuple[str, ...], Rows]:
    """Give what is known of each behaviour's ratings."""
    header = (
        "behaviour",
        "answers",
        "one answer is person",
        "95 % interval",
        "usual answers",
        "reliability",
        "95 % interval",
        "needed for 50%",
        "70%",
        "80%",
    )
    return header, [_behaviour(each) for each in measure.behaviours]


def _behaviour(each: BehaviourNoise) -> tuple[str, ...]:
    needed = (f"{count:,.0f}" if isfinite(count) else "never" for count in each.needed)
    return (
        each.behaviour,
        f"{each.responses:,}",
        percent(each.correlation.value),
        span(each.correlation),
        f"{each.usual:g}",
        percent(each.reliability.value),
        span(each.reliability),
        *(needed if isfinite(each.correlation.value) else ("?",) * 3),
    )


def remedy_rows(measure: MeasureNoise) -> tuple[tuple[str, ...], Rows]:
    """Give what remedies do."""
    header = ("remedy", "left to chance", "luck moves a score by", "real differences still paid")
    rows: Rows = [
        (each.name, percent(each.chance), percent(each.luck), percent(each.kept)) for each in measure.remedies
    ]
    return header, rows
