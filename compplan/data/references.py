"""Checks of ids: each participant and manager that a table names is one of the participants table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from compplan.data.checks import segment_days
from compplan.data.hierarchy import Edge, circles
from compplan.data.model import Codes
from compplan.data.problems import EXAMPLES, Problem, closest, quote
from compplan.data.tables import TypedTable


def known_participants(participants: TypedTable) -> tuple[str, ...]:
    """Give the participants of the table in order of id; bad ids too, as each is told where it stands."""
    column = participants.text("participant_id")
    return column.values if column else ()


def unknown_participants(
    table: TypedTable, known: Sequence[str], field: str = "participant_id"
) -> list[Problem]:
    """Find ids that the participants table does not have: one problem for each id."""
    column = table.text(field)
    if column is None or not known:  # a participants table without rows is told itself
        return []
    present = frozenset(known)
    unknown = np.array([*(value not in present for value in column.values), False], np.bool_)
    if not unknown.any():
        return []
    rows = np.flatnonzero(table.cells[field].good & unknown[column.codes])
    codes, first, counts = np.unique(column.codes[rows], return_index=True, return_counts=True)
    found = sorted(zip(rows[first].tolist(), codes.tolist(), counts.tolist(), strict=True))
    near = closest(known if found else ())
    return [
        Problem("CP330", *_unknown(column.values[code], near, told=told), row, field, count - 1)
        for told, (row, code, count) in enumerate(found)
    ]


def _unknown(value: str, near: Callable[[str], str | None], *, told: int) -> tuple[str, str]:
    """Say who is unknown and who may be meant; what comes after those that are shown is only counted."""
    other = near(value) if told < EXAMPLES else None
    hint = f"did you mean {quote(other)}?" if other else "add it to the participants table, or correct it"
    return f"unknown participant {quote(value)}", hint


def wrong_managers(participants: TypedTable) -> list[Problem]:
    """Find managers who are unknown or oneself, and circles of managers."""
    known = known_participants(participants)
    who, manager = participants.text("participant_id"), participants.text("manager_id")
    if who is None or manager is None:
        return []
    place = {name: index for index, name in enumerate(known)}
    managers = np.array([*(place.get(value, -1) for value in manager.values), -1], np.int32)[manager.codes]
    return [
        *unknown_participants(participants, known, "manager_id"),
        *_own_managers(who.codes, managers),
        *circles(_edges(participants, who.codes, managers), known),
    ]


def _own_managers(who: Codes, managers: Codes) -> list[Problem]:
    rows = np.flatnonzero((managers >= 0) & (managers == who)).tolist()
    hint = "name the manager, or leave the cell empty"
    return [Problem("CP335", "nobody is their own manager", hint, row, "manager_id") for row in rows]


def _edges(participants: TypedTable, who: Codes, managers: Codes) -> list[Edge]:
    start, end, known = segment_days(participants)
    rows = np.flatnonzero(known & (end > start) & (who >= 0) & (managers >= 0) & (managers != who))
    parts = (rows, who[rows], managers[rows], start[rows], end[rows])
    return [Edge(*values) for values in zip(*(part.tolist() for part in parts), strict=True)]
