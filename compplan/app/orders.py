"""What may be asked for and takes a while: a simulation, a search for a path, what decides an answer."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol
from urllib.parse import urlencode

from compplan.app.plans import with_ids
from compplan.data.model import Panel
from compplan.decision.api import Sensitivity, optimize, sensitivity
from compplan.decision.asked import End, Method
from compplan.decision.optimum import Optimum
from compplan.decision.search import Choice
from compplan.months import month_text
from compplan.plan.model import Plan
from compplan.simulation.api import simulate
from compplan.simulation.inputs import Inputs
from compplan.simulation.study import Progress, Study

Found = Study | Optimum | Sensitivity


class Order(Protocol):
    """Something to work out, what is told while that is done, and where it can be asked again."""

    @property
    def here(self) -> str:
        """Name the page of the menu that it belongs to."""

    @property
    def doing(self) -> str:
        """Say what is being done."""

    @property
    def unit(self) -> str:
        """Say what progress counts."""

    @property
    def again(self) -> tuple[str, str]:
        """Name the page where it can be asked for again, and give its address with all that was typed."""

    def run(self, panel: Panel, tell: Progress) -> Found:
        """Work it out; DiagnosticError if that cannot be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Plans, seed and history of any order; ``typed`` are the fields of its form."""

    plans: tuple[Plan, ...]
    seed: int
    as_if: int | None = None
    assume: tuple[tuple[str, Fraction], ...] = ()
    typed: tuple[tuple[str, str], ...] = ()

    @property
    def named(self) -> list[Plan]:
        """Give the plans, each with an id of its own."""
        return with_ids(self.plans)

    @property
    def inputs(self) -> Inputs:
        """Give what all questions take; assumed attainments of measures that no plan has are left out."""
        measures = {measure.id for plan in self.plans for measure in plan.measures}
        return {
            "seed": self.seed,
            "as_if": None if self.as_if is None else month_text(self.as_if),
            "assume": {name: value for name, value in self.assume if name in measures},
        }

    def at(self, page: str) -> str:
        """Give the address of a page with all that was typed."""
        return f"{page}?{urlencode(self.typed)}" if self.typed else page


@dataclass(frozen=True, slots=True)
class Simulation:
    """Simulate plans."""

    asked: Asked
    samples: int
    here = "Simulate"
    doing = "Simulating"
    unit = "samples"

    @property
    def again(self) -> tuple[str, str]:
        """Name the page, and give its address."""
        return "Simulate again", self.asked.at("/simulate")

    def run(self, panel: Panel, tell: Progress) -> Study:
        """Simulate."""
        return simulate(self.asked.named, panel, samples=self.samples, progress=tell, **self.asked.inputs)


@dataclass(frozen=True, slots=True)
class Search:
    """Search for the best path to the end of the last of two plans."""

    asked: Asked
    objective: str
    choose: Choice
    end: End
    budget: float | None
    risk: float | None
    allow: tuple[str, ...]
    pilots: bool
    threshold: float | None
    samples: int
    here = "Best path"
    doing = "Searching"
    unit = "candidates"

    @property
    def again(self) -> tuple[str, str]:
        """Name the page, and give its address."""
        return "Change and search again", self.asked.at("/optimize")

    def run(self, panel: Panel, tell: Progress) -> Optimum:
        """Search."""
        return optimize(
            self.asked.named,
            panel,
            objective=self.objective,
            choose=self.choose,
            end=self.end,
            budget=self.budget,
            risk=self.risk,
            allow=self.allow,
            pilots=self.pilots,
            threshold=self.threshold,
            samples=self.samples,
            progress=tell,
            **self.asked.inputs,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Ask what decides a figure of the last of two plans less that of the first."""

    asked: Asked
    method: Method
    metric: str
    period: str
    size: int | None
    here = "What decides"
    doing = "Asking"
    unit = "points"

    @property
    def again(self) -> tuple[str, str]:
        """Name the page, and give its address."""
        return "Change and ask again", self.asked.at("/sensitivity")

    def run(self, panel: Panel, tell: Progress) -> Sensitivity:
        """Ask."""
        return sensitivity(
            self.asked.named,
            panel,
            method=self.method,
            metric=self.metric,
            period=self.period,
            size=self.size,
            progress=tell,
            **self.asked.inputs,
        )
