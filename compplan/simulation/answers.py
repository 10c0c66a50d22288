"""Answers to what people ask of a study: when, how likely, who, and what a lever buys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.lives import points_of
from compplan.simulation.regret import METRIC
from compplan.simulation.response.world import Levers
from compplan.simulation.run import luck_of, outcome_of
from compplan.simulation.sampling import mean_error

if TYPE_CHECKING:
    from compplan.simulation.study import Study

Floats = NDArray[np.float64]

LEVERS: Mapping[str, Mapping[str, float]] = {
    "first-year targets a tenth easier": {"easier_target": 0.9},
    "old pay guaranteed for a year": {"guarantee": 1.0},
    "twice the coaching": {"coaching": 2.0},
    "a clear pay statement": {"clarity": 1 / 3},
}
"""What can be done beside the weights, each alone; figures are those of `Levers`."""
_SAMPLES = 64


@dataclass(frozen=True, slots=True)
class Chance:
    """How many samples of all meet something, with the error of that share."""

    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Bought:
    """What a lever adds to a path: means of differences over the plan, each with its error."""

    lever: str
    figures: Mapping[str, tuple[float, float]]


def reaches(study: Study, view: str, path: str, month: int, target: float = 0.8) -> list[Chance]:
    """Give for every behaviour the share of samples in which its team share is at least ``target``."""
    shares = study.outcomes[view, path].behaviours[:, :, month]
    return [chance(each >= target) for each in shares]


def chance(met: NDArray[np.bool_]) -> Chance:
    """Give a share of samples and its error."""
    share = float(met.mean())
    return Chance(share, float(np.sqrt(share * (1 - share) / len(met))))


def passes(study: Study, view: str, path: str) -> int | None:
    """Give the month (from 0) from which on mean revenue stays above the first path's; None if never."""
    own, first = (
        study.outcomes[view, name].figures["revenue"].mean(axis=0) for name in (path, study.paths[0].name)
    )
    above = own > first
    if not above[-1]:
        return None
    below = np.flatnonzero(~above)
    return int(below[-1]) + 1 if len(below) else 0


def bought(study: Study, view: str, path: str) -> list[Bought]:
    """Live through a path once more with each lever, the same samples and luck."""
    setting = study.setting
    numbers = np.arange(min(study.samples, _SAMPLES))
    values = setting.library.values(points_of(setting, numbers), view)
    luck = luck_of(setting, numbers)
    plain = next(each for each in study.paths if each.name == path)
    base = study.outcomes[view, path]
    found = []
    for name, changes in LEVERS.items():
        levers: Levers = replace(plain.levers, **changes)  # type: ignore[arg-type]  # figures of these fields
        outcome = outcome_of(setting, replace(plain, levers=levers), values, luck)
        figures = {}
        for metric in (METRIC, "payout_cost", "revenue", "leavers"):
            gained = outcome.figures[metric].sum(axis=1) - base.figures[metric][: len(numbers)].sum(axis=1)
            figures[metric] = float(gained.mean()), mean_error(gained)
        last = (
            outcome.figures["favourable_share"][:, -1] - base.figures["favourable_share"][: len(numbers), -1]
        )
        figures["favourable_share"] = float(last.mean()), mean_error(last)
        found.append(Bought(name, figures))
    return found
