"""What a backtest and an audit of survey noise say, in sentences for those who do not know the terms."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from compplan.learning.backtest.bootstrap import Range
from compplan.learning.backtest.result import Backtest
from compplan.learning.backtest.rolling import OURS
from compplan.learning.backtest.trial import PLANNERS, UNMOVED
from compplan.learning.learned import Calibration
from compplan.learning.noise.model import MeasureNoise, NoiseAudit
from compplan.report.tables_text import share

LEVEL = 0.8
"""The level of intervals that sentences are about."""
NOT_SCENARIOS = (
    "These are forecasts under the plan that people worked under, and they are tested. What another plan "
    "would do is a scenario: a path that was never run cannot be tested on the past. A pilot or a staggered "
    "roll-out can test it."
)
NOTHING_ELSE = (
    "This is about the past under the plan that people worked under; it says nothing of another plan."
)
SCORE = (
    "The score (CRPS) is the mean error of a forecast that says how likely each outcome is: 0 is perfect, "
    "and for a single figure it is the plain error. Scores are fair to forecasts of few possible values."
)


def backtest_says(found: Backtest) -> Iterator[str]:
    """Give what a backtest found, the answer first."""
    own = found.rolled.scored.part(OURS, found.horizons)
    if found.best:
        yield _next_to(found, found.best, f"Next to the best forecast that costs nothing ('{found.best}')")
    yield _next_to(found, UNMOVED, "Next to the simulator with behaviour switched off")
    if found.row(found.skill, PLANNERS):
        yield _next_to(found, PLANNERS, "Next to the planners' own forecasts")
    held = coverage_of(found)
    yield (
        f"Of our 80 % intervals, {percent(held.value)} held what came ({span(held)}): "
        f"{coverage_verdict(held)}."
    )
    ahead = listed(f"{each}" for each in found.tested)
    yield (
        f"Tested: {found.figure} of {len(set(own.person.tolist()))} participants, {ahead} months ahead, "
        f"{len(own.score):,} forecasts made from {found.series.month(found.rolled.origins[0])} to "
        f"{found.series.month(found.rolled.origins[-1])}."
    )


def noise_says(audit: NoiseAudit, measure: MeasureNoise) -> Iterator[str]:
    """Give what an audit found of a measure, the answer first."""
    if not isfinite(measure.chance.value):
        yield f"How much of '{measure.measure}' is chance cannot be told: there are too few ratings."
        return
    yield (
        f"Of the differences between participants that '{measure.measure}' pays for, "
        f"{percent(measure.chance.value)} are chance ({span(measure.chance)}): who happened to answer, and "
        f"on which day. It paid {measure.paid:,.0f} {audit.currency} from {audit.months}."
    )
    known = [each for each in measure.behaviours if isfinite(each.correlation.value)]
    one = [each.correlation.value for each in known]
    yield (
        f"A single answer is {between(one)} about the participant; the rest is about the customer and the "
        "day (intra-class correlation)."
    )
    for at, level in enumerate((50, 70)):
        need = [each.needed[at] for each in known]
        yield (
            f"A behaviour's score that is {level} % person takes {counts(need)} answers; usually "
            f"{counts([each.usual for each in known])} count."
        )


def calibration_says(found: Calibration) -> Iterator[str]:
    """Give what a calibration found, the answer first."""
    held, learned = found.panel, list(found.learned)
    of = (
        f"{held.participants} participants over {held.months} months, {held.months_changed} under new weights"
    )
    if not learned:
        yield f"The data taught none of {len(found.parameters)} parameters: {of}. All stay as assumed."
    else:
        names = listed(name.replace("_", " ") for name in learned)
        yield (
            f"Of {len(found.parameters)} parameters the data taught {len(learned)}: {names}. There were {of}."
        )
    if found.fell_back:
        yield "What they say of the response to pay could not be relied on; it stays as assumed."
    yield (
        "What is not learned stays as the literature or an assumption has it; contraction is the share by "
        "which the data narrowed what was believed."
    )


def coverage_of(found: Backtest) -> Range:
    """Give the coverage of our 80 % intervals."""
    row = found.row(found.scores, OURS) or {}
    return Range(*(row[f"coverage_80{end}"] for end in ("", "_low", "_high")))


def skill_of(found: Backtest, name: str, horizon: str = "all") -> Range | None:
    """Give our skill next to a method; None if they made no forecast together."""
    row = found.row(found.skill, name, horizon)
    return None if row is None else Range(row["skill"], row["skill_low"], row["skill_high"])


def skill_verdict(found: Range) -> str:
    """Say what an interval of skill means."""
    if not isfinite(found.low):
        return "how sure that is cannot be told"
    if not found.decided:
        return "no difference beyond chance"
    return "better, beyond chance" if found.low > 0 else "worse, beyond chance"


def coverage_verdict(found: Range) -> str:
    """Say what the coverage of 80 % intervals means."""
    if not isfinite(found.low):
        return "how sure that is cannot be told"
    if found.low <= LEVEL <= found.high:
        return "as wide as they should be"
    return "too narrow" if found.high < LEVEL else "wider than they need be"


def percent(value: float, *, signed: bool = False) -> str:
    """Write a share as a percentage for a sentence; unknown as ``?``.

    >>> percent(0.0123, signed=True), percent(float("nan"))
    ('+1.2%', '?')
    """
    return share(value, signed=signed) or "?"


def span(found: Range, *, signed: bool = False) -> str:
    """Write the ends of an interval."""
    if not isfinite(found.low):
        return "no interval"
    return f"{percent(found.low, signed=signed)} to {percent(found.high, signed=signed)}"


def between(values: list[float]) -> str:
    """Write the range of shares."""
    low, high = (percent(each) for each in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


def counts(values: list[float]) -> str:
    """Write the range of counts; what no number reaches as ``no number of``."""
    known = [value for value in values if isfinite(value)]
    if not known:
        return "more than any number of"
    low, high = (f"{each:,.0f}" for each in (min(known), max(known)))
    return low if low == high else f"{low} to {high}"


def listed(words: Iterator[str]) -> str:
    """Write words as a list.

    >>> listed(iter("abc"))
    'a, b and c'
    """
    every = list(words)
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def _next_to(found: Backtest, name: str, begins: str) -> str:
    skill = skill_of(found, name)
    if skill is None:
        return f"{begins}, nothing could be compared."
    way = "better" if skill.value >= 0 else "worse"
    return (
        f"{begins}, our score is {percent(abs(skill.value))} {way} (95 % interval of skill "
        f"{span(skill, signed=True)}): {skill_verdict(skill)}."
    )
