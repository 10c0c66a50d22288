"""Small CSV files read at once, without the machinery of large ones."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import numpy as np

from compplan.data.model import Origin
from compplan.data.raw import ListText, RawTable

MOST_BYTES = 1 << 16
"""Bytes of a file up to which Python reads it sooner than polars begins."""
_MOST_COLUMNS = 100


def few_rows(path: Path) -> RawTable | None:
    """Read a small CSV file; None if it is large, or something about it is to be looked at closer or told."""
    if path.stat().st_size > MOST_BYTES:
        return None
    content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    if b"\0" in content or content.count(b"\r") != content.count(b"\r\n"):
        return None
    try:
        names, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    except (csv.Error, ValueError):
        return None
    standing = [row for row, cells in enumerate(rows) if any(cells)]
    named = 1 < len(names) <= _MOST_COLUMNS and all(names) and len(set(names)) == len(names)
    if not named or not standing or any(len(cells) not in (0, len(names)) for cells in rows):
        return None
    columns = zip(*(rows[row] for row in standing), strict=True)
    origin = Origin(str(path), first=2)
    if len(standing) < len(rows):
        origin = Origin(str(path), np.array(standing, np.int64) + 2, 2)
    return RawTable(
        origin, {name: ListText(cells) for name, cells in zip(names, columns, strict=True)}, len(standing)
    )
