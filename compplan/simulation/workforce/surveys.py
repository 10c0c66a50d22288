"""What the ratings of the past tell of participants: how favourable customers are, and how many answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.engine.rating.counts import counts_of
from compplan.plan.model import Plan, ReportCard
from compplan.simulation.workforce.shrinkage import shrunk

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Surveys:
    """Log-odds of a favourable rating and what doubt is left [participants], raters, responses in all."""

    logit: Floats
    doubt: Floats
    raters: Floats
    responses: int


def surveys_of(plan: Plan, card: ReportCard, panel: Panel) -> Surveys | None:
    """Learn from the ratings of a card; None if there is none."""
    if card.ratings not in panel.tables or not len(panel.tables[card.ratings]):
        return None
    counts = counts_of(plan, card, panel)
    responses, favourable = (
        each.sum(axis=(0, 1)).astype(float) for each in (counts.responses, counts.favourable.total)
    )
    favourable = favourable / counts.favourable.unit
    if not responses.sum():
        return None
    mean = favourable.sum() / responses.sum()
    share = np.divide(favourable, responses, out=np.full_like(responses, np.nan), where=responses > 0)
    error = np.sqrt(mean * (1 - mean) / np.where(responses > 0, responses, np.nan))
    level = shrunk(share, error)
    inside = np.clip(level.level, 0.02, 0.98)
    asked = (counts.responses > 0).sum(axis=(0, 1))
    raters = np.divide(
        responses, asked, out=np.full_like(responses, responses.sum() / max(asked.sum(), 1)), where=asked > 0
    )
    least = card.minimum_responses.count
    return Surveys(
        np.log(inside / (1 - inside)),
        level.doubt / (inside * (1 - inside)),
        np.clip(np.round(raters), max(least, 1), 64),
        int(responses.sum()),
    )
