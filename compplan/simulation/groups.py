"""Some of the participants by themselves: each the same person, with the same luck, as among all."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.holders import Pricing
from compplan.simulation.run import Setting
from compplan.simulation.workforce.model import Workforce
from compplan.simulation.worlds import Path

Places = NDArray[np.int64]
_LOT = 0x107
"""Tells the lot apart from other uses of the seed."""


@dataclass(frozen=True, slots=True)
class Split:
    """The places of those who go first and of the others, each in order."""

    first: Places
    others: Places


def by_lot(people: int, share: float, seed: int) -> Split:
    """Draw a share of the participants by lot, at least one and never all."""
    order = np.random.default_rng([seed, _LOT]).permutation(people)
    count = min(max(round(share * people), 1), people - 1)
    return Split(np.sort(order[:count]), np.sort(order[count:]))


def setting_of(setting: Setting, who: Places) -> Setting:
    """Give the setting of some participants."""
    force = setting.workforce
    arrays: dict[str, Any] = {
        each.name: getattr(force, each.name)[who]
        for each in fields(Workforce)
        if each.name != "season" and isinstance(getattr(force, each.name), np.ndarray)
    }
    own = replace(
        force,
        **arrays,
        ids=tuple(force.ids[at] for at in who),
        segment=tuple(force.segment[at] for at in who),
        levels={name: each[who] for name, each in force.levels.items()},
        pricing=_pricing(force.pricing, who),
    )
    return replace(setting, workforce=own)


def path_for(path: Path, who: Places) -> Path:
    """Give a path as some participants take it; what a plan pays the typical one stays the same."""
    return replace(
        path,
        levels={name: each[who] for name, each in path.levels.items()},
        pricing=_pricing(path.pricing, who),
        relationship=path.relationship[who],
    )


def _pricing(pricing: Pricing, who: Places) -> Pricing:
    return replace(
        pricing,
        incentive=pricing.incentive[who],
        target={name: each[who] for name, each in pricing.target.items()},
        paid_per_unit={name: each[who] for name, each in pricing.paid_per_unit.items()},
        groups={name: each[who] for name, each in pricing.groups.items()},
        draw=None if pricing.draw is None else pricing.draw[who],
    )
