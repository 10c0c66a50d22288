"""Who gains and who loses pay next to the first path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.results.table import ResultTable
from compplan.simulation.sampling import mean_error

if TYPE_CHECKING:
    from compplan.simulation.study import Study

Floats = NDArray[np.float64]

_COLUMNS = (
    "worldview",
    "path",
    "participant_id",
    "segment",
    "pay",
    "difference",
    "mc_error",
    "change",
    "share_of_samples_losing",
    "share_of_samples_below_90_percent",
)


def participants(study: Study) -> ResultTable:
    """List each territory's total pay a year next to the first path, largest losses first.

    ``pay`` and ``difference`` are means over samples, fixed and variable pay in a year of twelve months, of
    whoever holds the territory; ``change`` is the share of pay under the first path.
    """
    rows = [
        row for view in study.worldviews for path in study.paths[1:] for row in _rows(study, view, path.name)
    ]
    columns: dict[str, NDArray[Any]] = {
        name: np.array([row[at] for row in rows], dtype=object if at < 4 else float)
        for at, name in enumerate(_COLUMNS)
    }
    return ResultTable("participants", columns)


def segments(study: Study, worldview: str, path: str) -> list[tuple[str, int, float, float]]:
    """Give each segment's participants, mean change of pay (share), and expected share of them that lose."""
    first, own = _yearly(study, worldview, study.paths[0].name), _yearly(study, worldview, path)
    force = study.setting.workforce
    found = []
    for name in sorted(set(force.segment)):
        inside = np.array([each == name for each in force.segment])
        change = float(own[:, inside].sum() / first[:, inside].sum() - 1)
        found.append((name, int(inside.sum()), change, float((own < first)[:, inside].mean())))
    return found


def _yearly(study: Study, view: str, path: str) -> Floats:
    pay = study.outcomes[view, path].pay.sum(axis=1)
    yearly: Floats = pay * 12 / study.setting.months
    return yearly


def _rows(study: Study, view: str, path: str) -> list[tuple[Any, ...]]:
    first, own = _yearly(study, view, study.paths[0].name), _yearly(study, view, path)
    force = study.setting.workforce
    gain = own - first
    order = np.argsort(gain.mean(axis=0), kind="stable")
    return [
        (
            view,
            path,
            force.ids[each],
            force.segment[each],
            float(own[:, each].mean()),
            float(gain[:, each].mean()),
            mean_error(gain[:, each]),
            float(gain[:, each].mean() / first[:, each].mean()),
            float((gain[:, each] < 0).mean()),
            float((own[:, each] < 0.9 * first[:, each]).mean()),
        )
        for each in order.tolist()
    ]
