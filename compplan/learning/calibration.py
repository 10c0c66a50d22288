"""Calibration: what a company's past teaches of every parameter, and of which it teaches nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel as Data
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.mends import did_you_mean
from compplan.engine.api import Attainment
from compplan.engine.results.evaluated import PlanResult
from compplan.learning.direct import direct
from compplan.learning.evidence import Evidence
from compplan.learning.founders import evidence_of, founders_of
from compplan.learning.learned import Calibration, Panel
from compplan.learning.observed import Observed, observed_of
from compplan.learning.past import past_of
from compplan.learning.posterior import posterior
from compplan.learning.submodels import Rated, Sold, rated_of, sold_of, without_shared
from compplan.learning.telling import About, told
from compplan.learning.unknowns import Unknowns
from compplan.plan.model import MONTHS_IN, Plan
from compplan.simulation.history import history_of
from compplan.simulation.parameters.read import Assumptions, load_assumptions, shipped_assumptions
from compplan.simulation.workforce.history import workforce_of
from compplan.simulation.worlds import Path, path_of

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEWEST, SHORTEST = 2, 3
"""Participants and months below which nothing is learned."""


@dataclass(frozen=True, slots=True)
class _Past:
    """What was observed, who was there from the start, when weights were new, and what submodels tell."""

    observed: Observed
    who: Bools
    changed: Bools
    sold: Sold
    rated: Rated
    path: Path
    evidence: Evidence | None


def calibrate(
    plan: Plan,
    data: Data | Any,
    *,
    through: str | None = None,
    as_if: str | None = None,
    assume: Mapping[str, Attainment] | None = None,
    assumptions: Assumptions | str | os.PathLike[str] | None = None,
    worldview: str | None = None,
    seed: int = 1,
) -> Calibration:
    """Learn the simulator's parameters from the months of a plan that data record, as far as they tell.

    Priors are those of a worldview of the assumptions, the first one by default. What the data do not tell
    stays at its prior, with the reason. Other arguments are those of `simulate`. The same seed gives the same
    figures.

    DiagnosticError with what is wrong with plan, data or assumptions.

    >>> import compplan as cp
    >>> status_quo = cp.load_plan(cp.bundled("plans") / "status-quo.yaml")
    >>> found = calibrate(status_quo, cp.bundled("plans") / "data", through="2027-02")
    >>> found
    Calibration(status-quo: 0 of 28 parameters learned from 28 participants x 2 months)
    >>> found.parameters[0].reason
    '2 months are too few to learn from'
    """
    begun = time.perf_counter()
    if assumptions is None:
        assumptions = shipped_assumptions()
    elif not isinstance(assumptions, Assumptions):
        assumptions = load_assumptions(assumptions)
    view = _worldview(assumptions, worldview)
    past = past_of(plan, data, through=through, as_if=as_if, assume=assume)
    return calibration_of(past.result.plans[0], past.panel, assumptions, view, seed, begun)


def _worldview(assumptions: Assumptions, wanted: str | None) -> str:
    known = tuple(assumptions.library.worldviews)
    if wanted is not None and wanted not in known:
        hint = did_you_mean(wanted, known) or f"worldviews are {', '.join(known)}"
        problem = Diagnostic("CP507", f"unknown worldview '{wanted}'", Place("--worldview"), hint)
        raise DiagnosticError([problem])
    return wanted or known[0]


def calibration_of(
    result: PlanResult,
    panel: Data,
    assumptions: Assumptions,
    worldview: str,
    seed: int = 1,
    begun: float | None = None,
) -> Calibration:
    """Learn from a run of a plan; ``begun`` is when work began, by `time.perf_counter`."""
    begun = time.perf_counter() if begun is None else begun
    library = assumptions.library
    past = _past(result, panel, assumptions)
    held, found = _panel(past), None
    nothing = _by_period(result.compiled.plan) or _too_little(held)
    unknowns = Unknowns(library, worldview, past.sold.level, past.rated.level)
    if past.evidence is not None and held.months_changed and not nothing:
        found = posterior(past.evidence, unknowns, seed)
    alone = {} if nothing else direct(unknowns, past.observed, past.changed, past.sold.noise)
    about = About(library, worldview, held, past.rated.responses > 0, nothing, alone)
    return told(result.compiled.plan.id, about, found, () if nothing else _notes(past), begun)


def _past(result: PlanResult, panel: Data, assumptions: Assumptions) -> _Past:
    library = assumptions.library
    fixed = library.fixed
    history = history_of(result)
    force = workforce_of(history, panel, fixed)
    observed = observed_of(result, panel)
    spread = library.priors["revenue_noise"].prior.centre
    path = path_of(history.plan, force, fixed, spread, assumptions.levers)
    who = founders_of(observed)
    changed = path.shift.announced[: observed.months] > 0
    rated = rated_of(observed, who, fixed)
    if not who.any():
        return _Past(observed, who, changed, sold_of(observed, ~who, changed), rated, path, None)
    sold = sold_of(observed, who, changed)
    seen = without_shared(observed, who) if sold.shared else observed
    return _Past(
        observed, who, changed, sold, rated, path, evidence_of(seen, path, force, sold, rated, fixed)
    )


def _panel(past: _Past) -> Panel:
    later = past.observed.present.any(axis=0) & ~past.who
    return Panel(
        participants=int(past.who.sum()),
        months=past.observed.months,
        months_changed=int(past.changed.sum()),
        leavers=int(past.observed.left[:, past.who].sum()),
        responses=past.rated.responses,
        later=int(later.sum()),
    )


def _by_period(plan: Plan) -> str:
    if MONTHS_IN[plan.performance_period] > 1:
        return f"the plan measures by the {plan.performance_period}, the model by the month"
    return ""


def _too_little(held: Panel) -> str:
    if held.participants < FEWEST:
        return f"fewer than {FEWEST} participants were there from the first month on, with sales and a quota"
    if held.months < SHORTEST:
        return f"{held.months} months are too few to learn from"
    return ""


def _notes(past: _Past) -> tuple[str, ...]:
    notes = []
    if past.sold.noise is not None:
        notes.append(f"A month's revenue moves by {past.sold.noise[0]:.2f} in logs around its level.")
    if past.sold.shared:
        notes.append(
            f"All participants' months move together by {past.sold.shared:.2f} in logs, more than chance; it "
            "was taken out: it cannot be told from what the plan did, so revenue tells less."
        )
    if past.rated.responses:
        notes.append(
            f"Log-odds of a favourable rating differ between participants by {past.rated.level.between:.2f} "
            f"(sd), and between months of one participant by {past.rated.mood:.2f}, beyond the chance of few "
            "answers."
        )
    return tuple(notes)
