"""Text that comes again and again, read once: what each distinct text stands for is looked up by number."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes

if TYPE_CHECKING:
    import polars as pl

_UNREAD = -(2**31)
"""Stands in the place of a text that has not been met."""


class Lookup:
    """What the distinct texts of a column stand for; threads may read parts of the column at once."""

    def __init__(self, read: Callable[[str], int | None], missing: int) -> None:
        """Begin without a text; ``read`` gives what one stands for, None for nothing."""
        import polars as pl

        self.read = read
        self.missing = missing
        self.kind = pl.Categorical(pl.Categories.random())
        self.held = pl.Series([""]).cast(self.kind)
        """Numbers hold only as long as some series has them: with none, polars begins anew."""
        self.found: Codes = np.full(1, _UNREAD, np.int32)
        """What the text of each number stands for."""
        self.lock = Lock()

    def values(self, series: pl.Series) -> tuple[Codes, NDArray[np.bool_]] | None:
        """Give what each cell stands for, and which are missing; None if a text stands for nothing."""
        numbers, missing = series.cast(self.kind).to_physical(), series.is_null().to_numpy()
        if missing.all():
            return np.full(len(series), self.missing, np.int32), missing
        values = self._looked_up(numbers)
        if values is None:
            if not self._met(series):
                return None
            values = self._looked_up(numbers)
            assert values is not None
        if missing.any():
            values[missing] = self.missing
        return values, missing

    def _looked_up(self, numbers: pl.Series) -> Codes | None:
        """Give what texts of some numbers stand for; None if one has not been met."""
        places, found = numbers.fill_null(numbers.max()).to_numpy(), self.found
        if int(places.max()) >= len(found):
            return None
        values = found[places]
        return None if (values == _UNREAD).any() else values

    def _met(self, series: pl.Series) -> bool:
        """Read texts that may not have been met before; tell whether all stand for something."""
        texts = series.drop_nulls().unique()
        read = [self.read(text) for text in texts.to_list()]
        if None in read:
            return False
        places = texts.cast(self.kind).to_physical().to_numpy()
        with self.lock:
            more = max(int(places.max()) + 1 - len(self.found), 0)
            found = np.append(self.found, np.full(more, _UNREAD, np.int32))
            found[places] = np.array(read, np.int32)
            self.found = found
        return True
