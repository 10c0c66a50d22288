"""Simulation-based calibration: where the truth lies in the posteriors of panels made with that truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Level
from compplan.learning.posterior import Posterior, posterior
from compplan.learning.synthetic import Levels, Truth, panels
from compplan.learning.unknowns import Unknowns
from compplan.learning.weighing import LEAST_SHARE
from compplan.plan.model import Plan
from compplan.simulation.parameters.read import shipped_assumptions
from compplan.simulation.run import Setting
from compplan.simulation.workforce.described import Description, described
from compplan.simulation.worlds import path_of

Floats = NDArray[np.float64]

LEVELS = Levels(Level(0.0, 0.05, 0.2), Level(0.2, 0.15, 0.5))
"""As a year under the old plan leaves them: usual revenue known to 5 %, usual ratings to 0.15 in log-odds."""
RATERS = 4
"""Responses per behaviour and month, as in the bundled company."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A panel's fit: ``rank`` of the truth and ``spread`` [unknowns], and the share of draws that count."""

    rank: Floats
    spread: Floats
    effective_share: float


def smaller(plan: Plan, behaviours: int = 3) -> Plan:
    """Give a plan whose report card has but so many behaviours, of equal weight."""
    card = plan.report_cards[0]
    kept = tuple(replace(each, weight=Fraction(1, behaviours)) for each in card.behaviours[:behaviours])
    return replace(plan, report_cards=(replace(card, behaviours=kept), *plan.report_cards[1:]))


@dataclass(frozen=True, slots=True)
class Bench:
    """What panels are made of: so many participants and months under a plan."""

    plan: Plan
    participants: int
    months: int
    seed: int = 1

    def setting(self) -> Setting:
        """Describe participants and take the shipped assumptions."""
        known = shipped_assumptions()
        library = replace(known.library, fixed={**known.library.fixed, "raters": float(RATERS)})
        people = Description(self.participants, target_incentive=50_000, revenue=100_000)
        force = described(people, self.plan, library.fixed)
        return Setting(force, library, known.business, self.months, self.seed)


def truths(unknowns: Unknowns, count: int, seed: int) -> Truth:
    """Draw so many truths from the prior."""
    deviates = np.random.default_rng(seed).standard_normal((count, len(unknowns.names)))
    return Truth(deviates, unknowns.points(deviates).values)


def checked(bench: Bench, first: int, count: int) -> Iterator[Checked]:
    """Make panels with truths drawn from the prior, learn from each, and rank the truth."""
    setting = bench.setting()
    path = path_of(bench.plan, setting.workforce, setting.library.fixed, 0.25)
    unknowns = Unknowns(setting.library, "evidence", LEVELS.revenue, LEVELS.rating)
    truth = truths(unknowns, count, bench.seed * 100_000 + first)
    made = panels(setting, path, LEVELS, truth, first)
    for number, evidence in enumerate(made):
        found = posterior(evidence, unknowns, seed=first + number)
        yield _checked(found, truth.deviates[number])


def _checked(found: Posterior, truth: Floats) -> Checked:
    """Rank the truth in what is believed: where draws are worth too little, the prior, as for users."""
    from scipy import special  # slow to import

    share = found.effective_share
    if share < LEAST_SHARE:
        return Checked(special.ndtr(truth), np.ones_like(truth), share)
    return Checked(found.below(truth), found.spread(), share)
