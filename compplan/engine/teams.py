"""Teams: who stood in which team on a day, by the column of that name of the participants table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes, Segments, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.participation import Holders

Ints = NDArray[np.int64]
People = NDArray[np.int32]
Rows = NDArray[np.intp]


def of_teams(held: Holders, row: Rows, who: People, amount: Ints, days: Codes) -> tuple[Rows, People, Ints]:
    """Give each row to everyone who is in its participant's team on its day, the participant included."""
    segments = held.segments
    team = teams_of(segments)
    at = held.within(who, days[row], days[row])
    code = np.where(at >= 0, team[at], -1)
    order = np.argsort(team, kind="stable")
    first = np.searchsorted(team[order], code)
    count = np.where(code >= 0, np.searchsorted(team[order], code, side="right") - first, 0)
    group = np.repeat(np.arange(len(row)), count)
    member = order[np.repeat(first - (np.cumsum(count) - count), count) + np.arange(len(group))]
    day = days[row[group]]
    inside = (segments.start[member] <= day) & (day < segments.end[member])
    group, member = group[inside], member[inside]
    return row[group], segments.participant[member], amount[group]


def teams_of(segments: Segments) -> Codes:
    """Give the code of each segment's team, -1 for none; DiagnosticError if there is no such column."""
    return team_column(segments).codes


def team_column(segments: Segments) -> TextColumn:
    """Give the column of teams; DiagnosticError if there is none."""
    column = segments.columns.get("team")
    if isinstance(column, TextColumn):
        return column
    hint = "add the column 'team' to the participants, or let the plan do without teams"
    message = "the plan looks at teams, and the participants have no column 'team'"
    raise DiagnosticError([Diagnostic("CP350", message, segments.origin.place(), hint)])
