"""What lies below the first screen of a study: figures over time, the table of scenarios, years, ratings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.pictures.axes import Axis
from compplan.pictures.bars import Bars, grouped
from compplan.pictures.fan import Fan, Level, Look, fans, quantiles
from compplan.pictures.figures import Kind, between, figure
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.report.page.model import Framed, Row, Section, Table
from compplan.report.page.samples import (
    NET,
    at_end,
    changes,
    colour_of,
    compared,
    holds_shares,
    interval,
    paths_shown,
    shown,
    target_of,
    times,
    totals,
    years,
)
from compplan.simulation.answers import reaches
from compplan.simulation.periods import figures_of
from compplan.simulation.sampling import mean_error
from compplan.simulation.study import Study
from compplan.simulation.tables import below
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]
_READ = "The darker band holds half of the samples, the lighter one nine of ten, the line is the median."
_OTHERS = "Thin lines are the medians of the other paths."


def over_time(study: Study) -> Section:
    """Draw pay, revenue and ratings over the months, worldviews side by side."""
    signed = compared(study)
    what = f"since the start, next to {study.paths[0].name}" if signed else "since the start"
    levels = (Level(study.paths[0].name, 0.0),) if signed else ()
    target = target_of(paths_shown(study)[0])
    wanted = () if target is None else (Level("target", target),)
    parts = [
        _fans(study, "payout_cost", f"Pay {what}", Axis("money", signed), levels),
        _fans(study, "revenue", f"Revenue {what}", Axis("money", signed), levels),
        _fans(study, "favourable_share", "Favourable ratings", Axis("share"), wanted),
    ]
    said = (_READ, _OTHERS) if len(paths_shown(study)) > 1 else (_READ,)
    return Section("time", "How does it go over time?", said, tuple(parts))


def _fans(study: Study, metric: str, name: str, axis: Axis, levels: tuple[Level, ...]) -> Framed:
    starts, months = study.paths[0].plan.starts, study.setting.months
    paths, currency = paths_shown(study), study.paths[0].plan.currency.code
    views = {
        view: [
            Fan(path.name, colour_of(study, path.name), quantiles(_course(study, view, path, metric)))
            for path in paths
        ]
        for view in study.worldviews
    }
    look = Look(name, axis, times(starts, months), levels)
    title = f"{name} ({currency})" if axis.kind == "money" else name
    return Framed(tuple(fans(views, look, shown(study)).values()), title=title)


def _course(study: Study, view: str, path: Path, metric: str) -> Floats:
    """Give a share month by month; money summed since the start, as difference to the first path."""
    own = study.outcomes[view, path.name].figures[metric]
    if metric == "favourable_share":
        return own
    if compared(study):
        own = own - study.outcomes[view, study.paths[0].name].figures[metric]
    summed: Floats = own.cumsum(axis=1)
    return summed


def scenarios(study: Study) -> Section:
    """List every path in every worldview, with differences, intervals and errors."""
    header = ("path", "worldview", *_HEADER, *((_BELOW,) if compared(study) else ()))
    stops = {path.name: at for at, path in enumerate(paths_shown(study))}
    rows = [
        Row((path.name, view, *_figures(study, view, path)), stops.get(path.name))
        for path in study.paths
        for view in study.worldviews
    ]
    code = study.paths[0].plan.currency.code
    caption = f"Means over {study.samples} samples, {code}; \u00b1 is the error of a mean"
    said = (
        (
            f"Differences are to {study.paths[0].name}, the same samples against each other; "
            "intervals hold nine of ten."
        ),
    )
    tables = (Table(caption, header, tuple(rows), left=2), _regret(study))
    return Section("scenarios", "All scenarios", said if compared(study) else (), (Framed(tables=tables),))


_HEADER = (
    "pay",
    "90 % of pay",
    "revenue",
    "90 % of revenue",
    "net contribution",
    "favourable at end",
    "leavers",
)
_BELOW = "below 90 % pay, worst year"


def _figures(study: Study, view: str, path: Path) -> tuple[str, ...]:
    first = path.name == study.paths[0].name
    take = totals if first else changes
    cells = []
    for metric in ("payout_cost", "revenue", NET):
        samples = take(study, view, path.name, metric)
        cells.append(_mean(samples, "money", signed=not first))
        if metric != NET:
            low, high = (float(each) for each in np.percentile(samples, [5, 95]))
            cells.append(between(low, high, "money", signed=not first))
    cells.append(_mean(at_end(study, view, path.name, "favourable_share"), "share"))
    cells.append(_mean(take(study, view, path.name, "leavers"), "count", signed=not first))
    if compared(study):
        cells.append("" if first else _most_below(study, view, path))
    return tuple(cells)


def _most_below(study: Study, view: str, path: Path) -> str:
    counts = below(study, view, path.name)
    return _mean(counts[:, int(counts.mean(axis=0).argmax())], "count")


def _mean(samples: Floats, kind: Kind, *, signed: bool = False) -> str:
    return f"{figure(float(samples.mean()), kind, signed=signed)} \u00b1{figure(mean_error(samples), kind)}"


def _regret(study: Study) -> Table:
    stops = {path.name: at for at, path in enumerate(paths_shown(study))}
    found: dict[str, list[str]] = {path.name: [path.name] for path in study.paths}
    for row in study.regret.rows():
        found[row["path"]].append(figure(float(row["regret"]), "money"))
    rows = tuple(Row(tuple(cells), stops.get(name)) for name, cells in found.items())
    caption = "Regret: mean net contribution given away next to the best path of each worldview"
    return Table(caption, ("path", *study.worldviews, "worst of all"), rows)


def by_year(study: Study) -> Section:
    """Draw and list what budget each plan year needs."""
    names = [f"year {name}" for name, _ in years(study)]
    code = study.paths[0].plan.currency.code
    bars = {view: _bars(study, view) for view in study.worldviews}
    highest = [end for each in bars.values() for bar in each for ends in bar.ranges for end in ends]
    pictures = [
        grouped(f"{view} ({code})", names, each, Axis("money"), highest) for view, each in bars.items()
    ]
    stops = {path.name: at for at, path in enumerate(paths_shown(study))}
    rows = [
        Row((path.name, view, *_budget(study, view, path)), stops.get(path.name))
        for path in study.paths
        for view in study.worldviews
    ]
    caption = f"Pay by plan year: 10th percentile / median / 90th percentile ({code})"
    table = Table(caption, ("path", "worldview", *names), tuple(rows), left=2)
    drawn = f" Only the first {_MOST_BARS} paths are drawn." if len(study.paths) > _MOST_BARS else ""
    said = (f"Bars are means, lines hold nine of ten samples.{drawn}",)
    return Section("years", "What budget does it need?", said, (Framed(tuple(pictures), (table,)),))


_MOST_BARS = 4


def _bars(study: Study, view: str) -> list[Bars]:
    return [_bar(study, view, path) for path in study.paths[:_MOST_BARS]]


def _bar(study: Study, view: str, path: Path) -> Bars:
    found = [figures_of(study.outcomes[view, path.name], "payout_cost", part) for _, part in years(study)]
    ends = [tuple(float(end) for end in np.percentile(each, [5, 95])) for each in found]
    means = tuple(float(each.mean()) for each in found)
    return Bars(path.name, colour_of(study, path.name), means, tuple((low, high) for low, high in ends))


def _budget(study: Study, view: str, path: Path) -> Sequence[str]:
    cells = []
    for _, part in years(study):
        samples = figures_of(study.outcomes[view, path.name], "payout_cost", part)
        cells.append(
            " / ".join(figure(float(each), "money") for each in np.percentile(samples, [10, 50, 90]))
        )
    return cells


def report_card(study: Study) -> Section:
    """Draw each behaviour's favourable share at the end, and say how likely it reaches its target."""
    last = study.setting.months - 1
    month = calendar.month_text(study.paths[0].plan.starts + last)
    paths = [path for path in paths_shown(study) if holds_shares(path)]
    said = (
        (
            "Shares of the whole team; each behaviour's target is the stroke. "
            "Lines hold nine of ten samples, thick ones half of them."
        ),
    )
    stops = {path.name: at for at, path in enumerate(paths_shown(study))}
    tables = (Framed(tables=(_chances(study, path),), stop=stops[path.name]) for path in paths)
    return Section("report-card", f"The report card in {month}", said, (*_cards(study, paths), *tables))


