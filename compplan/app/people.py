"""Who the participants are: their names, and the regions, teams or roles that they belong to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel, Segments, TextColumn

NOWHERE = "(none)"
_BY = ("region", "team")
_NAME, _GROUP = 80, 200
"""Letters of names that are shown; groups that agree in so many are shown as one."""


@dataclass(frozen=True, slots=True)
class People:
    """The id and name of each participant, and the group of each; ``by`` says what a group is."""

    by: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]

    def of(self, group: str) -> NDArray[np.bool_]:
        """Tell which participants are in a group."""
        return np.array([each == group for each in self.groups], dtype=bool)


def people_of(panel: Panel) -> People:
    """Group participants by region, else team, else role, as the data have it of their last segments."""
    segments, count = panel.segments, len(panel.participants)
    columns = {name: segments.columns.get(name) for name in (*_BY, "name")}
    by = next((name for name in _BY if _has(columns[name])), "role")
    grouping = columns[by] if by != "role" else segments.role
    names = _last(segments, columns["name"], count)
    groups = _last(segments, grouping, count)
    shown = (name or person for name, person in zip(names, panel.participants, strict=True))
    cut = (group[:_GROUP] or NOWHERE for group in groups)
    return People(by, panel.participants, tuple(name[:_NAME] for name in shown), tuple(cut))


def _has(column: object) -> bool:
    return isinstance(column, TextColumn) and bool((column.codes >= 0).any())


def _last(segments: Segments, column: object, count: int) -> list[str]:
    """Give each participant's text in the last segment, since segments are in order of their start."""
    found = [""] * count
    if isinstance(column, TextColumn):
        for person, code in zip(segments.participant.tolist(), column.codes.tolist(), strict=True):
            found[person] = column.values[code] if code >= 0 else found[person]
    return found
