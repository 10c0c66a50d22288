"""Text that comes again and again, read once: what each distinct text stands for is looked up by its hash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes

if TYPE_CHECKING:
    import polars as pl

Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint64]
Places = NDArray[np.uint32]

_ODD = (1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_ROOM = 8
"""Slots for each text, so that few share one."""


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
        missing = series.is_null().to_numpy()
        values, rest = self.index().values(series)
        rest = rest[~missing[rest]]
        if len(rest):
            found = self._learnt(series.gather(rest).to_list())
            if found is None:
                return None
            values[rest] = found
        if missing.any():
            values[missing] = self.missing
        return values, missing

    def index(self) -> _Index:
        """Give the index of the texts that are known; a file of one part never asks for it."""
        with self.lock:
            self.made = self.made or _index({text: int(self.read(text) or 0) for text in self.texts})
            return self.made

    def _learnt(self, texts: list[str]) -> list[int] | None:
        """Read texts that have not been met before, and know them from now on."""
        index = self.index()
        new = {text: index.known.get(text, self.read(text)) for text in set(texts)}
        found = {text: value for text, value in new.items() if value is not None}
        if len(found) < len(new):
            return None
        with self.lock:
            self.made = _index((self.made or index).known | found)
        return [found[text] for text in texts]


@dataclass(frozen=True, slots=True)
class _Index:
    """Texts, what each stands for, and tables from slots of their hashes to their places."""

    known: dict[str, int]
    texts: pl.Series
    read: Codes
    levels: tuple[tuple[int, int, Places], ...]

    def values(self, series: pl.Series) -> tuple[Codes, NDArray[np.intp]]:
        """Give what each cell stands for, and the rows of those that have not been found."""
        values, rest = np.zeros(len(series), np.int32), np.arange(0)
        for level, (odd, shift, table) in enumerate(self.levels):
            part = series.gather(rest) if level else series
            places = table[_slots(part.hash().to_numpy(), odd, shift)]
            right = (self.texts.gather(places) == part).fill_null(value=False).to_numpy()
            if level:
                values[rest[right]] = self.read[places[right]]
                rest = rest[~right]
            else:
                values, rest = self.read[places], np.flatnonzero(~right)
            if not len(rest):
                break
        return values, rest if self.levels else np.arange(len(series))


def _index(known: dict[str, int]) -> _Index:
    import polars as pl

    texts = pl.Series(list(known), dtype=pl.String)
    levels: list[tuple[int, int, Places]] = []
    hashes, rest = texts.hash().to_numpy(), np.arange(len(known), dtype=np.uint32)
    for odd in _ODD:
        if len(rest):
            shift = 64 - max(int(len(rest) * _ROOM).bit_length(), 4)
            slots, first = np.unique(_slots(hashes[rest], odd, shift), return_index=True)
            table = np.zeros(1 << (64 - shift), np.uint32)
            table[slots] = rest[first]
            rest = np.delete(rest, first)
            levels.append((odd, shift, table))
    return _Index(known, texts, np.array(list(known.values()), np.int32), tuple(levels))


def _slots(hashes: Hashes, odd: int, shift: int) -> NDArray[np.uint64]:
    mixed: Hashes = hashes if odd == 1 else hashes * np.uint64(odd)
    return mixed >> np.uint64(shift)
