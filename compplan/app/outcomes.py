"""What a simulation gave: differences to the first path in every worldview, with their intervals."""

from __future__ import annotations

from compplan.app.parts import Cell, Part, Table, row
from compplan.pictures.axes import Axis
from compplan.pictures.figures import Kind, figure
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.report.page.samples import changes, colour_of, compared, interval, totals
from compplan.report.page.study_sections import over_time
from compplan.simulation.sampling import mean_error
from compplan.simulation.study import Study

_METRICS: tuple[tuple[str, str, Kind], ...] = (
    ("payout_cost", "Pay", "money"),
    ("revenue", "Revenue", "money"),
    ("net_contribution", "Net contribution", "money"),
    ("leavers", "Leavers", "count"),
)


def study_part(study: Study) -> Part:
    """Show how each path differs from the first, worldview by worldview."""
    first = study.paths[0].name
    said = (
        f"Scenarios of a model, not forecasts: {study.samples} samples, seed {study.setting.seed}.",
        f"Differences are to {first}; thin lines hold nine of ten samples, thick ones half of them.",
        *study.notes,
    )
    pictures = tuple(
        intervals(
            List(f"{name}, next to {first}", Axis(kind, signed=True)),
            {name: _rows(study, metric)},
        )
        for metric, name, kind in _METRICS
        if compared(study)
    )
    courses = (picture for part in over_time(study).parts for picture in part.pictures)
    return Part("Simulation", (Cell("Company", "/"),), said, (), (*pictures, *courses), (_table(study),))


def _rows(study: Study, metric: str) -> list[Interval]:
    several = len(study.paths) > 2
    return [
        interval(
            f"{path.name}, {view}" if several else view,
            changes(study, view, path.name, metric),
            colour_of(study, path.name),
        )
        for path in study.paths[1:]
        for view in study.worldviews
    ]


def _table(study: Study) -> Table:
    header = ("path", "worldview", *(name for _, name, _ in _METRICS))
    rows = []
    for path in study.paths:
        first = path is study.paths[0]
        for view in study.worldviews:
            take = totals if first else changes
            cells = []
            for metric, _, kind in _METRICS:
                found = take(study, view, path.name, metric)
                error = figure(mean_error(found), kind)
                cells.append(f"{figure(float(found.mean()), kind, signed=not first)} \u00b1{error}")
            rows.append(row(path.name, view, *cells))
    code = study.plans[0].currency.code
    return Table(
        f"Means over samples, {code}; the others as differences to the first path", header, tuple(rows), 2
    )
