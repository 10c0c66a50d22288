"""What usual turnover does to revenue, on average: the baseline holds it already, so it is taken out.

Levels learned from a company's past include empty territories and beginners. A model in which everybody
starts experienced would let the status quo sink until as many are beginners as usual; revenue is divided by
that.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.parameters.library import Values

Floats = NDArray[np.float64]

_TENURES = 24
"""Months after which a hire counts as experienced."""


def usual_turnover(values: Values, fixed: Mapping[str, float], months: int) -> Floats:
    """Give mean revenue of each month under usual turnover, next to none [months, samples, 1].

    Means of linear equations, exact: the mass and mean accounts of territories that are held by experienced
    people, empty, or held by hires of each tenure.
    """
    hazard, churn = values["quit_hazard"], values["account_churn"]
    kept = 1 - values["departure_loss"]
    empty = int(fixed["vacancy_months"])
    tenure = np.arange(_TENURES)
    ramp = 1 - (1 - fixed["ramp_start"]) * np.exp(-tenure / fixed["ramp_months"])
    ramps = np.concatenate([[1.0], np.zeros(empty), ramp])
    mass = np.zeros((len(ramps), *hazard.shape))
    mass[0] = 1.0
    accounts = mass.copy()
    stays = np.ones_like(mass) * (1 - hazard)
    stays[1 : 1 + empty] = 1.0
    shape = (-1, 1, 1)
    result = np.empty((months, *hazard.shape))
    for month in range(months):
        accounts = accounts * (1 - churn) + churn * ramps.reshape(shape) * mass
        result[month] = _sum(accounts * (ramps.reshape(shape) + 1) / 2)
        gone, lost = mass * (1 - stays), accounts * (1 - stays) * kept
        mass = _moved(mass * stays, _sum(gone))
        accounts = _moved(accounts * stays, _sum(lost))
    return result


def _moved(staying: Floats, leaving: Floats) -> Floats:
    """Let a month pass: empty territories and hires move on, the oldest hires become experienced."""
    after = np.empty_like(staying)
    after[0] = staying[0] + staying[-1]
    after[1] = leaving
    after[2:] = staying[1:-1]
    return after


def _sum(values: Floats) -> Floats:
    """Sum along the first axis one by one, so that the bits do not depend on the other axes."""
    total: Floats = np.add.accumulate(values, axis=0)[-1]
    return total
