"""What a study runs on, prepared once: the setting, the paths of plans, and how further ones are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from compplan.plan.model import Plan
from compplan.simulation.incentive.tables import Shapes, shapes_of
from compplan.simulation.response.world import Levers
from compplan.simulation.run import Setting
from compplan.simulation.study import Basis
from compplan.simulation.workforce.model import Workforce
from compplan.simulation.worlds import Path, path_of, reference_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """Plans, people and assumptions, ready to be simulated in worldviews.

    ``force`` is the workforce as the last plan measures it; ``spread`` the sd of a month's product
    attainment.
    """

    setting: Setting
    paths: tuple[Path, ...]
    worldviews: tuple[str, ...]
    basis: Basis
    levers: Levers
    force: Workforce
    spread: float
    shapes: Shapes = field(default_factory=dict, repr=False, compare=False)
    """What the last plan was found to pay, for plans with other weights: finding it is most of the work."""

    @property
    def end(self) -> Plan:
        """Give the last plan, to whose end further paths lead."""
        return self.paths[-1].plan

    def found_shapes(self) -> Shapes:
        """Find what the last plan pays, up to scale."""
        last = self.paths[-1]
        reference = reference_of(last.plan, self.force, last.card)
        return shapes_of(last.plan, reference, last.incentives.channels)

    def path(self, plan: Plan, changes: Mapping[str, float] | None = None) -> Path:
        """Prepare a plan that differs from the last one in its weights, with levers changed."""
        levers = replace(self.levers, **(changes or {}))  # type: ignore[arg-type]  # figures of these fields
        return path_of(plan, self.force, self.setting.library.fixed, self.spread, levers, self.shapes)
