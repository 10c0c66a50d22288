"""What a report card holds against targets: a favourable share or mean value, drawn to those of others."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import TextColumn
from compplan.engine.rating.reliability import STRONGEST

Ints = NDArray[Any]
Bools = NDArray[np.bool_]
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Points:
    """What responses come to [behaviours, windows, participants], in parts of ``unit``."""

    total: Ints
    unit: int

    def cell(self, at: tuple[int, int, int]) -> Fraction:
        """Give one cell."""
        return Fraction(int(self.total[at]), self.unit)


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The responses of the team (or all) [behaviours, windows, participants], and how many of them are added.

    ``strength`` is [behaviours, windows], ``group`` [windows, participants] says who is drawn to whom.
    """

    responses: Ints
    points: Points
    strength: Ints
    group: Ints


@dataclass(frozen=True, slots=True)
class Scored:
    """Figures ``top / bottom`` [behaviours, windows, participants], and what is shrunk into them.

    ``bottom`` is nowhere 0.
    """

    top: Ints
    bottom: Ints
    shrunk: Shrunk | None = None


def scored(responses: Ints, points: Points, shrunk: Shrunk | None) -> Scored:
    """Divide points by responses, at least 1; with what others' responses say added to both."""
    unit, counted, most = points.unit, np.maximum(responses, 1), _largest(responses) + 1
    if shrunk is None:
        return Scored(points.total, unit * counted.astype(_kind(unit * most)))
    theirs = np.maximum(shrunk.responses, 1)
    bound = (_largest(points.total) + unit * (most + STRONGEST)) * _largest(theirs)
    kind = _kind(2 * bound + STRONGEST * _largest(shrunk.points.total))
    added, theirs = shrunk.strength[:, :, None].astype(kind), theirs.astype(kind)
    top = points.total.astype(kind) * theirs + added * shrunk.points.total.astype(kind)
    bottom = unit * theirs * np.maximum(responses.astype(kind) + added, 1)
    return Scored(top, bottom, shrunk)


def groups(rows: NDArray[np.intp], team: TextColumn | None) -> Ints:
    """Give those who are drawn to each other one number [windows, participants]; 0 is everyone.

    ``rows`` is the segment that each participant has in each window, -1 for none.
    """
    if team is None or not len(team.codes):
        return np.zeros(rows.shape, dtype=np.int64)
    return np.where(rows >= 0, team.codes[rows], -1).astype(np.int64) + 1


def summed(values: Ints, group: Ints) -> Ints:
    """Give each participant the sum over his group [behaviours, windows, participants]; 0 is everyone."""
    found = np.empty_like(values)
    for window in range(values.shape[1]):
        of = group[window]
        for index in range(values.shape[0]):
            totals = np.zeros(int(of.max(initial=0)) + 1, dtype=values.dtype)
            np.add.at(totals, of, values[index, window])
            totals[0] = values[index, window].sum()
            found[index, window] = totals[of]
    return found


def _largest(values: Ints) -> int:
    return int(values.max(initial=0))


def _kind(bound: int) -> Any:
    """Choose int64, or Python integers where int64 could overflow."""
    return np.int64 if bound < _SAFE else object
