"""Text columns that nobody may ask for: codes and values are made when they are first used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes, TextColumn
from compplan.data.polarstext import PolarsText

if TYPE_CHECKING:
    import polars as pl


class LazyText(TextColumn):
    """A text column that keeps its text as it was read until its codes are asked for.

    It is as unchangeable as any other: the codes are read-only, and are the same whenever they are made.
    """

    __slots__ = ("_coded", "_text", "_values")

    _text: PolarsText | None
    _coded: tuple[Codes, pl.Series] | None
    _values: tuple[str, ...] | None

    def __init__(self, text: PolarsText) -> None:
        """Keep the text."""
        for name, value in (("_text", text), ("_coded", None), ("_values", None)):
            object.__setattr__(self, name, value)

    @property
    def codes(self) -> Codes:
        """Give the code of each row; -1 is missing."""
        return self.ranked()[0]

    @property
    def values(self) -> tuple[str, ...]:
        """Give the distinct texts, in order of code points."""
        if self._values is None:
            object.__setattr__(self, "_values", tuple(self.ranked()[1].to_list()))
        assert self._values is not None
        return self._values

    def ranked(self) -> tuple[Codes, pl.Series]:
        """Give codes and distinct texts, these as a series."""
        text = self._text
        if text is not None:  # another thread may do the same: both get the same codes
            codes, distinct = text.ranked()
            codes.setflags(write=False)
            object.__setattr__(self, "_coded", (codes, distinct))
            object.__setattr__(self, "_text", None)
        assert self._coded is not None
        return self._coded

    def hashes(self) -> NDArray[np.uint64] | Codes:
        """Give a number for each row: the same for the same text, as a rule another for another."""
        text = self._text
        return self.codes if text is None else text.hashes()

    def __reduce__(self) -> tuple[Callable[..., TextColumn], tuple[Any, ...]]:
        """Copy and pickle as a plain column."""
        return TextColumn, (self.codes, self.values)
