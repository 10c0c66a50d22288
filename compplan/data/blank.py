"""Rows of a file that hold nothing at all are no rows of its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from compplan.data.frames import FEW
from compplan.data.model import Origin

if TYPE_CHECKING:
    import polars as pl


def drop_blank_rows(frame: pl.DataFrame, origin: Origin) -> tuple[pl.DataFrame, Origin]:
    """Drop the rows whose cells are all empty, and keep where the others stand."""
    blank = blank_rows(frame)
    if not blank.any():
        return frame, origin
    rows = np.flatnonzero(~blank) + origin.first
    return frame.filter(~blank), Origin(origin.file, rows.astype(np.int64), origin.first)


def blank_rows(frame: pl.DataFrame) -> np.ndarray:
    """Tell which rows have no cell with a value."""
    import polars as pl

    if len(frame) <= FEW:
        return np.array([all(cell is None or cell == "" for cell in row) for row in frame.rows()], np.bool_)
    blank = np.ones(len(frame), np.bool_)
    for series in frame:
        if not series.null_count() and not (series.dtype == pl.String and (series == "").any()):
            return np.zeros(len(frame), np.bool_)
        empty = series.is_null() | (series == "") if series.dtype == pl.String else series.is_null()
        blank &= empty.fill_null(value=True).to_numpy()
        if not blank.any():
            break
    return blank
