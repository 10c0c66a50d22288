"""Pages of a search for the best path, and of what decides an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compplan.decision.api import Sensitivity
from compplan.decision.optimum import Optimum, Weighed
from compplan.decision.score import Figure
from compplan.decision.sensitivity import Screened, Variance
from compplan.decision.switching import OneWay
from compplan.pictures.axes import Axis
from compplan.pictures.figures import Kind, figure
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.pictures.tornado import Swing, tornado
from compplan.report.decision_text import region_text
from compplan.report.decision_ways import steps_text, way_text
from compplan.report.page.basis import record
from compplan.report.page.model import Body, Card, Framed, Page, Row, Section, Table
from compplan.report.page.render import render
from compplan.report.page.weights import weight_paths
from compplan.simulation.periods import UNITS

_TALLEST = 12
"""Parameters that a picture shows; tables hold all."""
_WIDE = 640
_CARDS = (
    ("What does it bring?", "net_contribution", "Net contribution"),
    ("What does it cost?", "payout_cost", "Pay"),
    ("What does it do to revenue?", "revenue", "Revenue"),
)


def optimum_html(optimum: Optimum) -> str:
    """Write a search as one HTML file, without a request to any network."""
    return render(_optimum_page(optimum))


def sensitivity_html(found: Sensitivity) -> str:
    """Write what decides an answer as one HTML file, without a request to any network."""
    return render(_sensitivity_page(found))


def _optimum_page(optimum: Optimum) -> Page:
    best, setting = optimum.best, optimum.prepared.setting
    limits = "" if not best.over else " No candidate keeps the limits; this one is nearest to them."
    lead = (
        f"{optimum.tried} candidates met the same {optimum.samples} samples in the worldviews "
        f"{', '.join(optimum.prepared.worldviews)}. Differences are to {optimum.prepared.paths[0].name}; "
        f"dots are means, lines hold eight of ten samples.{limits}"
    )
    plan = best.candidate.plan(optimum.prepared.end)
    return Page(
        kind="Scenario, not forecast",
        title=f"The best path found: {way_text(best.candidate)}",
        lead=lead,
        warning=optimum.prepared.basis.notes[0],
        stops=(),
        cards=(*(_brought(optimum, *card) for card in _CARDS), _regret(optimum), _risk(optimum)),
        sections=(
            weight_paths([plan], setting.months),
            _points("frontier", "The frontier", _FRONTIER, optimum, optimum.frontier),
            _points(
                "named", "Named paths", "Paths that have a name, on the same samples.", optimum, optimum.named
            ),
            _fails(optimum),
            Section("notes", "What does it rest on?", optimum.prepared.basis.notes, ()),
            record([path.plan for path in optimum.prepared.paths], _facts(optimum)),
        ),
    )


_FRONTIER = "Nothing that was tried beats these in cost, gain, behaviour and worst regret at once."


def _facts(optimum: Optimum) -> dict[str, str]:
    setting = optimum.prepared.setting
    return {"samples": str(optimum.samples), "seed": str(setting.seed), "candidates": str(optimum.tried)}


def _brought(optimum: Optimum, question: str, metric: str, name: str) -> Card:
    gains = [(view, optimum.best.gains[view, metric]) for view in optimum.prepared.worldviews]
    code = optimum.prepared.end.currency.code
    look = List(
        f"{name}, {code}, next to {optimum.prepared.paths[0].name}", Axis("money", signed=True), (0.0,)
    )
    rows = [_interval(view, each) for view, each in gains]
    means = [each.mean for _, each in gains]
    told = " to ".join(figure(each, "money", signed=True) for each in (min(means), max(means)))
    return Card(question, (Body(told),), intervals(look, {"": rows}))


def _interval(label: str, each: Figure) -> Interval:
    return Interval(label, each.mean, (each.p10, each.p90))


def _regret(optimum: Optimum) -> Card:
    worst = max(optimum.best.regret.values())
    lines = "; ".join(f"{view} {figure(each, 'money')}" for view, each in optimum.best.regret.items())
    said = f"Next to the best that was tried in each worldview: {lines}."
    return Card("What is given away at worst?", (Body(figure(worst, "money"), said),))


def _risk(optimum: Optimum) -> Card:
    first = optimum.prepared.paths[0].name
    said = f"of samples, all worldviews alike, bring less than {first}. Of the way gone: "
    return Card(
        "How likely is a loss?",
        (Body(f"{optimum.best.risk:.0%}", f"{said}{steps_text(optimum.best.candidate)}."),),
    )


def _points(name: str, title: str, said: str, optimum: Optimum, points: Sequence[Weighed]) -> Section:
    views, metric = optimum.prepared.worldviews, optimum.aim.metric
    kind: Kind = "share" if metric == "favourable_share" else "money"
    header = (
        "path",
        *(f"{metric.replace('_', ' ')}, {view}" for view in views),
        "worst regret",
        "risk",
        "way",
    )
    rows = tuple(
        Row(
            (
                way_text(each.candidate) + (" (breaks a limit)" if each.over else ""),
                *(_told(each.gains[view, metric], kind) for view in views),
                figure(max(each.regret.values()), kind),
                f"{each.risk:.0%}",
                steps_text(each.candidate) if each.candidate.name == "free" else "",
            )
        )
        for each in points
    )
    look = List(f"{metric.replace('_', ' ')}, mean over worldviews", Axis(kind, signed=True), (0.0,), _WIDE)
    pictures = (intervals(look, {"": [_over_views(optimum, each) for each in points]}),) if points else ()
    tables = (Table("Differences to the first plan; \u00b1 is the error of a mean", header, rows),)
    return Section(name, title, (said,), (Framed(pictures, tables),))


def _over_views(optimum: Optimum, each: Weighed) -> Interval:
    """Give the mean over worldviews, and the means of the worst and the best of them."""
    means = [each.gains[view, optimum.aim.metric].mean for view in optimum.prepared.worldviews]
    return Interval(way_text(each.candidate), sum(means) / len(means), (min(means), max(means)))


def _told(each: Figure, kind: Kind) -> str:
    return f"{figure(each.mean, kind, signed=True)} \u00b1{figure(each.error, kind)}"


def _fails(optimum: Optimum) -> Section:
    said = (
        "For which parameters another named path, or the first plan, brings 1 % of revenue more:",
        *(f"{view}: {region_text(each)}." for view, each in optimum.regions.items()),
    )
    return Section("fails", "Where does it fail?", said, ())


def _sensitivity_page(found: Sensitivity) -> Page:
    paths = found.prepared.paths
    asked = paths[-1].name + (f" less {paths[0].name}" if len(paths) > 1 else "")
    period = "the whole plan" if found.period == "all" else found.period
    return Page(
        kind="Scenario, not forecast",
        title=f"What decides {found.metric.replace('_', ' ')} of {asked}, over {period}?",
        lead=_LEADS[found.method],
        warning=found.prepared.basis.notes[0],
        stops=(),
        cards=(),
        sections=(
            *(_view(found, view, each) for view, each in found.found.items()),
            Section("notes", "What does it rest on?", found.prepared.basis.notes, ()),
            record([path.plan for path in paths], {"seed": str(found.prepared.setting.seed)}),
        ),
    )


_LEADS = {
    "one_way": "Each parameter goes from the 2 % to the 98 % end of its prior, all else at its centre.",
    "morris": "How far each parameter moves the answer on average, wherever the others are.",
    "sobol": "Shares of the answer's variance, with 95 % intervals.",
}


def _view(found: Sensitivity, view: str, each: object) -> Section:
    kind = _kind(found.metric)
    code = found.prepared.end.currency.code
    title = f"{found.metric.replace('_', ' ')}{f', {code}' if kind == 'money' else ''}"
    if isinstance(each, Variance):
        parts = _shares(each)
    else:
        assert isinstance(each, (list, tuple))
        draw: Callable[..., Framed] = _one_way if isinstance(each[0], OneWay) else _screened
        parts = draw(each, List(title, Axis(kind, signed=True), (0.0,), _WIDE), kind)
    return Section(f"view-{view}", f"Worldview {view}", (), (parts,))


def _kind(metric: str) -> Kind:
    if metric not in UNITS:
        return "money"
    return "count" if metric == "leavers" else "share"


def _one_way(found: Sequence[OneWay], look: List, kind: Kind) -> Framed:
    swings = [Swing(_words(each.parameter), each.low, each.high) for each in found[:_TALLEST]]
    rows = tuple(
        Row(
            (
                _words(each.parameter),
                f"{each.from_value:.3g} to {each.to_value:.3g}",
                figure(each.low, kind, signed=True),
                figure(each.high, kind, signed=True),
                "never" if each.switch is None else f"{each.switch:.3g}",
                "" if each.share is None else f"{each.share:.0%}",
            )
        )
        for each in found
    )
    header = ("parameter", "2 % to 98 % of its prior", "from", "to", "switches at", "of the prior below")
    return Framed((tornado(look, swings, found[0].centre),), (Table("Each alone", header, rows),))


def _screened(found: Sequence[Screened], look: List, kind: Kind) -> Framed:
    shown = [
        Interval(_words(each.parameter), each.mean, (each.mean - each.error, each.mean + each.error))
        for each in found[:_TALLEST]
    ]
    rows = tuple(
        Row(
            (
                _words(each.parameter),
                f"{figure(each.mean, kind)} \u00b1{figure(each.error, kind)}" if each.told else _SILENT,
                figure(each.spread, kind),
            )
        )
        for each in found
    )
    header = ("parameter", "moves the answer by", "differing by")
    return Framed((intervals(look, {"": shown}),), (Table("Screening", header, rows),))


_SILENT = "cannot be told from nothing"


def _shares(found: Variance) -> Framed:
    shown = [
        Interval(
            _words(each.parameter), each.total, (each.total - each.total_error, each.total + each.total_error)
        )
        for each in found.effects[:_TALLEST]
    ]
    rows = tuple(
        Row(
            (
                _words(each.parameter),
                f"{each.total:.2f} \u00b1{each.total_error:.2f}" if each.told else _SILENT,
                f"{each.first:.2f} \u00b1{each.first_error:.2f}",
            )
        )
        for each in found.effects
    )
    look = List("Share of variance, with others", Axis("share"), (0.0,), _WIDE)
    header = ("parameter", "share of variance, with others", "alone")
    caption = f"{found.evaluations:,} points"
    return Framed((intervals(look, {"": shown}),), (Table(caption, header, rows),))


def _words(name: str) -> str:
    return name.replace("_", " ")
