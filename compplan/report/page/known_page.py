"""The page of what is known and how: answers first, then the tables behind them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from compplan.learning.backtest.result import Backtest
from compplan.learning.backtest.rolling import OURS
from compplan.learning.backtest.scores import LEVELS
from compplan.learning.backtest.summary import coverage
from compplan.learning.known import Known
from compplan.learning.learned import Calibration
from compplan.learning.noise.model import MeasureNoise, NoiseAudit
from compplan.pictures.axes import Axis
from compplan.pictures.bars import Bars, grouped
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.report.learning import rows
from compplan.report.learning.words import (
    NOT_SCENARIOS,
    NOTHING_ELSE,
    SCORE,
    backtest_says,
    calibration_says,
    coverage_of,
    coverage_verdict,
    noise_says,
    percent,
    skill_of,
    skill_verdict,
    span,
)
from compplan.report.page.basis import record
from compplan.report.page.model import Body, Card, Framed, Page, Row, Section, Table
from compplan.report.page.render import render

_SHARE = Axis("share")
_TALLEST = 8
"""Parameters that a picture shows; tables hold all."""


def known_html(known: Known) -> str:
    """Write what is known as one HTML file, without a request to any network."""
    return render(known_page(known))


def known_page(known: Known) -> Page:
    """Put together the page of what is known."""
    cards, sections = list[Card](), list[Section]()
    if known.backtest is not None:
        cards += [_skill_card(known.backtest), _coverage_card(known.backtest)]
        sections.append(_forecasts(known.backtest))
    if known.noise is not None:
        cards += [_noise_card(each) for each in known.noise.measures]
        cards += [_remedy_card(each) for each in known.noise.measures]
        sections += [_noise(known.noise, each) for each in known.noise.measures]
    if known.calibration is not None:
        cards.append(_learned_card(known.calibration))
        sections.append(_parameters(known.calibration))
    if known.missing:
        sections.append(Section("missing", "What is not known?", known.missing, ()))
    plan = known.past.plan
    return Page(
        kind="Learned from the past",
        title=f"What we know and how: {plan.title}",
        lead=_lead(known),
        warning=NOT_SCENARIOS if known.backtest is not None else NOTHING_ELSE,
        stops=(),
        cards=tuple(cards),
        sections=(*sections, _rests(known), record([plan], {"data": known.past.panel.digest})),
    )


def _lead(known: Known) -> str:
    people = int(known.past.present.any(axis=0).sum())
    return (
        f"{people} participants, {known.past.span}. Dots are estimates, lines hold what they may be (95 % "
        "intervals)."
    )


def _skill_card(found: Backtest) -> Card:
    names = found.rolled.scored.methods[1:]
    known = [(name, skill) for name in names if (skill := skill_of(found, name)) is not None]
    look = List("Share of the other's score that ours saves", Axis("share", signed=True), (0.0,))
    lines = [
        Interval(name.removeprefix("simulator, "), each.value, _ends(each.value, each.low, each.high))
        for name, each in known
    ]
    best = skill_of(found, found.best)
    if best is None:
        return Card("How good are forecasts?", (Body("?", "Nothing could be compared."),))
    said = f"than the best forecast that costs nothing, '{found.best}': {skill_verdict(best)}."
    way = "better" if best.value >= 0 else "worse"
    figure = f"{percent(abs(best.value))} {way} ({span(best, signed=True)})"
    return Card("How good are forecasts?", (Body(figure, said),), intervals(look, {"": lines}))


def _coverage_card(found: Backtest) -> Card:
    own = found.rolled.scored.part(OURS, found.horizons)
    held = [(level, coverage(own, level)) for level in LEVELS]
    lines = [
        Interval(f"{level:.0%} intervals", each.value, _ends(each.value, each.low, each.high), target=level)
        for level, each in held
    ]
    about = coverage_of(found)
    said = f"of outcomes lie in our 80 % intervals: {coverage_verdict(about)}. Strokes mark what should."
    look = List("Share of outcomes that intervals held", _SHARE, (0.4, 1.0))
    return Card(
        "Do intervals hold what comes?",
        (Body(f"{percent(about.value)} ({span(about)})", said),),
        intervals(look, {"": lines}),
    )


def _noise_card(measure: MeasureNoise) -> Card:
    known = [each for each in measure.behaviours if isfinite(each.correlation.value)]
    lines = [
        Interval(
            each.behaviour.replace("_", " "),
            each.reliability.value,
            _ends(each.reliability.value, each.reliability.low, each.reliability.high),
        )
        for each in known
    ]
    look = List("Reliability of behaviours' scores", _SHARE, (0.0, 1.0))
    picture = intervals(look, {"": lines}) if lines else ""
    said = f"of the differences that '{measure.measure}' pays for are chance."
    figure = f"{percent(measure.chance.value)} ({span(measure.chance)})"
    return Card(f"How much of '{measure.measure}' is chance?", (Body(figure, said),), picture)


def _remedy_card(measure: MeasureNoise) -> Card:
    lines = [Interval(each.name, each.chance, (each.chance, each.chance)) for each in measure.remedies[:-1]]
    shrunk = measure.remedies[-1]
    look = List("Share left to chance", _SHARE, (0.0, 1.0))
    best = measure.remedies[-2]
    said = (
        f"with {best.name}: asked for, or pooled over months. Shrinking scores leaves the share as it is, "
        f"but lets luck move them only {percent(shrunk.luck)} as far, and real differences too."
    )
    return Card(
        f"What would mend '{measure.measure}'?",
        (Body(f"{percent(best.chance)} left to chance", said),),
        intervals(look, {"": lines}),
    )


def _learned_card(found: Calibration) -> Card:
    most = sorted(found.parameters, key=lambda each: -each.contraction)[:_TALLEST]
    lines = [
        Interval(
            each.name.replace("_", " "), each.contraction, (0.0, each.contraction), colour=int(each.learned)
        )
        for each in most
    ]
    look = List("Share by which the data narrowed a prior", _SHARE, (0.0, 1.0))
    said = "parameters of the simulator are learned from these data; the others stay as assumed."
    figure = f"{len(found.learned)} of {len(found.parameters)}"
    return Card("What did the data teach the simulator?", (Body(figure, said),), intervals(look, {"": lines}))


def _parameters(found: Calibration) -> Section:
    tables = (
        *([_table("Learned", rows.learned_rows(found))] if found.learned else []),
        _table("Not learned: these stay as assumed", rows.assumed_rows(found)),
    )
    says = (*calibration_says(found), *found.notes)
    return Section("parameters", "What did the data teach the simulator?", says, (Framed(tables=tables),))


def _forecasts(found: Backtest) -> Section:
    shares = found.pit["share"]
    names = [f"{100 * end:.0f}" for end in found.pit["to"]]
    fell = Bars("by percentile; alike where forecasts are right", 1, tuple(float(s) for s in shares))
    parts = Framed(
        (grouped("Where outcomes fell in our forecasts", names, [fell], _SHARE, (0.0, 0.2)),),
        (
            _table("Our skill next to others, by months ahead", rows.skill_rows(found)),
            _table("Scores, and the outcomes that intervals of 50, 80 and 95 % held", rows.score_rows(found)),
            _table("Ours by months ahead", rows.horizon_rows(found)),
        ),
    )
    return Section("forecasts", "How good are forecasts?", tuple(backtest_says(found)), (parts,))


def _noise(audit: NoiseAudit, measure: MeasureNoise) -> Section:
    tables = (
        _table("By behaviour", rows.behaviour_rows(measure)),
        _table("What would mend it", rows.remedy_rows(measure)),
    )
    title = f"How much of '{measure.measure}' is chance?"
    says = (*noise_says(audit, measure), *audit.notes)
    return Section(f"noise-{measure.measure}", title, says, (Framed(tables=tables),))


def _rests(known: Known) -> Section:
    notes = known.backtest.notes if known.backtest is not None else known.past.notes
    return Section("notes", "What does it rest on?", (*notes, SCORE), ())


def _table(caption: str, content: tuple[tuple[str, ...], Sequence[tuple[str, ...]]]) -> Table:
    header, body = content
    return Table(caption, header, tuple(Row(cells) for cells in body))


def _ends(value: float, low: float, high: float) -> tuple[float, float]:
    """Give the ends of an interval; without one, the value itself."""
    return (low, high) if isfinite(low) else (value, value)
