"""All that the model looks at besides its state: parameters, inputs, the plan, what people bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.incentive.tables import Incentives
from compplan.simulation.parameters.library import Values
from compplan.simulation.response.state import People

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Card:
    """The report card that all relationship measures look at.

    ``weights`` and ``targets`` (favourable shares) are by behaviour; ``cap`` limits a behaviour's attainment;
    ``level`` is the score at which the relationship channel attains 1.
    """

    weights: Floats
    targets: Floats
    cap: float
    level: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A path by month: the largest weight shift announced and delivered, and the weight on relationships.

    ``live`` tells in which months participants have a report card: while it is paid on, or will be again.
    """

    announced: Floats
    delivered: Floats
    relationship: Floats
    live: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Levers:
    """What can be done beside the weights.

    ``easier_target`` multiplies the report card's targets in the first ``easier_months``; ``guarantee`` is
    the share of old expected pay that is guaranteed for ``guarantee_months``; ``clarity`` multiplies the
    noise of reading pay; ``coaching`` multiplies the coaching capacity; ``sign_off`` adds to the initial
    log-odds of belief; ``recognition`` is the share by which recognition raises relationship effort;
    ``focus`` is how far effort goes to behaviours whose ratings can still move, from 0 to 1; ``foresight`` is
    how far participants count what relationships will earn them later, from 0 to 1; ``timing`` is the share
    of deals that can be moved by a month to where they pay more, ``timing_discount`` its cost.
    """

    easier_target: float = 1.0
    easier_months: int = 12
    guarantee: float = 0.0
    guarantee_months: int = 12
    clarity: float = 1.0
    coaching: float = 1.0
    sign_off: float = 0.0
    recognition: float = 0.0
    focus: float = 0.0
    foresight: float = 0.0
    timing: float = 0.0
    timing_discount: float = 0.0

    def target(self, month: int) -> float:
        """Give the factor on targets in a month."""
        return self.easier_target if month < self.easier_months else 1.0


@dataclass(frozen=True, slots=True)
class World:
    """One path in one worldview, for some samples.

    ``quota`` [months] is what quotas grow beyond the market; ``turnover`` [months, samples, 1] what usual
    turnover does to revenue, which baselines hold already; ``lucky`` False takes all luck away.
    """

    values: Values
    fixed: Mapping[str, float]
    incentives: Incentives
    shift: Shift
    people: People
    card: Card
    quota: Floats
    turnover: Floats
    levers: Levers = field(default_factory=Levers)
    lucky: bool = True

    @property
    def efforts(self) -> tuple[float, float]:
        """Give the efforts of old in product and relationship."""
        product = self.fixed["product_effort_share"]
        return product, (1 - product) * (1 + self.levers.recognition)
