"""The sheets of a study that hold what was simulated: by year, by month, samples, people and segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.report.workbook.book import Book, Span
from compplan.report.workbook.cells import Column, Grid, Kind, Value, widths
from compplan.report.workbook.values import grid_of, rows_of
from compplan.simulation.parameters.library import Library
from compplan.simulation.people_tables import segments
from compplan.simulation.periods import figures_of
from compplan.simulation.sampling import mean_error
from compplan.simulation.study import Study
from compplan.simulation.tables import below

Floats = NDArray[np.float64]
COST, REVENUE, PROGRAM = 3, 7, 14
"""Columns of the sheet by year."""
_LABELS = ("Worldview", "Path")
_FIGURES: tuple[tuple[str, str, Kind], ...] = (
    ("payout_cost", "Payout cost", "whole"),
    ("revenue", "Revenue", "whole"),
)
_MEANS: tuple[tuple[str, str, Kind], ...] = (
    ("cost_of_sales", "Cost of sales", "share"),
    ("favourable_share", "Favourable share", "share"),
    ("leavers", "Leavers", "number"),
    ("program_cost", "Cost of surveys and coaching", "whole"),
)


def write_by_year(book: Book, study: Study) -> Span:
    """Write means with their spread by worldview, path and plan year."""
    columns = [
        *map(Column, (*_LABELS, "Plan year")),
        *(column for _, title, kind in _FIGURES for column in _spread(title, kind)),
        *(Column(title, kind) for _, title, kind in _MEANS),
        Column("Paid below 90 % of first", "number"),
    ]
    rows = [
        row for view in study.worldviews for path in study.paths for row in _years(study, view, path.name)
    ]
    grid = Grid(columns, rows)
    sheet = book.sheet("By year", "By plan year", widths(grid))
    sheet.say(_mean_of(study))
    sheet.row += 1
    return sheet.table(grid, main=True)


def write_by_month(book: Book, study: Study) -> Span:
    """Write each month's mean payout cost, revenue and favourable share, paths side by side."""
    asked: tuple[tuple[str, str, Kind], ...] = (*_FIGURES, ("favourable_share", "Favourable", "share"))
    columns = [
        *map(Column, ("Worldview", "Month")),
        *(Column(f"{title} {path.name}", kind) for _, title, kind in asked for path in study.paths),
    ]
    rows = [row for view in study.worldviews for row in _months(study, view, [name for name, _, _ in asked])]
    grid = Grid(columns, rows)
    sheet = book.sheet("By month", "By month", widths(grid))
    sheet.say(_mean_of(study))
    sheet.row += 1
    return sheet.table(grid, main=True)


def _months(study: Study, view: str, asked: Sequence[str]) -> Iterator[list[Value]]:
    outcomes = [study.outcomes[view, path.name] for path in study.paths]
    means = [outcome.figures[metric].mean(axis=0) for metric in asked for outcome in outcomes]
    for at in range(study.setting.months):
        month = calendar.month_text(study.paths[0].plan.starts + at)
        yield [view, month, *(float(mean[at]) for mean in means)]


def write_samples(book: Book, study: Study) -> tuple[Span, list[Floats]]:
    """Write every sample's payout cost, a column for each path and plan year; worldviews below each other.

    Give also the costs by worldview, path and plan year, in this order.
    """
    years = _year_slices(study)
    keys = [(path.name, at) for path in study.paths for at in range(len(years))]
    columns = [
        *(Column("Worldview"), Column("Sample", "count")),
        *(Column(f"{path}, year {at + 1}", "whole") for path, at in keys),
    ]
    costs = [
        figures_of(study.outcomes[view, path], "payout_cost", years[at])
        for view in study.worldviews
        for path, at in keys
    ]
    rows: list[list[Value]] = []
    for number, view in enumerate(study.worldviews):
        own = costs[number * len(keys) : (number + 1) * len(keys)]
        rows += [[view, at + 1, *(float(cost[at]) for cost in own)] for at in range(study.samples)]
    grid = Grid(columns, rows)
    sheet = book.sheet("Samples", "Payout cost of every sample", widths(grid))
    seed = study.setting.seed
    sheet.say(f"{study.samples} samples, seed {seed}; each lives through the same luck on every path.")
    sheet.row += 1
    return sheet.table(grid, main=True), costs


