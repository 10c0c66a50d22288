"""Identifiability: what a design would teach, and which pilot is the cheapest that teaches enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.mends import did_you_mean
from compplan.learning.designs import Design, moved, old, usual_designs
from compplan.learning.direct import DIRECT
from compplan.learning.evidence import Level
from compplan.learning.information import contraction, information
from compplan.learning.team import team_information
from compplan.learning.unknowns import LEVELS, Unknowns
from compplan.plan.model import Plan
from compplan.plan.path import weights_by_month
from compplan.simulation.parameters.read import Assumptions, shipped_assumptions
from compplan.simulation.run import Setting
from compplan.simulation.workforce.described import Description, described
from compplan.simulation.worlds import Path, path_of

Floats = NDArray[np.float64]

SHARES, WAYS, MONTHS = (0.1, 0.25, 0.5), (0.25, 0.5, 1.0), (6, 12, 18, 24)
_MADE = 40
"""Participants of a made panel; information is worked out by participant and scaled."""
_REVENUE, _RATING = Level(0.0, 0.05, 0.2), Level(0.2, 0.15, 0.5)
"""Usual revenue next to quota and usual ratings, as the year before leaves them known."""
_PEOPLE = Description(_MADE, target_incentive=50_000, revenue=100_000)


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a design would teach: by parameter the expected contraction of its prior.

    ``each`` is from every participant's own months, ``team`` from monthly totals alone.
    """

    design: str
    each: Mapping[str, float]
    team: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Identified:
    """What designs would teach of every parameter, for so many participants."""

    plan: str
    participants: int
    taught: tuple[Teaching, ...]


@dataclass(frozen=True, slots=True)
class Pilot:
    """A pilot, the contraction expected of it, and its cost in participant-months, times how far moved."""

    share: float
    way: float
    months: int
    contraction: float
    cost: float


@dataclass(frozen=True, slots=True)
class PilotDesign:
    """The pilots of a grid, cheapest first, and the first that reaches what is asked; None if none does."""

    parameter: str
    reach: float
    participants: int
    chosen: Pilot | None
    tried: tuple[Pilot, ...]


def identify(
    plan: Plan, participants: int, months: int = 24, *, assumptions: Assumptions | None = None, seed: int = 1
) -> Identified:
    """Say what months of old, the plan, a staggered roll-out and a pilot would teach of every parameter.

    Expected, to first order, over truths from the middle of the priors of the first worldview; the usual
    levels of revenue and ratings are taken as known from the year before, to 5 % and 0.15 in log-odds.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> found = cp.identify(bold, participants=40)  # doctest: +SKIP
    >>> found.taught[0].each["incentive_elasticity"]  # doctest: +SKIP
    0.0
    """
    bench = _Bench(plan, months, assumptions or shipped_assumptions(), seed)
    taught = tuple(_taught(bench, design, participants) for design in usual_designs(plan, months))
    return Identified(plan.id, participants, taught)


def pilot_for(
    plan: Plan,
    participants: int,
    parameter: str,
    reach: float,
    *,
    assumptions: Assumptions | None = None,
    seed: int = 1,
) -> PilotDesign:
    """Find the cheapest pilot from which a parameter's prior is expected to shrink by ``reach``.

    A pilot moves a share of the participants a part of the plan's way at once, for some months. Its cost
    counts the participant-months moved, times how far. DiagnosticError (CP501) for an unknown parameter.

    >>> import compplan as cp
    >>> bold = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    >>> found = cp.pilot_for(bold, 40, "incentive_elasticity", 0.3)  # doctest: +SKIP
    >>> found.chosen  # doctest: +SKIP
    """
    bench = _Bench(plan, max(MONTHS), assumptions or shipped_assumptions(), seed)
    names = bench.unknowns.names[:-2]
    if parameter not in names:
        hint = did_you_mean(parameter, names) or f"parameters are {', '.join(names)}"
        problem = Diagnostic("CP501", f"unknown parameter '{parameter}'", Place("--question"), hint)
        raise DiagnosticError([problem])
    at, stayed = names.index(parameter), bench.told(old(plan), MONTHS)
    tried = []
    for way in WAYS:
        told = bench.told(moved(plan, way), MONTHS)
        for share in SHARES:
            shrunk = contraction(participants * (share * told + (1 - share) * stayed))[:, at]
            tried += [
                Pilot(share, way, months, float(found), share * participants * way * months)
                for months, found in zip(MONTHS, shrunk, strict=True)
            ]
    tried.sort(key=lambda each: each.cost)
    chosen = next((each for each in tried if each.contraction >= reach), None)
    return PilotDesign(parameter, reach, participants, chosen, tuple(tried))


class _Bench:
    """Made participants under a plan's measures, and what they would tell; each path is worked out once."""

    def __init__(self, plan: Plan, months: int, assumptions: Assumptions, seed: int) -> None:
        library = assumptions.library
        self.unknowns = Unknowns(library, next(iter(library.worldviews)), _REVENUE, _RATING)
        self._force = described(assumptions.workforce or _PEOPLE, plan, library.fixed)
        self._setting = Setting(self._force, library, assumptions.business, months, seed)
        self._levers = assumptions.levers

    def told(self, plan: Plan, ends: Sequence[int]) -> Floats:
        """Give what each participant would tell under a plan [ends, unknowns, unknowns]."""
        setting = replace(self._setting, months=max(ends))
        found = information(setting, self._path(plan), self.unknowns, ends, setting.seed)
        return self._seen(plan, found)

    def team(self, plan: Plan, months: int) -> Floats:
        """Give what the totals of the made participants would tell, by participant."""
        setting = replace(self._setting, months=months)
        found = team_information(setting, self._path(plan), self.unknowns)
        return self._seen(plan, found / len(self._force.ids))

    def _seen(self, plan: Plan, told: Floats) -> Floats:
        """Of who stays with the weights of old, take only what holds whatever people answer to."""
        if any(row != plan.weights.before for row in weights_by_month(plan.weights, plan.months)):
            return told
        kept = np.isin(self.unknowns.names, (*DIRECT, *LEVELS))
        return np.asarray(told * np.outer(kept, kept))

    def _path(self, plan: Plan) -> Path:
        library = self._setting.library
        spread = library.priors["revenue_noise"].prior.centre
        return path_of(plan, self._force, library.fixed, spread, self._levers)


def _taught(bench: _Bench, design: Design, participants: int) -> Teaching:
    size = len(bench.unknowns.names)
    each, team = np.zeros((size, size)), np.zeros((size, size))
    for plan, share in design.groups:
        each += participants * share * bench.told(plan, [design.months])[0]
        team += participants * share * bench.team(plan, design.months)
    names = bench.unknowns.names[:-2]
    return Teaching(
        design.name,
        dict(zip(names, contraction(each).tolist(), strict=False)),
        dict(zip(names, contraction(team).tolist(), strict=False)),
    )
