"""The page of a search for the best path: what it brings and costs, the frontier, pilots, where it fails."""

from __future__ import annotations

from collections.abc import Sequence

from compplan.decision.figures import Figure
from compplan.decision.optimum import Optimum, Piloted, Weighed
from compplan.pictures.axes import Axis
from compplan.pictures.figures import Kind, figure
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.report.decision_ways import named_by_steps, steps_text, way_text
from compplan.report.decision_words import (
    NOBODY,
    PILOT,
    PILOT_HEADER,
    broken_text,
    fails_text,
    region_text,
    staying_text,
    words,
)
from compplan.report.page.basis import record
from compplan.report.page.model import Body, Card, Framed, Page, Row, Section, Table
from compplan.report.page.render import render
from compplan.report.page.weights import weight_paths

_PILOTS = 8
_CARDS = (
    ("What does it bring?", "net_contribution", "Net contribution"),
    ("What does it cost?", "payout_cost", "Pay"),
    ("What does it do to revenue?", "revenue", "Revenue"),
)


def optimum_html(optimum: Optimum) -> str:
    """Write a search as one HTML file, without a request to any network."""
    return render(_page(optimum))


def title_of(optimum: Optimum) -> str:
    """Name the path that was found."""
    return f"The best path found: {way_text(optimum.best.candidate)}"


def lead_of(optimum: Optimum) -> str:
    """Say what was tried, and whether limits hold."""
    best = optimum.best
    limits = f" {NOBODY}: {'; '.join(broken_text(optimum, best))}." if best.over else ""
    limits += "".join(f" {each}." for each in staying_text(optimum))
    return (
        f"{optimum.tried} candidates met the same {optimum.samples} samples, seed "
        f"{optimum.prepared.setting.seed}, in the worldviews {', '.join(optimum.prepared.worldviews)}. "
        f"Differences are to {optimum.prepared.paths[0].name}; dots are means, lines hold eight of ten "
        f"samples.{limits}"
    )


def cards_of(optimum: Optimum) -> tuple[Card, ...]:
    """Answer what the chosen path brings, costs and risks."""
    return (*(_brought(optimum, *card) for card in _CARDS), _regret(optimum), _risk(optimum))


def _page(optimum: Optimum) -> Page:
    best, setting = optimum.best, optimum.prepared.setting
    plan = best.candidate.plan(optimum.prepared.end)
    return Page(
        kind="Scenario, not forecast",
        title=title_of(optimum),
        lead=lead_of(optimum),
        warning=optimum.prepared.basis.notes[0],
        stops=(),
        cards=cards_of(optimum),
        sections=(
            weight_paths([plan], setting.months),
            Section("frontier", "The frontier", (FRONTIER,), (framed_points(optimum, optimum.frontier),)),
            Section("named", "Named paths", (_NAMED,), (framed_points(optimum, optimum.named),)),
            *([Section("pilots", "Pilots", (PILOT,), (framed_pilots(optimum),))] if optimum.pilots else []),
            _fails(optimum),
            Section("notes", "What does it rest on?", optimum.prepared.basis.notes, ()),
            record([path.plan for path in optimum.prepared.paths], _facts(optimum)),
        ),
    )


FRONTIER = "Nothing that was tried beats these in pay, gain, behaviour and worst regret at once."
_NAMED = "Paths that have a name, on the same samples."


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
    kind = _kind(optimum)
    lines = "; ".join(f"{view} {figure(each, kind)}" for view, each in optimum.best.regret.items())
    said = f"Next to the best that was tried in each worldview: {lines}."
    return Card("What is given away at worst?", (Body(figure(worst, kind), said),))


def _risk(optimum: Optimum) -> Card:
    first = optimum.prepared.paths[0].name
    said = f"of samples, all worldviews alike, bring less than {first}. Of the way gone: "
    return Card(
        "How likely is a loss?",
        (Body(f"{optimum.best.risk:.0%}", f"{said}{steps_text(optimum.best.candidate)}."),),
    )


