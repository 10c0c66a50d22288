"""Different values of a column in each window, and those that were there in the period before too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from compplan.engine.counting.figures import Bools, Figures, Ints, Windows
from compplan.engine.credit import CreditedRows
from compplan.engine.exact.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Distinct:
    """Rows with the code of their value; each value counts once in a window."""

    entries: CreditedRows
    rows: Ints

    def over(self, windows: Windows, counted: Bools | None) -> Figures:
        """Count the different values of windows."""
        entries, values = _counted(_by_month(self.entries), counted), _values(self.entries)
        return _grown(windows, self.rows.shape[1], lambda part: _firsts(entries, part, values))

    def firsts(self, window: range, counted: Bools | None) -> Firsts:
        """List the values that a window counts."""
        return _firsts(_counted(_by_month(self.entries), counted), window, _values(self.entries))


@dataclass(frozen=True, slots=True)
class Retained:
    """The same with the rows from ``back`` months before the plan on, the period before being so far back."""

    entries: CreditedRows
    rows: Ints
    back: int

    def over(self, windows: Windows, counted: Bools | None) -> Figures:
        """Count the values of windows that were there in the same window ``back`` months before."""
        entries = _by_month(self.entries)
        now = _counted(entries, counted)
        return _grown(windows, self.rows.shape[1], lambda part: self._again(entries, now, part))

    def firsts(self, window: range, counted: Bools | None) -> Firsts:
        """List the values that a window counts, with the months in which they are back."""
        entries = _by_month(self.entries)
        return self._again(entries, _counted(entries, counted), window)

    def _again(self, entries: CreditedRows, now: CreditedRows, part: range) -> Firsts:
        values = _values(entries)
        before = _firsts(entries, range(part.start - self.back, part.stop - self.back), values)
        again = _firsts(now, part, values)
        _, old, new = np.intersect1d(before.key, again.key, assume_unique=True, return_indices=True)
        month = np.maximum(before.month[old] + self.back, again.month[new])
        return Firsts(again.key[new], again.participant[new], month, again.row[new])


@dataclass(frozen=True, slots=True)
class Firsts:
    """Each participant's different values, as keys in order, with the first month and row of each."""

    key: Ints
    participant: NDArray[np.int32]
    month: Ints
    row: NDArray[np.intp]


def _firsts(entries: CreditedRows, part: range, values: int) -> Firsts:
    """Find the first row of each of so many values in a range of months; entries stand in order of month."""
    start, stop = np.searchsorted(entries.month, (part.start, part.stop))
    who = entries.participant[start:stop]
    key, first = np.unique(who * np.int64(values) + entries.amount[start:stop], return_index=True)
    return Firsts(key, who[first], entries.month[start:stop][first], entries.row[start:stop][first])


def _values(entries: CreditedRows) -> int:
    """Give how many values there can be; keys of the same values are compared."""
    return int(entries.amount.max(initial=0)) + 1


def _by_month(entries: CreditedRows) -> CreditedRows:
    """Order entries by month, and by row in a month, so that the first of equals is the first in the file."""
    return _taken(entries, np.lexsort((entries.row, entries.month)))


def _counted(entries: CreditedRows, counted: Bools | None) -> CreditedRows:
    """Leave out the rows of months that do not count, and of those before the plan."""
    kept = entries.month >= 0
    if counted is not None:
        kept &= counted[np.maximum(entries.month, 0), entries.participant]
    return entries if kept.all() else _taken(entries, np.flatnonzero(kept))


def _taken(entries: CreditedRows, at: NDArray[np.intp]) -> CreditedRows:
    return CreditedRows(entries.row[at], entries.participant[at], entries.month[at], entries.amount[at])


def _grown(windows: Windows, people: int, firsts: Callable[[range], Firsts]) -> Figures:
    """Count values window by window; in windows that begin together, each from its first month on."""
    rows: list[Ints] = []
    for part, group in _growing(windows):
        found = firsts(part)
        new = np.zeros((len(part), people), dtype=np.int64)
        np.add.at(new, (found.month - part.start, found.participant), 1)
        so_far = np.cumsum(new, axis=0)
        rows += [so_far[window.stop - 1 - part.start] for window in group]
    number = np.array(rows, dtype=np.int64).reshape(len(rows), people)
    return Figures(Quantity(number, (1,) * len(rows)))


def _growing(windows: Windows) -> Iterator[tuple[range, list[range]]]:
    """Give windows that begin together, and the range of months that holds them."""
    for start, group in groupby(windows, lambda window: window.start):
        members = list(group)
        yield range(start, max(window.stop for window in members)), members
