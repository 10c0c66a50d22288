"""The bundled company as tests of the simulator use it: its workforce and some paths, prepared once."""

from __future__ import annotations

from functools import cache

import numpy as np

import compplan as cp
from compplan.plan.model import Plan
from compplan.simulation.history import History, history_of
from compplan.simulation.parameters.read import shipped, shipped_assumptions
from compplan.simulation.run import Setting
from compplan.simulation.sampling import BATCH, shares
from compplan.simulation.workforce.history import workforce_of
from compplan.simulation.workforce.model import Workforce
from compplan.simulation.worlds import Path, path_of

FOLDER = cp.bundled("plans")


@cache
def panel() -> cp.Panel:
    """Load the company's data."""
    return cp.load_data(FOLDER / "data")


@cache
def plan(name: str) -> Plan:
    """Load a plan."""
    return cp.load_plan(FOLDER / f"{name}.yaml")


@cache
def history(name: str) -> History:
    """Run a plan on the data and take what it measured."""
    return history_of(cp.run(plan(name), panel()).plans[0])


@cache
def workforce() -> Workforce:
    """Learn the workforce."""
    return workforce_of(history("status-quo"), panel(), shipped().fixed)


@cache
def path(name: str) -> Path:
    """Prepare a path."""
    return path_of(plan(name), workforce(), shipped().fixed, 0.25)


def setting(*, months: int = 12, seed: int = 1) -> Setting:
    """Give the setting of a study."""
    return Setting(workforce(), shipped(), shipped_assumptions().business, months, seed)


def values(samples: int, worldview: str = "evidence", seed: int = 1) -> dict[str, np.ndarray]:
    """Give samples of all parameters."""
    batches = [shares(seed, batch, 28) for batch in range(-(-samples // BATCH))]
    return shipped().values(np.concatenate(batches)[:samples], worldview)
