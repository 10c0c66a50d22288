"""What a simulation gave: differences to the first path in every worldview, with their intervals."""

from __future__ import annotations

from compplan.app.parts import Cell, Part, Pictures, Table, row
from compplan.pictures.axes import Axis
from compplan.pictures.figures import Kind, figure
from compplan.pictures.intervals import Interval, intervals
from compplan.pictures.listing import List
from compplan.report.page.samples import changes, colour_of, interval, paths_shown, totals
from compplan.report.page.samples import shown as at_first
from compplan.report.page.study_sections import over_time
from compplan.simulation.sampling import mean_error
from compplan.simulation.study import Study
from compplan.simulation.worlds import Path

_METRICS: tuple[tuple[str, str, Kind], ...] = (
    ("payout_cost", "Pay", "money"),
    ("revenue", "Revenue", "money"),
    ("net_contribution", "Net contribution", "money"),
    ("leavers", "Leavers", "count"),
)


def study_part(study: Study) -> Part:
    """Show how each path differs from the first, worldview by worldview."""
    first = study.paths[0].name
    silence, *notes = study.notes
    said = (
        f"Scenarios of a model, not forecasts: {study.samples} samples, seed {study.setting.seed}.",
        silence,
        "Thin lines hold nine of ten samples, thick ones half of them, dots are means.",
    )
    known = (Pictures(f"{path.name} next to {first}", _intervals(study, path)) for path in study.paths[1:])
    shown = paths_shown(study)[at_first(study)].name
    courses = (Pictures(f"{part.title}: {shown}", part.pictures) for part in over_time(study).parts)
    return Part(
        "Simulation",
        (Cell("Company", "/"),),
        said,
        tables=(_table(study),),
        groups=(*known, *courses),
        notes=tuple(notes),
    )


def _intervals(study: Study, path: Path) -> tuple[str, ...]:
    """Draw what is known of each figure's difference, a row for each worldview."""
    return tuple(
        intervals(
            List(
                f"{name} ({study.plans[0].currency.code})" if kind == "money" else name,
                Axis(kind, signed=True),
            ),
            {name: [_interval(study, view, path, metric) for view in study.worldviews]},
        )
        for metric, name, kind in _METRICS
    )


def _interval(study: Study, view: str, path: Path, metric: str) -> Interval:
    return interval(view, changes(study, view, path.name, metric), colour_of(study, path.name))


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
