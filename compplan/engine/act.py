"""Stage 5, act: the report card that is published and acted upon."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.card import Card
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component
from compplan.engine.exact.cells import Block
from compplan.engine.exact.widths import wide
from compplan.engine.measure import active_in
from compplan.engine.rating.counts import counts_of
from compplan.engine.rating.interval import interval
from compplan.engine.rating.reliability import correlation as correlation_of
from compplan.engine.rating.reliability import needed, reliability
from compplan.engine.rating.trend import three_months_before


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

    With ``attains_by: mean_value``, of its values. It is nan if it cannot be estimated.
    """
    return correlation_of(*response_sums(compiled, source, index))


def response_sums(
    compiled: Compiled, source: Card, index: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give participants' responses on a behaviour, and the sums of what they are worth and of its squares."""
    counts = counts_of(compiled.plan, source.card, compiled.panel)
    held = counts.held
    arrays = (counts.responses, held.total, held.squares)
    responses, total, squares = (each[index].sum(axis=0).astype(float) for each in arrays)
    return responses, total / held.unit, squares / held.square_unit


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
    responses, favourable = (wide(each[index][taken]) for each in (source.responses, source.favourable))
    if source.parts > 1:
        favourable = favourable.astype(np.float64) / source.parts
    enough = source.enough[index][taken]
    whole = Block(slice(0, taken.shape[0]), slice(0, taken.shape[1]), np.zeros_like(taken))
    attainment = source.behaviour(index, whole).value[taken]
    excluded = ~enough & (source.card.minimum_responses.then == "exclude")
    months = [calendar.month_text(compiled.plan.starts + w.stop - 1) for w in component.schedule.windows]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = favourable / responses
        reliable = reliability(responses, correlation)
    low, high = interval(favourable, responses)
    return {
        "participant_id": np.array(compiled.panel.participants, dtype=object)[person],
        "month": np.array(months, dtype=object)[window],
        "behaviour": np.full(len(window), behaviour.id, dtype=object),
        "responses": responses,
        "favourable": favourable,
        "favourable_share": share,
        "target": np.array([float(behaviour.target_in(month)) for month in source.months] or [0.0])[window],
        "attainment": np.where(excluded, np.nan, attainment),
        "reliability": np.where(responses > 0, reliable, np.nan),
        "pooled_months": wide(source.pooled[index][taken]),
        "status": np.where(enough, "counted", _STATUS[source.card.minimum_responses.then]).astype(object),
        **_figures(source, index, taken),
        "interval_low": low,
        "interval_high": high,
        "responses_needed": np.full(len(window), needed(correlation)),
        "trend": _trend(component, source, index, taken),
    }


def _trend(component: Component, source: Card, index: int, taken: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give the score less that of the period that ended three months before, where both count."""
    score = source.top[index].astype(np.float64) / source.bottom[index].astype(np.float64)
    known = np.where(source.enough[index] & taken, score, np.nan)
    return three_months_before(known, component.schedule.periods)[taken]


def _figures(source: Card, index: int, taken: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    """Give the mean value, if categories have values, and what is held against the target."""
    there = source.responses[index][taken] > 0
    top, bottom = (each[index][taken].astype(np.float64) for each in (source.top, source.bottom))
    mean = np.full(len(there), np.nan)
    if source.values is not None:
        points = source.values.total[index][taken].astype(np.float64) / source.values.unit
        np.divide(points, source.responses[index][taken], out=mean, where=there)
    return {"mean_value": mean, "score": np.where(there, top / bottom, np.nan)}


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
    "mean_value",
    "score",
    "interval_low",
    "interval_high",
    "responses_needed",
    "trend",
)
_STATUS = {"exclude": "excluded", "neutral": "neutral", "zero": "zero"}
