"""Stage 5, act: the report card that is published and acted upon."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.card import Card, counts_of
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component
from compplan.engine.exact.cells import Block
from compplan.engine.measure import active_in


def report_card_columns(compiled: Compiled, component: Component) -> list[dict[str, NDArray[Any]]]:
    """Give a report-card component's rows, one table part per behaviour; none for other components."""
    source = component.source
    if not isinstance(source, Card):
        return []
    taken = active_in(compiled.who, component.schedule.periods)
    chance = [
        intra_class_correlation(compiled, source, index) for index in range(len(source.card.behaviours))
    ]
    return [_behaviour(compiled, component, source, index, taken, r) for index, r in enumerate(chance)]


def no_report_card() -> dict[str, NDArray[Any]]:
    """Give the columns of report cards without a row."""
    texts = ("participant_id", "month", "behaviour", "status")
    counts = ("responses", "favourable", "pooled_months")
    kinds = {**dict.fromkeys(texts, object), **dict.fromkeys(counts, np.int64)}
    return {name: np.zeros(0, dtype=kinds.get(name, np.float64)) for name in _COLUMNS}


def intra_class_correlation(compiled: Compiled, source: Card, index: int) -> float:
    """Estimate how much of a behaviour's favourable-or-not varies between participants (0 to 1).

    One-way analysis of variance with unequal group sizes; nan with fewer than two participants rated, or no
    participant rated twice.
    """
    counts = counts_of(compiled.plan, source.card, compiled.panel)
    n = counts.responses[index].sum(axis=0).astype(float)
    good = counts.favourable[index].sum(axis=0).astype(float)
    n, good = n[n > 0], good[n > 0]
    groups, total = len(n), n.sum()
    if groups < 2 or total <= groups:
        return float("nan")
    between = float((n * (good / n - good.sum() / total) ** 2).sum()) / (groups - 1)
    within = float((good * (1 - good / n)).sum()) / (total - groups)
    size = (total - (n**2).sum() / total) / (groups - 1)
    spread = between + (size - 1) * within
    correlation = (between - within) / spread if spread else float("nan")
    return 0.0 if correlation < _NOISE else correlation


def _behaviour(
    compiled: Compiled,
    component: Component,
    source: Card,
    index: int,
    taken: NDArray[np.bool_],
    correlation: float,
) -> dict[str, NDArray[Any]]:
    behaviour = source.card.behaviours[index]
    window, person = np.nonzero(taken)
    responses, favourable = source.responses[index][taken], source.favourable[index][taken]
    enough = source.enough[index][taken]
    whole = Block(slice(0, taken.shape[0]), slice(0, taken.shape[1]), np.zeros_like(taken))
    attainment = source.behaviour(index, whole).value[taken]
    excluded = ~enough & (source.card.minimum_responses.then == "exclude")
    months = [calendar.month_text(compiled.plan.starts + w.stop - 1) for w in component.schedule.windows]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = favourable / responses
        reliability = responses * correlation / (1 + (responses - 1) * correlation)
    return {
        "participant_id": np.array(compiled.panel.participants, dtype=object)[person],
        "month": np.array(months, dtype=object)[window],
        "behaviour": np.full(len(window), behaviour.id, dtype=object),
        "responses": responses,
        "favourable": favourable,
        "favourable_share": share,
        "target": np.array([float(behaviour.target_in(month)) for month in source.months] or [0.0])[window],
        "attainment": np.where(excluded, np.nan, attainment),
        "reliability": np.where(responses > 0, reliability, np.nan),
        "pooled_months": source.pooled[index][taken],
        "status": np.where(enough, "counted", _STATUS[source.card.minimum_responses.then]).astype(object),
    }


_COLUMNS = (
    "participant_id",
    "month",
    "behaviour",
    "responses",
    "favourable",
    "favourable_share",
    "target",
    "attainment",
    "reliability",
    "pooled_months",
    "status",
)
_NOISE = 1e-12
_STATUS = {"exclude": "excluded", "neutral": "neutral", "zero": "zero"}
