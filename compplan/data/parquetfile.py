"""Parquet files, with ids that come again and again numbered while they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compplan.data.compact import categories
from compplan.data.limits import check_rows, check_width
from compplan.data.model import Origin
from compplan.data.sniff import refusal

if TYPE_CHECKING:
    import polars as pl

_SAMPLE = 100_000


def _never(_name: str) -> bool:
    return False


def read_parquet(
    path: Path, choose: Callable[[Sequence[str]], list[str]] = list, lazy: Callable[[str], bool] = _never
) -> tuple[pl.DataFrame, Origin]:
    """Read the columns chosen of a Parquet file; DiagnosticError if it is damaged. Rows count from 1.

    ``lazy`` tells of a column that nobody may ask for: it stays as it is, other text may become categories.
    """
    import polars as pl

    try:
        rows = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        names = rows.collect_schema().names()
        check_width(path, len(names))
        check_rows(path, rows.select(pl.len()).collect().item())
        rows = rows.select(choose(names))
        used = [
            name for name, dtype in rows.collect_schema().items() if dtype == pl.String and not lazy(name)
        ]
        sample = rows.select(used).head(_SAMPLE).collect()
        few = categories(sample) if len(sample) == _SAMPLE else {}
        frame = rows.cast(few).collect(engine="streaming")  # type: ignore[arg-type]
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise refusal(
            path, "CP304", "the file is damaged: it cannot be read as Parquet", "write it again"
        ) from None
    return frame, Origin(str(path), first=1)
