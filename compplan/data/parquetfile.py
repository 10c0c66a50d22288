"""Parquet files, with ids that come again and again numbered while they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from compplan.data.arriving import Arriving
from compplan.data.compact import Part, Progress, Rows, categories, untold
from compplan.data.limits import check_rows, check_width
from compplan.data.model import Origin
from compplan.data.sniff import refusal
from compplan.threads import ahead, cores, slices

if TYPE_CHECKING:
    import polars as pl

_SAMPLE = 100_000
_PART = 1 << 20
"""Rows read at a time: much more than a row group mostly has, parts of which are read in vain."""


def _never(_name: str) -> bool:
    return False


def read_parquet(
    path: Path, choose: Callable[[Sequence[str]], list[str]] = list, lazy: Callable[[str], bool] = _never
) -> tuple[pl.DataFrame, Origin]:
    """Read the columns chosen of a Parquet file; DiagnosticError if it is damaged. Rows count from 1.

    ``lazy`` tells of a column that nobody may ask for: it stays as it is, other text may become categories.
    """
    import polars as pl

    with _whole(path):
        rows, _ = _scanned(path, choose)
        used = [
            name for name, dtype in rows.collect_schema().items() if dtype == pl.String and not lazy(name)
        ]
        sample = rows.select(used).head(_SAMPLE).collect()
        few = categories(sample) if len(sample) == _SAMPLE else {}
        frame = rows.cast(few).collect(engine="streaming")  # type: ignore[arg-type]
    return frame, Origin(str(path), first=1)


def parquet_rows(path: Path, known: Arriving, tell: Progress = untold) -> Rows:
    """Read all columns, those that are known as what they hold; UncleanError if one does not."""
    with _whole(path):
        rows, count = _scanned(path, list)
        found, names = Rows(known, blank=True, tell=tell), rows.collect_schema().names()
        if count > _SAMPLE:
            found.begin(rows.head(_SAMPLE).collect(), names, count)
        parts = slices(count, _PART if count > _SAMPLE else max(count, 1)) or [slice(0, 0)]
        read = partial(_part, rows, found, names)
        for _, part in ahead(read, parts, threads=min(cores(), len(parts))):
            found.add(part)
    return found


def _part(rows: pl.LazyFrame, found: Rows, names: list[str], part: slice) -> Part:
    return found.part(rows.slice(part.start, part.stop - part.start).collect(), names)


def _scanned(path: Path, choose: Callable[[Sequence[str]], list[str]]) -> tuple[pl.LazyFrame, int]:
    """Look at a file's columns and count its rows, before any of them is read."""
    import polars as pl

    rows = pl.scan_parquet(path, glob=False, hive_partitioning=False)
    names = rows.collect_schema().names()
    check_width(path, len(names))
    count = rows.select(pl.len()).collect().item()
    check_rows(path, count)
    return rows.select(choose(names)), count


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    import polars as pl

    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise refusal(
            path, "CP304", "the file is damaged: it cannot be read as Parquet", "write it again"
        ) from None
