"""A small company under an immediate step, for tests: made by the simulator, with a truth that is known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

import compplan as cp
from compplan.learning.checking import LEVELS, Bench, smaller
from compplan.learning.evidence import Evidence
from compplan.learning.synthetic import Truth, panels
from compplan.learning.unknowns import Unknowns
from compplan.simulation.run import Setting
from compplan.simulation.worlds import Path, path_of


@cache
def plan() -> cp.Plan:
    """Give the bundled plan that moves at once, with three behaviours."""
    return smaller(cp.load_plan(cp.bundled("plans") / "immediate.yaml"))


def setting(participants: int, months: int, **fixed: float) -> Setting:
    """Describe a company; fixed inputs may be changed."""
    given = Bench(plan(), participants, months).setting()
    library = replace(given.library, fixed={**given.library.fixed, **fixed})
    return replace(given, library=library)


def path(given: Setting) -> Path:
    """Make the plan's path."""
    return path_of(plan(), given.workforce, given.library.fixed, 0.25)


def unknowns(given: Setting) -> Unknowns:
    """Give the unknowns of a setting."""
    return Unknowns(given.library, "evidence", LEVELS.revenue, LEVELS.rating)


def at_centre(given: Setting, count: int) -> list[Evidence]:
    """Make panels whose every parameter is at its prior centre."""
    deviates = np.zeros((count, len(unknowns(given).names)))
    truth = Truth(deviates, unknowns(given).points(deviates).values)
    return list(panels(given, path(given), LEVELS, truth))