def _cards(study: Study, paths: Sequence[Path]) -> list[Framed]:
    """Draw the report cards of all paths in one picture; apart where their behaviours differ."""
    rows = {path.name: _rows(study, path) for path in paths}
    ends = tuple(end for each in rows.values() for row in each for end in row.wide)
    look = List(f"Favourable share, {study.worldviews[0]}", Axis("share"), ends)
    alike = len({tuple(row.label for row in each) for each in rows.values()}) == 1
    if alike and len(paths) == len(paths_shown(study)):
        return [Framed((intervals(look, rows, shown(study)),))]
    stops = {path.name: at for at, path in enumerate(paths_shown(study))}
    return [Framed((intervals(look, {"": each}),), stop=stops[name]) for name, each in rows.items()]


def _rows(study: Study, path: Path) -> list[Interval]:
    shares = study.outcomes[study.worldviews[0], path.name].behaviours[:, :, -1]
    behaviours, colour = path.plan.report_cards[0].behaviours, colour_of(study, path.name)
    return [
        interval(each.title, samples, colour, float(target))
        for each, samples, target in zip(behaviours, shares, path.card.targets, strict=True)
    ]


def _chances(study: Study, path: Path) -> Table:
    behaviours = path.plan.report_cards[0].behaviours
    last = study.setting.months - 1
    rows = []
    for at, each in enumerate(behaviours):
        target = float(path.card.targets[at])
        found = [reaches(study, view, path.name, last, target)[at] for view in study.worldviews]
        chances = (f"{one.share:.0%} \u00b1{one.error:.0%}" for one in found)
        rows.append(Row((each.title, figure(target, "share"), *chances)))
    caption = f"How many samples reach the target under {path.name}"
    return Table(caption, ("behaviour", "target", *study.worldviews), tuple(rows))
