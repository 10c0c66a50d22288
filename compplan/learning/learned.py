"""The outcome of a calibration: each parameter before and after the data, and whether they taught it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from compplan.simulation.parameters.library import Library
from compplan.simulation.parameters.prior import Prior

Teacher = Literal["revenue", "leaving", "response", ""]
"""Which sub-model taught a parameter: month-to-month revenue, who left, or the response to pay; none."""
TAUGHT = 0.15
"""Contraction from which a parameter counts as learned; below it, what draws show may be chance."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of a parameter, in its own unit: median, sd, and the interval that holds 90 %."""

    median: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Learned:
    """A parameter before and after the data.

    ``contraction`` is the share by which the data narrowed what was believed, 0 for not at all, on the scale
    on which the prior is normal. ``learned`` says whether it is used; if not, ``after`` is the prior, and
    ``reason`` says why. ``taught_by`` names the sub-model that taught it. ``prior`` is the distribution that
    a simulation is to take.
    """

    name: str
    symbol: str
    meaning: str
    unit: str
    before: Belief
    after: Belief
    contraction: float
    learned: bool
    taught_by: Teacher
    reason: str
    prior: Prior


@dataclass(frozen=True, slots=True)
class Panel:
    """How much there was to learn from: founders, months, months of the new weights, leavers, responses."""

    participants: int
    months: int
    months_changed: int
    leavers: int
    responses: int
    later: int
    """Participants who came after the first month, of whom the response model knows no level of old."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a panel taught of every parameter of a worldview.

    ``draws`` were weighed, worth ``effective_share`` of as many equal ones; ``fell_back`` says that they were
    worth too little, so that response parameters stay as they were. ``notes`` say in words what was taken
    for what; ``seconds`` is how long it took.

    >>> import compplan as cp
    >>> status_quo = cp.load_plan(cp.bundled("plans") / "status-quo.yaml")
    >>> found = cp.calibrate(status_quo, cp.bundled("plans") / "data", through="2027-06")
    >>> found
    Calibration(status-quo: 1 of 28 parameters learned from 28 participants x 6 months)
    """

    plan: str
    worldview: str
    panel: Panel
    parameters: tuple[Learned, ...]
    draws: int
    effective_share: float
    fell_back: bool
    notes: tuple[str, ...]
    seconds: float
    library: Library
    """The assumptions with what was learned in place of the priors, for `simulate`."""
    moved_by_worldviews: Mapping[str, tuple[str, ...]]
    """The parameters of which each worldview had a centre of its own."""

    @property
    def learned(self) -> Mapping[str, Learned]:
        """Give the parameters that the data taught, by name.

        >>> import compplan as cp
        >>> status_quo = cp.load_plan(cp.bundled("plans") / "status-quo.yaml")
        >>> found = cp.calibrate(status_quo, cp.bundled("plans") / "data", through="2027-06")
        >>> list(found.learned)
        ['revenue_noise']
        """
        return {each.name: each for each in self.parameters if each.learned}

    def __repr__(self) -> str:
        """Say how many parameters were learned, and from what."""
        held = self.panel
        return (
            f"Calibration({self.plan}: {len(self.learned)} of {len(self.parameters)} parameters learned from "
            f"{held.participants} participants x {held.months} months)"
        )
