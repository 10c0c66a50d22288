"""The first screen of a study: six questions, answered in every worldview for each path."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from compplan import months as calendar
from compplan.pictures.axes import Axis
from compplan.pictures.figures import between, figure
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.report.page.doubts import disagree, sure
from compplan.report.page.model import Body, Card
from compplan.report.page.samples import (
    Floats,
    at_end,
    changes,
    colour_of,
    compared,
    interval,
    next_to,
    paths_shown,
    shown,
    span_of,
    target_of,
    totals,
    when,
)
from compplan.simulation.answers import passes
from compplan.simulation.study import Study
from compplan.simulation.tables import below
from compplan.simulation.worlds import Path

Rows = dict[str, list[Interval]]
"""Intervals of every worldview, for each path at which the slider stops."""


def cards(study: Study) -> tuple[Card, ...]:
    """Answer six questions about every path at which the slider stops."""
    risk = _risk if compared(study) else _leavers
    return (_cost(study), _revenue(study), _ratings(study), risk(study), sure(study), disagree(study))


def rows_of(
    study: Study, take: Callable[[str, Path], Floats], target: Callable[[Path], float | None] | None = None
) -> Rows:
    """Give the intervals of samples that are taken for each worldview and path."""
    return {
        path.name: [
            interval(view, take(view, path), colour_of(study, path.name), target(path) if target else None)
            for view in study.worldviews
        ]
        for path in paths_shown(study)
    }


def _cost(study: Study) -> Card:
    rows = rows_of(study, lambda view, path: changes(study, view, path.name, "payout_cost"))
    first, view = study.paths[0], study.worldviews[0]
    cost = totals(study, view, first.name, "payout_cost")
    low, high = (float(each) for each in np.percentile(cost, [5, 95]))
    base = f"{figure(float(cost.mean()), 'money')} ({between(low, high, 'money')} in nine of ten samples)"
    said = f"{first.name} costs {base} in the worldview {view}."
    return _money(study, "What does it cost?", f"Pay, {first.plan.currency.code}", rows, lambda _: said)


def _revenue(study: Study) -> Card:
    rows = rows_of(study, lambda view, path: changes(study, view, path.name, "revenue"))
    title = f"Revenue, {study.paths[0].plan.currency.code}"
    return _money(study, "What does it do to revenue?", title, rows, lambda path: _above(study, path))


def _money(study: Study, question: str, title: str, rows: Rows, said: Callable[[Path], str]) -> Card:
    signed = compared(study)
    always = (0.0,) if signed else ()
    look = List(next_to(study, title), Axis("money", signed=signed), always=always)
    bodies = (
        Body(span_of(_means(rows[path.name]), "money", signed=signed), said(path))
        for path in paths_shown(study)
    )
    return Card(question, tuple(bodies), intervals(look, rows, shown(study)))


def _above(study: Study, path: Path) -> str:
    """Say from when on mean revenue stays above that of the first path."""
    if not compared(study):
        return f"Over {when(study)}."
    starts = study.paths[0].plan.starts
    months = {view: passes(study, view, path.name) for view in study.worldviews}
    told = [
        f"{view} {'never' if month is None else 'from ' + calendar.month_text(starts + month)}"
        for view, month in months.items()
    ]
    return f"Mean revenue stays above that of {study.paths[0].name}: {', '.join(told)}."


def _ratings(study: Study) -> Card:
    rows = rows_of(study, lambda view, path: at_end(study, view, path.name, "favourable_share"), target_of)
    bodies = (
        Body(span_of(_means(rows[path.name]), "share"), _rated(study, path)) for path in paths_shown(study)
    )
    look = List("Share of favourable ratings", Axis("share"))
    return Card("What will customers say?", tuple(bodies), intervals(look, rows, shown(study)))


def _rated(study: Study, path: Path) -> str:
    now = at_end(study, study.worldviews[0], study.paths[0].name, "favourable_share")
    target = target_of(path)
    said = f"In {calendar.month_text(study.paths[0].plan.starts + study.setting.months - 1)}"
    said += f"; under {study.paths[0].name} {figure(float(now.mean()), 'share')}" if compared(study) else ""
    return said + ("." if target is None else f"; the stroke is the target, {figure(target, 'share')}.")


def _risk(study: Study) -> Card:
    """Tell how many are paid less than 90 % of what the first path pays, in the year that is worst."""
    worst = {path.name: _worst_year(study, path) for path in paths_shown(study)}
    rows = rows_of(study, lambda view, path: below(study, view, path.name)[:, worst[path.name]])
    bodies = []
    for path in paths_shown(study):
        left = [float(changes(study, view, path.name, "leavers").mean()) for view in study.worldviews]
        said = (
            f"Paid below 90 % of what {study.paths[0].name} pays, in year {worst[path.name] + 1}, the worst. "
            f"Leavers until the end, next to it: {span_of(left, 'count', signed=True)}."
        )
        bodies.append(Body(_of_all(study, rows[path.name]), said))
    return _people(study, tuple(bodies), rows)


def _worst_year(study: Study, path: Path) -> int:
    means = [below(study, view, path.name).mean(axis=0) for view in study.worldviews]
    return int(np.argmax(np.sum(means, axis=0)))


def _leavers(study: Study) -> Card:
    rows = rows_of(study, lambda view, path: totals(study, view, path.name, "leavers"))
    said = (
        f"Leave {len(study.setting.workforce.ids)} territories until the end, those who follow included. "
        "Who would be paid less shows if another plan is given first."
    )
    bodies = (Body(f"{span_of(_means(each), 'count')} leavers", said) for each in rows.values())
    return _people(study, tuple(bodies), rows)


def _people(study: Study, bodies: tuple[Body, ...], rows: Rows) -> Card:
    look = List("Participants", Axis("count"), always=(0.0,))
    return Card("Who is at risk?", bodies, intervals(look, rows, shown(study)))


def _of_all(study: Study, rows: list[Interval]) -> str:
    return f"{span_of(_means(rows), 'count')} of {len(study.setting.workforce.ids)} participants"


def _means(rows: list[Interval]) -> list[float]:
    return [row.middle for row in rows]
