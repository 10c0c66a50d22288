"""Groups of measures of which only the one that pays most in a payout period is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from compplan.engine.results.evaluated import ComponentResult
from compplan.plan.model import Plan


def best_paid(plan: Plan, parts: Sequence[ComponentResult]) -> tuple[ComponentResult, ...]:
    """Let each group pay its highest line alone; of equal ones, that of the measure named first."""
    found = {part.component.measure.id: part for part in parts}
    for group in plan.best_of:
        lines = np.stack([found[name].paid.paid for name in group])
        best = np.argmax(lines, axis=0)
        for at, name in enumerate(group):
            found[name] = _only(found[name], best == at)
    return tuple(found[part.component.measure.id] for part in parts)


def _only(part: ComponentResult, kept: NDArray[np.bool_]) -> ComponentResult:
    paid = np.where(kept, part.paid.paid, 0)
    return replace(part, paid=replace(part.paid, lines=paid, cut=part.paid.paid - paid))
