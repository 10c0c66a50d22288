"""Rows that arrive part by part, kept small: text that comes again and again is held once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from compplan.data.blank import blank_rows
from compplan.data.model import Ints

if TYPE_CHECKING:
    import polars as pl

_RARE = 4
"""A column whose first part has a distinct value in so many rows, or more, stays as it is."""


class Rows:
    """A frame that grows; its text columns of few distinct values become categories of their own."""

    def __init__(self) -> None:
        """Begin without a row."""
        self.parts: list[pl.DataFrame] = []
        self.kinds: Mapping[str, pl.DataType] | None = None
        self.blank: list[Ints] = []
        self.count = 0

    def add(self, part: pl.DataFrame, chosen: list[str]) -> None:
        """Add the columns chosen of rows that are not blank; every part has the same columns."""
        blank = blank_rows(part)
        if blank.any():
            self.blank.append(np.flatnonzero(blank) + self.count)
            self.count += len(part)
            part = part.filter(~blank)
        else:
            self.count += len(part)
        self.parts.append(part.select(chosen))
        if len(self.parts) > 1:  # a file of one part is small
            self._shrink()

    def frame(self) -> pl.DataFrame:
        """Give all rows that are not blank."""
        import polars as pl

        return pl.concat(self.parts)

    def standing(self, first: int) -> Ints | None:
        """Say where the rows stand, the first one of all at ``first``; None if none was blank."""
        if not self.blank:
            return None
        return np.delete(np.arange(self.count, dtype=np.int64), np.concatenate(self.blank)) + first

    def _shrink(self) -> None:
        if self.kinds is None:
            self.kinds = categories(self.parts[0])
            self.parts[0] = self.parts[0].cast(self.kinds)  # type: ignore[arg-type]
        self.parts[-1] = self.parts[-1].cast(self.kinds)  # type: ignore[arg-type]


def categories(sample: pl.DataFrame) -> dict[str, pl.DataType]:
    """Choose the text columns that are better held as categories, and give a type to each."""
    import polars as pl

    text = [name for name, dtype in sample.schema.items() if dtype == pl.String]
    few = [name for name in text if sample[name].n_unique() * _RARE < len(sample)]
    return {name: pl.Categorical(pl.Categories.random()) for name in few}
