"""Who is measured among whom: participants of one role, team or region, as they stand at a period's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import Panel, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.participation import in_roles, segment_within
from compplan.engine.tables import EXAMPLES
from compplan.plan.model import Plan, Within

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each participant in each period: codes [periods, participants] and their names."""

    code: Ints
    names: tuple[str, ...]


def segments_in(
    plan: Plan, panel: Panel, periods: Sequence[range]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find each participant's latest segment of the plan in each period, -1 for none; of the second array."""
    segments, starts = panel.segments, plan.starts
    chosen = np.flatnonzero(in_roles(plan, segments))
    part = replace(
        segments,
        participant=segments.participant[chosen],
        start=segments.start[chosen],
        end=segments.end[chosen],
    )
    everyone = np.arange(len(panel.participants), dtype=np.int32)
    found = np.full((len(periods), len(everyone)), -1, dtype=np.intp)
    mine = np.isin(everyone, part.participant)
    for at, period in enumerate(periods):
        first = np.full(len(everyone), calendar.first_day(starts + period.start), dtype=np.int32)
        last = np.full(len(everyone), calendar.last_day(starts + period.stop - 1), dtype=np.int32)
        found[at, mine] = segment_within(part, everyone[mine], first[mine], last[mine])
    return found, chosen


def groups_of(plan: Plan, panel: Panel, periods: Sequence[range], within: Within, needed: Bools) -> Groups:
    """Tell in which group each participant is; DiagnosticError where one is ``needed`` and not stated.

    ``needed`` is [periods, participants].
    """
    if within == "all":
        return Groups(np.zeros(needed.shape, dtype=np.int64), ("all",))
    segments = panel.segments
    column = segments.role if within == "role" else segments.columns.get(within)
    if not isinstance(column, TextColumn):
        message = f"plan '{plan.id}' looks at each {within}, and the participants have no such column"
        hint = f"add the column '{within}' to the participants, or write within: all"
        raise DiagnosticError([Diagnostic("CP350", message, segments.origin.place(), hint)])
    at, chosen = segments_in(plan, panel, periods)
    code = np.where(at < 0, -1, column.codes[np.append(chosen, 0)[at]]).astype(np.int64)
    _refuse_none(panel, within, np.append(chosen, 0)[at], (code < 0) & needed)
    return Groups(code, column.values)


def _refuse_none(panel: Panel, within: str, segment: NDArray[np.intp], absent: Bools) -> None:
    """Refuse participants who are in no group; each segment once."""
    segments = panel.segments
    rows = np.unique(segments.row[segment[absent]])
    if len(rows):
        raise DiagnosticError(
            Diagnostic(
                "CP386",
                f"no {within}, and the plan looks at each {within} for itself",
                Place(segments.origin.file, row=int(row), field=within),
                f"write the {within}",
            )
            for row in rows[:EXAMPLES]
        )
