"""What the pages work with: plans, replays, simulations and people of one workspace, one session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from compplan.app.people import People, people_of
from compplan.app.plans import Plans, label_of
from compplan.app.replays import NoPlanError, Replays
from compplan.app.session import Session
from compplan.app.studies import Studies
from compplan.app.view import View
from compplan.app.workspace import Workspace
from compplan.diagnostics import DiagnosticError
from compplan.plan.model import Plan
from compplan.plan.path import boldness

SECONDS = 30.0
"""Work for one request may take so long."""
_AT_A_TIME = 2

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that answers are made from."""

    workspace: Workspace
    session: Session
    plans: Plans
    replays: Replays
    studies: Studies
    people: People
    workers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_AT_A_TIME))
    seconds: float = SECONDS

    @property
    def root(self) -> str:
        """Give the path of the opened folder."""
        return str(self.workspace.root)

    def choices(self) -> list[tuple[str, str]]:
        """Name the plans to choose from."""
        return [(key, label_of(key)) for key in self.plans.keys()]  # noqa: SIM118  no mapping

    def default_plan(self) -> str:
        """Choose the plan that is shown first: one that moves weights, else one without errors, else any."""
        valid = self._valid()
        moving = (name for name, plan in valid.items() if _bold(plan) is not None)
        return next(moving, next(iter(valid), next(iter(self.workspace.names()), "")))

    def default_base(self) -> str:
        """Choose the plan to compare with: one of the same measures that moves no weights, else any other."""
        valid = self._valid()
        first = valid.get(self.default_plan())
        others = {name: plan for name, plan in valid.items() if plan is not first}
        still = (
            name
            for name, plan in others.items()
            if first is not None and _bold(plan) is None and _measures(plan) == _measures(first)
        )
        return next(still, next(iter(others), ""))

    def _valid(self) -> dict[str, Plan]:
        found = ((name, self.plans.find(name)) for name in self.workspace.names())
        return {name: each.plan for name, each in found if each is not None and each.plan is not None}

    def prepare(self, view: View) -> None:
        """Work out what the slider may ask for next."""
        with suppress(NoPlanError, DiagnosticError):
            self.replays.prepare(view if view.plan else view.at(plan=self.default_plan()))

    async def work(self, task: Callable[[], T]) -> T:
        """Do work beside the server, a little at a time; TimeoutError if it takes too long.

        Work that takes too long goes on, and keeps its place until it ends.
        """
        running = asyncio.get_running_loop().run_in_executor(self.workers, task)
        return await asyncio.wait_for(running, self.seconds)


def _bold(plan: Plan) -> Fraction | None:
    return boldness(plan.weights, plan.months)


def _measures(plan: Plan) -> set[str]:
    return {measure.id for measure in plan.measures}


def desk_of(workspace: Workspace, session: Session) -> Desk:
    """Lay out a desk for a workspace."""
    plans = Plans(workspace)
    people = people_of(workspace.panel)
    return Desk(workspace, session, plans, Replays(plans), Studies(workspace.panel), people)