def framed_points(optimum: Optimum, points: Sequence[Weighed]) -> Framed:
    """Draw candidates and list their figures: pay and behaviour as means over worldviews."""
    views, metric, kind = optimum.prepared.worldviews, words(optimum.aim.metric), _kind(optimum)
    header = (
        *("path", "of the way gone", "pay"),
        *(f"{metric}, {view}" for view in views),
        *("favourable", "worst regret", "risk"),
    )
    rows = tuple(Row(_point(optimum, each)) for each in points)
    look = List(f"{metric}, over worldviews", Axis(kind, signed=True), (0.0,))
    pictures = (intervals(look, {"": [_over_views(optimum, each) for each in points]}),) if points else ()
    caption = f"Next to {optimum.prepared.paths[0].name}; \u00b1 is the error of a mean"
    tables = (Table(caption if points else "None keeps the limits", header, rows, left=2),)
    return Framed(pictures, tables)


def _point(optimum: Optimum, each: Weighed) -> tuple[str, ...]:
    views, metric, kind = optimum.prepared.worldviews, optimum.aim.metric, _kind(optimum)
    pay = [each.gains[view, "payout_cost"] for view in views]
    share = sum(each.figures[view, "favourable_share"].mean for view in views) / len(views)
    return (
        way_text(each.candidate) + (" (breaks a limit)" if each.over else ""),
        steps_text(each.candidate) if named_by_steps(each.candidate) else "",
        _signed(sum(one.mean for one in pay) / len(pay), max(one.error for one in pay), "money"),
        *(_told(each.gains[view, metric], kind) for view in views),
        f"{share:.1%}",
        figure(max(each.regret.values()), kind),
        f"{each.risk:.0%}",
    )


def framed_pilots(optimum: Optimum) -> Framed:
    """List the best of the pilots that were tried."""
    rows = tuple(Row(_pilot(optimum, each)) for each in optimum.pilots[:_PILOTS])
    caption = f"The best {len(rows)} of {len(optimum.pilots)}, means over worldviews"
    return Framed((), (Table(caption, PILOT_HEADER, rows),))


def _pilot(optimum: Optimum, each: Piloted) -> tuple[str, ...]:
    verdicts, kind = list(each.worth.verdicts.values()), _kind(optimum)
    shares = ("going", "right", "stopped_wrongly", "gone_wrongly")
    cost = sum(verdict.cost.mean for verdict in verdicts) / len(verdicts)
    return (
        way_text(each.weighed.candidate),
        *(f"{sum(getattr(verdict, name) for verdict in verdicts) / len(verdicts):.0%}" for name in shares),
        _signed(cost, max(verdict.cost.error for verdict in verdicts), kind),
        _told(each.worth.evidence, kind),
        _told(each.worth.next_to_full, kind),
    )


def _kind(optimum: Optimum) -> Kind:
    return "share" if optimum.aim.metric == "favourable_share" else "money"


def _over_views(optimum: Optimum, each: Weighed) -> Interval:
    """Give the mean over worldviews, and the means of the worst and the best of them."""
    means = [each.gains[view, optimum.aim.metric].mean for view in optimum.prepared.worldviews]
    return Interval(way_text(each.candidate), sum(means) / len(means), (min(means), max(means)))


def _told(each: Figure, kind: Kind) -> str:
    return _signed(each.mean, each.error, kind)


def _signed(mean: float, error: float, kind: Kind) -> str:
    return f"{figure(mean, kind, signed=True)} \u00b1{figure(error, kind)}"


def _fails(optimum: Optimum) -> Section:
    said = (
        f"Where {fails_text(optimum.aim.metric)}:",
        *(f"{view}: {region_text(each, optimum.aim.metric)}." for view, each in optimum.regions.items()),
    )
    return Section("fails", "Where does it fail?", said, ())
