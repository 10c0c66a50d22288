"""Who participants are: name, role, region and team, for sheets that list people or parts of a company."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compplan.data.model import Panel, TextColumn

_FACTS = ("name", "role", "region", "team")


@dataclass(frozen=True, slots=True)
class People:
    """The facts that the data give of participants, by participant id, in the order of ``names``."""

    names: tuple[str, ...]
    facts: dict[str, tuple[str, ...]]

    def of(self, participant: str) -> tuple[str, ...]:
        """Give the facts of a participant; empty texts if nothing is known."""
        return self.facts.get(participant, ("",) * len(self.names))


def people_of(panel: Panel, end: int) -> People:
    """Take the facts of each participant's last segment that begins before a month (a month index)."""
    segments = panel.segments
    year, month = divmod(end, 12)
    last_day = np.datetime64(f"{year:04d}-{month + 1:02d}-01", "D").astype(np.int64)
    begun = segments.start < last_day
    row = np.full(len(panel.participants), -1)
    every = np.arange(len(segments.participant))
    row[segments.participant[::-1]] = every[::-1]
    row[segments.participant[begun]] = every[begun]
    columns = {"role": segments.role, **segments.columns}
    known = [name for name in _FACTS if isinstance(columns.get(name), TextColumn)]
    texts = [_texts(columns[name], row) for name in known]
    return People(tuple(known), dict(zip(panel.participants, zip(*texts, strict=True), strict=True)))


def _texts(column: object, rows: np.ndarray) -> list[str]:
    assert isinstance(column, TextColumn)
    codes = column.codes[rows]
    return [column.values[code] if code >= 0 else "" for code in codes.tolist()]
