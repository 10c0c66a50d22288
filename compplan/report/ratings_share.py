"""How much pay hangs on customer ratings: of the target incentive, and of what was paid."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from compplan.engine.compare import TOTAL, Comparison
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.table import ResultTable
from compplan.plan.model import MONTHS_IN, Plan, ReportCardMeasure
from compplan.plan.path import weights_by_month


def ratings_share(comparison: Comparison) -> ResultTable:
    """Tabulate by plan and plan year (or ``all``) the share of target incentive and of pay on report cards.

    ``target_share`` is the mean measure weight of the months replayed.
    """
    rows = [row for result in comparison.results for row in _rows(result.plans[0])]
    names = ("plan", "plan_year", "target_share", "paid_share")
    kinds: tuple[Any, ...] = (object, object, float, float)
    return ResultTable(
        "ratings_share",
        {
            name: np.array([row[at] for row in rows], dtype=kind)
            for at, (name, kind) in enumerate(zip(names, kinds, strict=True))
        },
    )


def _rows(result: PlanResult) -> list[tuple[str, str, float, float]]:
    plan, months = result.compiled.plan, result.compiled.months
    weights = _weights(plan)
    on_ratings, paid = _paid_by_month(result)
    years = [(str(start // 12 + 1), slice(start, min(start + 12, months))) for start in range(0, months, 12)]
    rows = []
    for name, part in [*years, (TOTAL, slice(0, months))]:
        mean = sum(weights[part], Fraction()) / len(weights[part])
        total = int(paid[part].sum())
        share = int(on_ratings[part].sum()) / total if total else float("nan")
        rows.append((plan.id, name, float(mean), share))
    return rows


def _weights(plan: Plan) -> list[Fraction]:
    cards = [isinstance(measure, ReportCardMeasure) for measure in plan.measures]
    by_month = weights_by_month(plan.weights, plan.months)
    return [sum((w for w, card in zip(row, cards, strict=True) if card), Fraction()) for row in by_month]


def _paid_by_month(result: PlanResult) -> tuple[np.ndarray, np.ndarray]:
    months, step = result.compiled.months, MONTHS_IN[result.compiled.plan.payout_period]
    on_ratings, paid = np.zeros(months, dtype=np.int64), np.zeros(months, dtype=np.int64)
    for part in result.components:
        at = [(payout + 1) * step - 1 for payout in part.component.schedule.payout]
        amounts = part.paid.paid.sum(axis=1)
        paid[at] += amounts
        if isinstance(part.component.measure, ReportCardMeasure):
            on_ratings[at] += amounts
    return on_ratings, paid
