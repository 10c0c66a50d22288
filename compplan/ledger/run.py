"""A run as the ledger takes it: what it was made from, and its lines month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Any

import numpy as np

from compplan import __version__
from compplan import months as calendar
from compplan.data.model import Panel
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.results.result import Result
from compplan.ledger.amounts import Added, added_of, payout_months
from compplan.ledger.model import Line
from compplan.plan.digest import digest


@dataclass(frozen=True, slots=True)
class Run:
    """A run of plans through a month (``YYYY-MM``): its facts, and its lines by month of payout.

    ``plans`` gives the digest of each plan by id; ``facts`` holds those of data and sources, and the engine.
    """

    currency: str
    through: str
    plans: Mapping[str, str]
    facts: Mapping[str, Any]
    months: tuple[str, ...]
    lines: Callable[[str], Sequence[Line]]


def run_of(result: Result, panel: Panel, *, through: str | None = None, sources: str | None = None) -> Run:
    """Take a result for the ledger; ``sources`` is the digest of the sources file, if there is one.

    ``through`` is the month that was asked for, which may lie after the last payout period that has ended.
    """
    added = [each for plan in result.plans for each in added_of(plan)]
    months = {month for plan in result.plans for month in payout_months(plan)}

    def lines(month: str) -> list[Line]:
        return _joined([line for each in added if month in each.months for line in _lines(each, month)])

    return Run(
        result.plans[0].compiled.plan.currency.code,
        through or max(calendar.month_text(_last_month(plan)) for plan in result.plans),
        {plan.compiled.plan.id: digest(plan.compiled.plan) for plan in result.plans},
        {"engine": __version__, "data": panel.digest} | ({"sources": sources} if sources else {}),
        tuple(sorted(months)),
        lines,
    )


def _joined(lines: list[Line]) -> list[Line]:
    """Add up lines of one participant, plan and component: two versions of a plan may have the same."""
    sums: dict[tuple[str, str, str], Line] = {}
    for line in lines:
        before = sums.get(line[:3])
        amounts = line[4:] if before is None else tuple(map(add, before[4:], line[4:]))
        sums[line[:3]] = Line(*line[:4], *amounts)
    return list(sums.values())


def _lines(added: Added, month: str) -> Iterator[Line]:
    row = added.months.index(month)
    who = np.flatnonzero(added.taken[row])
    columns = [amounts[row, who].tolist() for amounts in added.amounts]
    for person, *values in zip(who.tolist(), *columns, strict=True):
        yield Line(added.participants[person], added.plan, added.component, month, *values)


def _last_month(result: PlanResult) -> int:
    return result.compiled.plan.starts + result.compiled.months - 1
