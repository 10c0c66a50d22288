"""What a page asks of a study: its paths in the order of the slider, and samples of figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.pictures.figures import Kind, figure
from compplan.pictures.intervals import Interval
from compplan.plan.path import boldness
from compplan.simulation.periods import ALL, figures_of, periods
from compplan.simulation.study import Study
from compplan.simulation.worlds import Path

Floats = NDArray[np.float64]
NET = "net_contribution"
MOST_STOPS = 7
"""Stops of the slider, beside that at which a page opens; what each adds makes a page larger."""


def paths_shown(study: Study) -> list[Path]:
    """Give the paths at which the slider stops, the least bold first: all but the one compared with.

    Of very many, they are the one at which the page opens and others spread evenly.
    """
    rest = list(study.paths[1:] or study.paths)
    ordered = sorted(rest, key=lambda path: bold_of(path) or 0.0)
    chosen = {round(at) for at in np.linspace(0, len(ordered) - 1, min(len(ordered), MOST_STOPS))}
    return [path for at, path in enumerate(ordered) if at in chosen or path is rest[0]]


def bold_of(path: Path) -> float | None:
    """Give how bold a path is; None if it changes nothing."""
    found = boldness(path.plan.weights, path.plan.months)
    return None if found is None else float(found)


def colour_of(study: Study, name: str) -> int:
    """Give the number of a path's colour: 0 for the one that others are compared with."""
    return [path.name for path in study.paths].index(name)


def compared(study: Study) -> bool:
    """Tell whether there is a path to compare with."""
    return len(study.paths) > 1


def totals(study: Study, view: str, path: str, metric: str) -> Floats:
    """Give a metric of every sample over all months."""
    return figures_of(study.outcomes[view, path], metric, slice(0, study.setting.months))


def changes(study: Study, view: str, path: str, metric: str) -> Floats:
    """Give the same as difference to the first path, sample by sample; without another path, as it is."""
    own = totals(study, view, path, metric)
    return own - totals(study, view, study.paths[0].name, metric) if compared(study) else own


def at_end(study: Study, view: str, path: str, metric: str) -> Floats:
    """Give a metric of every sample in the last month."""
    months = study.setting.months
    return figures_of(study.outcomes[view, path], metric, slice(months - 1, months))


def interval(label: str, samples: Floats, colour: int, target: float | None = None) -> Interval:
    """Give the mean of samples with the ranges that hold 90 % and 50 % of them."""
    low, near, far, high = (float(each) for each in np.percentile(samples, [5, 25, 75, 95]))
    return Interval(label, float(samples.mean()), (low, high), (near, far), target, colour)


def next_to(study: Study, what: str) -> str:
    """Say of a figure what it is compared with."""
    return f"{what}, next to {study.paths[0].name}" if compared(study) else what


def shown(study: Study) -> int:
    """Give the stop at which a page opens: the first path after the one that is compared with."""
    first = study.paths[1] if compared(study) else study.paths[0]
    return paths_shown(study).index(first)


def span_of(means: Sequence[float], kind: Kind, *, signed: bool = False) -> str:
    """Write the range of means, or the one figure that all share."""
    low, high = (figure(each, kind, signed=signed) for each in (min(means), max(means)))
    return low if low == high else f"{low} to {high}"


def years(study: Study) -> list[tuple[str, slice]]:
    """Name the plan years with their months."""
    every = periods(study.paths[0].plan.starts, study.setting.months)
    return [(name, part) for name, part in every[study.setting.months :] if name != ALL]


def times(starts: int, count: int) -> tuple[tuple[float, str], ...]:
    """Name the plan years on an axis of months by the calendar month in which each begins."""
    plain = starts % 12 == 0
    begins = [starts + at for at in range(0, count, 12)]
    names = [calendar.month_text(month)[:4] if plain else calendar.month_text(month) for month in begins]
    return tuple((12.0 * at, name) for at, name in enumerate(names))


def when(study: Study) -> str:
    """Write the months of a study."""
    starts = study.paths[0].plan.starts
    return f"{calendar.month_text(starts)} to {calendar.month_text(starts + study.setting.months - 1)}"


def target_of(path: Path) -> float | None:
    """Give the weighted target of a path's report card; None if it holds no share of ratings to one."""
    weights, targets = path.card.weights, path.card.targets
    return float(weights @ targets / weights.sum()) if holds_shares(path) else None


def holds_shares(path: Path) -> bool:
    """Tell whether a path has a report card that holds favourable shares against targets."""
    return any(card.attains_by == "favourable_share" for card in path.plan.report_cards[:1])
