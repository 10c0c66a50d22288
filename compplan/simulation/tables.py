"""A study as tables: every figure with its mean, spread over samples, and Monte-Carlo error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.results.table import ResultTable
from compplan.simulation.outcome import Outcome
from compplan.simulation.periods import ALL, UNITS, behaviours_of, figures_of, periods
from compplan.simulation.sampling import mean_error, percentile_error

if TYPE_CHECKING:
    from compplan.simulation.study import Study

Floats = NDArray[np.float64]

METRICS = (
    "payout_cost",
    "cost_of_sales",
    "revenue",
    "net_contribution",
    "favourable_share",
    "rb_effort",
    "product_effort",
    "belief",
    "leavers",
    "program_cost",
)
LABEL = ("worldview", "path", "metric", "period", "unit")
PERCENTS = (10, 50, 90)
NUMBERS = ("mean", "p10", "p50", "p90", "mc_error", *(f"p{percent}_error" for percent in PERCENTS))
BELOW = "participants_below_90_percent_pay"
_BELOW = 0.9
_Row = tuple[tuple[str, ...], Floats]


def summary(study: Study) -> ResultTable:
    """Sum up every metric of every path by month, plan year and overall."""
    return table("summary", (row for row in _rows(study, against_first=False)))


def difference(study: Study) -> ResultTable:
    """Sum up the differences of every path to the first one, the same samples against each other."""
    return table("difference", (row for row in _rows(study, against_first=True)))


def overall(study: Study) -> ResultTable:
    """Sum up the whole plan."""
    rows = (row for row in _rows(study, against_first=False) if row[0][3] == ALL)
    return table("overall", rows)


def table(name: str, rows: Iterator[_Row]) -> ResultTable:
    """Make a table of labels and samples."""
    found = list(rows)
    columns: dict[str, NDArray[Any]] = {
        label: np.array([labels[at] for labels, _ in found], dtype=object) for at, label in enumerate(LABEL)
    }
    numbers = np.array([described(samples) for _, samples in found]).reshape(len(found), len(NUMBERS))
    return ResultTable(name, columns | {number: numbers[:, at] for at, number in enumerate(NUMBERS)})


def described(samples: Floats) -> tuple[float, ...]:
    """Give mean, p10, p50, p90 of samples, and the errors of the mean and of each percentile."""
    percentiles = np.percentile(samples, PERCENTS).tolist()
    errors = [percentile_error(samples, percent) for percent in PERCENTS]
    return (float(samples.mean()), *percentiles, mean_error(samples), *errors)


def unit_of(study: Study, metric: str) -> str:
    """Give the unit of a metric: money is in the plans' currency."""
    plain = metric.partition(":")[0]
    return UNITS.get(plain, study.paths[0].plan.currency.code)


def below(study: Study, worldview: str, path: str) -> Floats:
    """Count who is paid less than 90 % of what the first path pays, by plan year [samples, years]."""
    first = study.outcomes[worldview, study.paths[0].name].pay
    less = study.outcomes[worldview, path].pay < _BELOW * first
    heads = study.setting.business.headcount(study.setting.months)[::12]
    count: Floats = less.sum(axis=2) * heads
    return count


def _rows(study: Study, *, against_first: bool) -> Iterator[_Row]:
    for view in study.worldviews:
        first = study.outcomes[view, study.paths[0].name]
        for path in study.paths[1 if against_first else 0 :]:
            base = first if against_first else None
            own = study.outcomes[view, path.name]
            names = path.behaviours if len(path.behaviours) == len(own.behaviours) else ()
            for metric, period, samples in _figures(study, own, base, names):
                yield (view, path.name, metric, period, unit_of(study, metric)), samples
            if against_first:
                yield from _below_rows(study, view, path.name)


def _figures(
    study: Study, own: Outcome, base: Outcome | None, names: Sequence[str]
) -> Iterator[tuple[str, str, Floats]]:
    spans = periods(study.paths[0].plan.starts, study.setting.months)
    for metric in METRICS:
        for period, part in spans:
            samples = figures_of(own, metric, part)
            yield metric, period, samples if base is None else samples - figures_of(base, metric, part)
    if base is not None and len(base.behaviours) != len(own.behaviours):
        return
    for period, part in spans:
        shares = (
            behaviours_of(own, part) if base is None else behaviours_of(own, part) - behaviours_of(base, part)
        )
        for name, samples in zip(names, shares, strict=False):
            yield f"favourable_share:{name}", period, samples


def _below_rows(study: Study, view: str, path: str) -> Iterator[_Row]:
    counts = below(study, view, path)
    for year in range(counts.shape[1]):
        yield (view, path, BELOW, str(year + 1), UNITS[BELOW]), counts[:, year]