def write_people(book: Book, study: Study) -> None:
    """Write each territory's total pay a year next to the first path, in every worldview."""
    grid = grid_of(study.participants)
    sheet = book.sheet("Winners and losers", "Winners and losers", widths(grid))
    sheet.say(
        "Total pay (fixed and variable) of whoever holds the territory, a year, next to "
        f"{study.paths[0].name}: means over samples, the largest losses of each path first."
    )
    sheet.row += 1
    sheet.table(grid, main=True)


def write_segments(book: Book, study: Study) -> None:
    """Write the mean change of pay and the share of participants who lose, by segment."""
    columns = [
        *map(Column, (*_LABELS, "Segment")),
        Column("Participants", "count"),
        Column("Mean change of pay", "share_change"),
        Column("Share who lose", "share"),
    ]
    rows: list[list[Value]] = [
        [view, path.name, *row]
        for view in study.worldviews
        for path in study.paths[1:]
        for row in segments(study, view, path.name)
    ]
    grid = Grid(columns, rows)
    sheet = book.sheet("By segment", "By segment", widths(grid))
    sheet.say(f"Total pay next to {study.paths[0].name}. {_mean_of(study)}")
    sheet.row += 1
    sheet.table(grid, main=True)


def write_regret(book: Book, study: Study) -> Span:
    """Write what each path gives away next to the best one of each worldview."""
    columns = [
        *map(Column, _LABELS),
        *(Column(t, "money") for t in ("Net contribution", "Regret", "MC error")),
    ]
    grid = Grid(columns, [list(row.values()) for row in rows_of(study.regret)])
    sheet = book.sheet("Regret", "Regret", widths(grid))
    sheet.say(
        "Mean net contribution (margin after pay and programme, discounted), and what a path gives away of "
        "it next to the best path of the worldview; nobody knows which worldview holds."
    )
    sheet.row += 1
    return sheet.table(grid, main=True)


def write_model(book: Book, library: Library) -> None:
    """Write every parameter of the model with its prior and where it comes from."""
    heads = ("Parameter", "Symbol", "Meaning", "Unit", "Distribution")
    columns = [
        *map(Column, heads),
        *(Column("Centre", "number"), Column("Spread", "number")),
        *(Column("  Source"), Column("Certainty")),
    ]
    rows: list[list[Value]] = [
        [
            *(name, each.symbol, each.meaning, each.unit, each.prior.distribution),
            *(each.prior.centre, each.prior.spread, f"  {each.source}", each.certainty),
        ]
        for name, each in library.priors.items()
    ]
    grid = Grid(columns, rows)
    sheet = book.sheet("Model", "What the model assumes", widths(grid))
    sheet.say("Certainty: A read; B by a second source; M from memory; none: an assumption of ours.")
    sheet.row += 1
    sheet.table(grid, main=True)


def _year_slices(study: Study) -> list[slice]:
    months = study.setting.months
    return [slice(start, min(start + 12, months)) for start in range(0, months, 12)]


def _years(study: Study, view: str, path: str) -> Iterator[list[Value]]:
    outcome, losers = study.outcomes[view, path], below(study, view, path).mean(axis=0)
    for at, part in enumerate(_year_slices(study)):

        def of(metric: str, part: slice = part) -> Floats:
            return figures_of(outcome, metric, part)

        spread = [figure for metric, _, _ in _FIGURES for figure in _described(of(metric))]
        means = [float(of(metric).mean()) for metric, _, _ in _MEANS]
        yield [view, path, f"{at + 1}", *spread, *means, float(losers[at])]


def _described(samples: Floats) -> list[float]:
    low, high = np.percentile(samples, [10, 90])
    return [float(samples.mean()), float(low), float(high), mean_error(samples)]


def _spread(title: str, kind: Kind) -> Iterator[Column]:
    yield Column(title, kind)
    yield from (
        Column(f"{title} {part}", kind) for part in ("10th percentile", "90th percentile", "MC error")
    )


def _mean_of(study: Study) -> str:
    code = study.paths[0].plan.currency.code
    return f"Means over {study.samples} samples. Scenarios of a model, not forecasts. Money is in {code}."
