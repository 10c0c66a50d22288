"""Simulation-based calibration: where the truth lies in the posteriors of panels made with that truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Evidence, Level
from compplan.learning.likelihood import seen_at
from compplan.learning.mode import scores
from compplan.learning.posterior import Posterior, likelihood_of, posterior
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


def made(bench: Bench, first: int, count: int) -> tuple[Unknowns, Truth, Iterator[Evidence]]:
    """Make panels with truths drawn from the prior."""
    setting = bench.setting()
    path = path_of(bench.plan, setting.workforce, setting.library.fixed, 0.25)
    unknowns = Unknowns(setting.library, "evidence", LEVELS.revenue, LEVELS.rating)
    truth = truths(unknowns, count, bench.seed * 100_000 + first)
    return unknowns, truth, panels(setting, path, LEVELS, truth, first)


def checked(bench: Bench, first: int, count: int) -> Iterator[Checked]:
    """Make panels with truths drawn from the prior, learn from each, and rank the truth."""
    unknowns, truth, found = made(bench, first, count)
    for number, evidence in enumerate(found):
        learned = posterior(evidence, unknowns, seed=first + number)
        yield _checked(learned, truth.deviates[number])


@dataclass(frozen=True, slots=True)
class Scored:
    """How a panel's log-likelihood moves with each unknown at the truth [unknowns].

    ``score`` is its derivative, ``told`` the sum of squares of participants' derivatives.
    """

    score: Floats
    told: Floats


def scored(bench: Bench, first: int, count: int) -> Iterator[Scored]:
    """Make panels with truths drawn from the prior, and take the score at the truth.

    Its mean over panels is 0 if the likelihood is right, whatever the prior: much sooner told than ranks.
    """
    unknowns, truth, found = made(bench, first, count)
    for evidence, at in zip(found, truth.deviates, strict=True):
        seen = seen_at(evidence, unknowns.points(at[None]), unknowns.library.fixed)
        score = scores(likelihood_of(seen, unknowns), at)[1]
        yield Scored(score.sum(axis=1), (score**2).sum(axis=1))


def _checked(found: Posterior, truth: Floats) -> Checked:
    """Rank the truth in what is believed: where draws are worth too little, the prior, as for users."""
    from scipy import special  # slow to import

    share = found.effective_share
    if share < LEAST_SHARE:
        return Checked(special.ndtr(truth), np.ones_like(truth), share)
    return Checked(found.below(truth), found.spread(), share)
