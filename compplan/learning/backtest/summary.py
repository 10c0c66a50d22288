"""Scores of methods as tables: each alone, and ours next to each on the forecasts that both made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.results.table import ResultTable
from compplan.learning.backtest.bootstrap import Cells, Range, ratio
from compplan.learning.backtest.result import ALL, naive_names
from compplan.learning.backtest.rolling import OURS, Scored
from compplan.learning.backtest.scores import LEVELS, covered, histogram

Floats = NDArray[np.float64]
Row = dict[str, Any]
_ABOUT = 0.8
"""The coverage that is told with its interval."""


def scores_table(scored: Scored, horizons: Sequence[int]) -> ResultTable:
    """Score each method by horizon, and over all."""
    return _table("scores", [_score(*each[:3]) for each in _parts(scored, horizons)])


def skill_table(scored: Scored, horizons: Sequence[int]) -> ResultTable:
    """Set our scores beside those of each other method, forecast by forecast."""
    rows = []
    for theirs, method, horizon, chosen in _parts(scored, horizons):
        pair = paired(scored.part(OURS, chosen), theirs)
        if method != OURS and len(pair[0].score):
            rows.append(_skill(*pair, method, horizon, max(chosen)))
    return _table("skill", rows)


def pit_table(scored: Scored, horizons: Sequence[int]) -> ResultTable:
    """Give where outcomes fell in our forecasts, in ten equal parts."""
    own = scored.part(OURS, horizons)
    shares = histogram(own.low, own.high)
    edges = np.linspace(0, 1, len(shares) + 1)
    return ResultTable("pit", {"from": edges[:-1], "to": edges[1:], "share": shares})


def paired(ours: Scored, theirs: Scored) -> tuple[Scored, Scored]:
    """Give the forecasts that both methods made, in the same order."""
    _, own, other = np.intersect1d(ours.keys(), theirs.keys(), return_indices=True)
    return ours.only(own), theirs.only(other)


def coverage(part: Scored, level: float) -> Range:
    """Give the share of outcomes in the central interval of a level, participants drawn again."""
    held = covered(part.low, part.high, level)
    return ratio(
        Cells.of(part.person, part.origin, {"held": held, "count": np.ones(len(held))}), "held", "count"
    )


def best_naive(scored: Scored, horizons: Sequence[int]) -> str:
    """Name the naive method with the lowest score among those that forecast as much as any."""
    parts = {name: scored.part(name, horizons) for name in naive_names(scored.methods)}
    most = max(len(part.score) for part in parts.values())
    full = {name: part.score.mean() for name, part in parts.items() if len(part.score) == most and most}
    return min(full, key=lambda name: full[name]) if full else ""


def _parts(scored: Scored, horizons: Sequence[int]) -> Iterator[tuple[Scored, str, str, Sequence[int]]]:
    """Give the forecasts of each method by horizon and over all, where there are some."""
    spans = [(str(each), [each]) for each in horizons] + [(ALL, list(horizons))]
    for method in scored.methods:
        for name, chosen in spans:
            part = scored.part(method, chosen)
            if len(part.score):
                yield part, method, name, chosen


def _score(part: Scored, method: str, horizon: str) -> Row:
    mean, held = float(np.abs(part.actual).mean()), coverage(part, _ABOUT)
    return {
        "method": method,
        "horizon": horizon,
        "forecasts": len(part.score),
        "participants": len(np.unique(part.person)),
        "crps": float(part.score.mean()),
        "crps_as_issued": float(part.issued.mean()),
        "per_unit": float(part.score.mean()) / mean if mean else np.nan,
        **{
            f"coverage_{100 * level:.0f}": float(covered(part.low, part.high, level).mean())
            for level in LEVELS
        },
        "coverage_80_low": held.low,
        "coverage_80_high": held.high,
    }


def _skill(ours: Scored, theirs: Scored, baseline: str, horizon: str, longest: int) -> Row:
    figures = {
        "difference": ours.score - theirs.score,
        "issued": ours.issued - theirs.issued,
        "saved": theirs.score - ours.score,
        "theirs": theirs.score,
        "count": np.ones(len(ours.score)),
    }
    cells = Cells.of(ours.person, ours.origin, figures)
    gap, skill, issued = (
        ratio(cells, top, bottom)
        for top, bottom in (("difference", "count"), ("saved", "theirs"), ("issued", "count"))
    )
    timed = ratio(cells, "difference", "count", block=longest)
    return {
        "baseline": baseline,
        "horizon": horizon,
        "forecasts": len(ours.score),
        **_range("difference", gap),
        "difference_time_low": timed.low,
        "difference_time_high": timed.high,
        **_range("skill", skill),
        **_range("issued", issued),
    }


def _range(name: str, found: Range) -> Row:
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def _table(name: str, rows: Sequence[Row]) -> ResultTable:
    names = list(rows[0]) if rows else []
    return ResultTable(name, {column: _column([row[column] for row in rows]) for column in names})


def _column(values: Sequence[Any]) -> NDArray[Any]:
    return np.array(values, dtype=object if isinstance(values[0], str) else None)
