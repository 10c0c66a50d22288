"""A company's past under a plan: the recorded months, replayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.engine.api import Attainment, compare
from compplan.engine.results.result import Result
from compplan.months import month_text
from compplan.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Past:
    """A replay of recorded months and what to know of it; ``assumed`` names measures they did not record."""

    panel: Panel
    result: Result
    assumed: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        """Give the plan, started where it is replayed."""
        return self.result.plans[0].compiled.plan

    @property
    def present(self) -> NDArray[np.bool_]:
        """Tell who takes part in which of the recorded months [months, participants]."""
        compiled = self.result.plans[0].compiled
        return compiled.who.active[: compiled.months]

    @property
    def span(self) -> str:
        """Write the recorded months, such as ``2027-01 to 2029-12``."""
        starts = self.plan.starts
        return f"{month_text(starts)} to {month_text(starts + len(self.present) - 1)}"


def past_of(
    plan: Plan,
    data: Panel | Any,
    *,
    through: str | None = None,
    as_if: str | None = None,
    assume: Mapping[str, Attainment] | None = None,
) -> Past:
    """Replay a plan on the months that data record; DiagnosticError with what is wrong.

    ``through`` is the last month (``YYYY-MM``), ``as_if`` the one in which recorded history begins, if not
    the plan's; ``assume`` gives attainments that it did not record.
    """
    replay = compare([plan], data, as_if=as_if, through=through, assume=assume)
    assumed = [
        f"Rests on an assumed attainment of {measure}: {float(share):.0%}."
        for _, measure, share in replay.assumed
    ]
    result = replay.results[0]
    panel = result.plans[0].compiled.panel
    return Past(
        panel,
        result,
        tuple(measure for _, measure, _ in replay.assumed),
        (*assumed, *replay.notes),
    )
