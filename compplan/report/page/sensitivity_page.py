"""The page of what decides an answer: parameters worst first, in each worldview."""

from __future__ import annotations

from collections.abc import Sequence

from compplan.decision.api import Found, Sensitivity
from compplan.decision.sensitivity import Screened, Variance
from compplan.decision.switching import OneWay
from compplan.pictures.axes import Axis
from compplan.pictures.figures import Kind, figure
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.pictures.tornado import Swing, tornado
from compplan.report.decision_words import ENDS, LEADS, asked_text, idle, words
from compplan.report.page.basis import record
from compplan.report.page.model import Body, Card, Framed, Page, Row, Section, Table
from compplan.report.page.render import render
from compplan.simulation.periods import UNITS

_TALLEST = 12
"""Parameters that a picture shows; tables hold all that do something."""
_SILENT = "cannot be told from zero"


def sensitivity_html(found: Sensitivity) -> str:
    """Write what decides an answer as one HTML file, without a request to any network."""
    return render(_page(found))


def _page(found: Sensitivity) -> Page:
    lead = LEADS[found.method] + (f" {ENDS}" if found.method == "one_way" else "")
    return Page(
        kind="Scenario, not forecast",
        title=f"What decides {asked_text(found)}?",
        lead=f"{lead} Worst first.",
        warning=found.prepared.basis.notes[0],
        stops=(),
        cards=answers_of(found),
        sections=(
            Section("pictures", "At a glance", (), (Framed(pictures_of(found)),)),
            *(_view(found, view, each) for view, each in found.found.items()),
            Section("notes", "What does it rest on?", found.prepared.basis.notes, ()),
            record([path.plan for path in found.prepared.paths], {"seed": str(found.prepared.setting.seed)}),
        ),
    )


def answers_of(found: Sensitivity) -> tuple[Card, ...]:
    """Answer, in each worldview, which parameter decides."""
    return tuple(_card(view, each) for view, each in found.found.items())


def _card(view: str, each: Found) -> Card:
    """Answer in a worldview: which parameter decides, and how."""
    if isinstance(each, Variance):
        first = each.effects[0]
        said = f"explains {first.total:.0%} \u00b1{first.total_error:.0%} of the variance, with others"
        return _answer(view, first.parameter, said if first.told else _SILENT)
    first_one = each[0]
    if isinstance(first_one, Screened):
        return _answer(view, first_one.parameter, "moves the answer most, wherever the others are")
    switching = [one for one in each if isinstance(one, OneWay) and one.switch is not None]
    said = "No parameter alone changes which path is better."
    if switching:
        said = f"The better path changes with {len(switching)} parameters, first of all "
        said += f"{words(switching[0].parameter)} at {switching[0].switch:.3g}."
    return _answer(view, first_one.parameter, said)


def _answer(view: str, parameter: str, said: str) -> Card:
    return Card(f"What decides, if {view} is right?", (Body(words(parameter), said),))


def pictures_of(found: Sensitivity) -> tuple[str, ...]:
    """Draw a tornado, or intervals, for each worldview."""
    kind = kind_of(found)
    unit = f", {found.prepared.end.currency.code}" if kind == "money" else ""
    drawn = []
    for view, each in found.found.items():
        if isinstance(each, Variance):
            look = List(f"{view}: share of variance, with others", Axis("share"), (0.0,))
            rows = [_interval(row.parameter, row.total, row.total_error) for row in each.effects[:_TALLEST]]
            drawn.append(intervals(look, {"": rows}))
            continue
        look = List(f"{view}: {words(found.metric)}{unit}", Axis(kind, signed=True), (0.0,))
        drawn.append(_drawn(look, each))
    return tuple(drawn)


def _interval(parameter: str, middle: float, error: float) -> Interval:
    return Interval(words(parameter), middle, (middle - error, middle + error))


def _drawn(look: List, each: Sequence[OneWay | Screened]) -> str:
    shown = each[:_TALLEST]
    swings = [Swing(words(one.parameter), one.low, one.high) for one in shown if isinstance(one, OneWay)]
    if isinstance(first := each[0], OneWay):
        return tornado(look, swings, first.centre)
    rows = [_interval(one.parameter, one.mean, one.error) for one in shown if isinstance(one, Screened)]
    return intervals(look, {"": rows})


def _view(found: Sensitivity, view: str, each: Found) -> Section:
    table, silent = table_of(found, each)
    said = (f"{silent}.",) if silent else ()
    return Section(f"view-{view}", f"Worldview {view}", said, (Framed((), (table,)),))


def table_of(found: Sensitivity, each: Found) -> tuple[Table, str]:
    """Give the table of a worldview, and a sentence that names the parameters left out of it."""
    if isinstance(each, Variance):
        return _shares(found, each)
    if isinstance(each[0], OneWay):
        return _one_way(found, [one for one in each if isinstance(one, OneWay)])
    return _screened(found, [one for one in each if isinstance(one, Screened)])


def kind_of(found: Sensitivity) -> Kind:
    """Give the kind of the answer: money, shares or counts."""
    if found.metric not in UNITS:
        return "money"
    return "count" if UNITS[found.metric] == "participants" else "share"


def _one_way(found: Sensitivity, every: list[OneWay]) -> tuple[Table, str]:
    kind, still = kind_of(found), idle(every)
    rows = tuple(
        Row(
            (
                *_named(found, each.parameter),
                f"{each.from_value:.3g} to {each.to_value:.3g}",
                figure(each.low, kind, signed=True),
                figure(each.high, kind, signed=True),
                "never" if each.switch is None else f"{each.switch:.3g}",
                "" if each.share is None else f"{each.share:.0%}",
            )
        )
        for each in every
        if each.parameter not in still
    )
    header = (
        *("parameter", "meaning", "2 % to 98 % of its prior", "answer from", "to"),
        *("switches at", "of the prior below"),
    )
    return Table("Each alone", header, rows, left=2), _left_out("Move the answer by nothing", still)


def _screened(found: Sensitivity, every: list[Screened]) -> tuple[Table, str]:
    kind = kind_of(found)
    rows = tuple(
        Row(
            (
                *_named(found, each.parameter),
                f"{figure(each.mean, kind)} \u00b1{figure(each.error, kind)}",
                figure(each.spread, kind),
            )
        )
        for each in every
        if each.told
    )
    header = ("parameter", "meaning", "moves the answer by", "differing by")
    silent = [each.parameter for each in every if not each.told]
    return Table("Screening", header, rows, left=2), _left_out("Cannot be told from zero", silent)


def _shares(found: Sensitivity, every: Variance) -> tuple[Table, str]:
    rows = tuple(
        Row(
            (
                *_named(found, each.parameter),
                f"{each.total:.2f} \u00b1{each.total_error:.2f}",
                f"{each.first:.2f} \u00b1{each.first_error:.2f}",
            )
        )
        for each in every.effects
        if each.told
    )
    header = ("parameter", "meaning", "share of variance, with others", "alone")
    silent = [each.parameter for each in every.effects if not each.told]
    caption = f"{every.evaluations:,} points"
    return Table(caption, header, rows, left=2), _left_out("Cannot be told from zero", silent)


def _named(found: Sensitivity, parameter: str) -> tuple[str, str]:
    return words(parameter), found.prepared.setting.library.priors[parameter].meaning


def _left_out(what: str, names: Sequence[str]) -> str:
    return f"{what}: {', '.join(map(words, names))}" if names else ""
