"""Text that comes again and again, read once: what each distinct text stands for is looked up by its hash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes

if TYPE_CHECKING:
    import polars as pl

Bools = NDArray[np.bool_]
Places = NDArray[np.uint32]
Rows = NDArray[np.intp]
Slots = NDArray[np.int64]

_ROOM = 8
"""Slots for each text, so that few share one."""
_TABLES = 2
"""Texts that are found by the slot they share; hardly ever are there more."""


class Lookup:
    """What the distinct texts of a column stand for; threads may read parts of the column at once."""

    def __init__(self, read: Callable[[str], int | None], missing: int, texts: Sequence[str] = ()) -> None:
        """Begin with some texts; ``read`` gives what one stands for, None for nothing."""
        self.read = read
        self.missing = missing
        self.texts = texts
        self.made: _Index | None = None
        self.lock = Lock()

    def values(self, series: pl.Series) -> tuple[Codes, Bools] | None:
        """Give what each cell stands for, and which are missing; None if a text stands for nothing."""
        missing = np.broadcast_to(np.False_, (len(series),))
        values, rest = self.index().values(series)
        if series.null_count():
            missing = series.is_null().to_numpy()
            values[missing] = self.missing
            rest = rest[~missing[rest]]
        if len(rest):
            found = self._known(series[rest].to_list())
            if found is None:
                return None
            values[rest] = found
        return values, missing

    def index(self) -> _Index:
        """Give the index of the texts that are known; a file of one part never asks for it."""
        with self.lock:
            self.made = self.made or _index({text: int(self.read(text) or 0) for text in self.texts})
            return self.made

    def _known(self, texts: list[str]) -> list[int] | None:
        """Give what texts stand for; those that have not been met before are known from now on."""
        values = list(map(self.index().known.get, texts))
        return self._learnt(texts) if None in values else cast("list[int]", values)

    def _learnt(self, texts: list[str]) -> list[int] | None:
        index = self.index()
        new = {text: self.read(text) for text in set(texts).difference(index.known)}
        found = {text: value for text, value in new.items() if value is not None}
        if len(found) < len(new):
            return None
        with self.lock:
            known = (self.made or index).known | found
            self.made = _index(known)
        return [known[text] for text in texts]


@dataclass(frozen=True, slots=True)
class _Index:
    """Texts, what each stands for, and tables from slots of their hashes to places of theirs.

    Where each text stands for its place, ``read`` is None. Of the texts that share a slot, the first table
    knows the first, the second the second.
    """

    known: dict[str, int]
    texts: pl.Series
    read: Codes | None
    shift: np.uint64
    tables: tuple[Places, ...]

    def values(self, series: pl.Series) -> tuple[Codes, Rows]:
        """Give what each cell stands for, and the rows of those that have not been found."""
        if not self.known:
            return np.zeros(len(series), np.int32), np.arange(len(series))
        slots = _slots(series, self.shift)
        places, rest = self._places(series, slots, self.tables[0])
        values = places.view(np.int32) if self.read is None else self.read.take(places)
        for table in self.tables[1:]:
            if len(rest):
                places, left = self._places(series[rest], slots[rest], table)
                values[rest] = places if self.read is None else self.read.take(places)
                rest = rest[left]
        return values, rest

    def _places(self, series: pl.Series, slots: Slots, table: Places) -> tuple[Places, Rows]:
        """Give the place of the text that a table has for each cell, and the rows with another text."""
        import polars as pl

        places = table.take(slots)
        right = self.texts.gather(pl.Series(places)) == series
        if right.null_count():
            right = right.fill_null(value=False)
        return places, np.zeros(0, np.intp) if right.all() else np.flatnonzero(~right.to_numpy())


def _index(known: dict[str, int]) -> _Index:
    import polars as pl

    texts = pl.Series(list(known), dtype=pl.String)
    shift = np.uint64(64 - max(int(len(known) * _ROOM).bit_length(), 4))
    slots, rest, tables = _slots(texts, shift), np.arange(len(known), dtype=np.uint32), []
    for _ in range(_TABLES):
        table = np.zeros(1 << (64 - int(shift)), np.uint32)
        table[slots[rest][::-1]] = rest[::-1]
        tables.append(table)
        rest = rest[table[slots[rest]] != rest]
    read = np.array(list(known.values()), np.int32)
    places = np.array_equal(read, np.arange(len(read)))
    return _Index(known, texts, None if places else read, shift, tuple(tables))


def _slots(texts: pl.Series, shift: np.uint64) -> Slots:
    slots: NDArray[np.uint64] = texts.hash().to_numpy() >> shift
    return slots.view(np.int64)
