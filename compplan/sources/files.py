"""The files of one name in a sources file: read side by side, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compplan.data.model import Ints, Origin
from compplan.data.problems import closest, quote
from compplan.data.readers import Choose, Known, Reading, read_file
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.words import listed, some
from compplan.sources.build import kind_of
from compplan.sources.model import FileSource, Named
from compplan.threads import cores, each

if TYPE_CHECKING:
    import polars as pl

Part = tuple["pl.DataFrame", Origin]
_LISTED = 20


def read_files(file: FileSource, known: Known, needed: Sequence[Named] | None) -> Part:
    """Read the columns that are needed (None: all) of a file, or of each file of a pattern.

    ``known`` says what columns hold. DiagnosticError if a file cannot be read, lacks a column that is
    needed, or has other columns than the first.
    """
    header: list[Sequence[str]] = []

    def read(path: Path) -> Part:
        choose = _choose(file, path, needed, header)
        sheet = file.sheet or file.name
        reading = Reading(known, sheet, file.sheet is not None, file.dialect, choose)
        return read_file(path, kind_of(path), reading)

    first, *others = file.paths
    parts = [read(first), *each(read, others, threads=cores() if len(others) > 1 else 1)]
    return parts[0] if len(parts) == 1 else _joined(file, parts)


def _choose(
    file: FileSource, path: Path, needed: Sequence[Named] | None, header: list[Sequence[str]]
) -> Choose:
    """Give what chooses columns of a file; the first to be read sets the ``header`` for the others."""

    def choose(names: Sequence[str]) -> list[str]:
        told = lacking(needed or (), names, path.name)
        if told:
            raise DiagnosticError(told)
        header[:] = header or [names]
        if set(names) != set(header[0]):
            raise DiagnosticError([_others(file, path, header[0], names)])
        return list(dict.fromkeys(names if needed is None else (each.text for each in needed)))

    return choose


def lacking(needed: Sequence[Named], names: Sequence[str], what: str) -> list[Diagnostic]:
    """Say which of the columns that are needed a source has not, where the sources file asks for them."""
    absent = [column for column in needed if column.text not in names]
    near = closest(names if absent else ())
    return [
        Diagnostic("CP344", f"{what} has no column {quote(column.text)}", column.place, hint)
        for column in dict.fromkeys(absent)
        for hint in [_hint(near(column.text), names)]
    ]


def _hint(meant: str | None, names: Sequence[str]) -> str:
    return f"did you mean {quote(meant)}?" if meant else f"its columns are {some(names, _LISTED) or 'none'}"


def _others(file: FileSource, path: Path, first: Sequence[str], names: Sequence[str]) -> Diagnostic:
    less, more = set(first) - set(names), set(names) - set(first)
    what = [f"without {listed(sorted(less))}"] * bool(less) + [f"with {listed(sorted(more))}"] * bool(more)
    message = f"{path.name} has other columns than {file.paths[0].name}: {' and '.join(what)}"
    return Diagnostic("CP315", message, file.path.place, "give both the same columns, or name them apart")


def _joined(file: FileSource, parts: Sequence[Part]) -> Part:
    import polars as pl

    frames = [frame.with_columns(pl.col(pl.Categorical).cast(pl.String)) for frame, _ in parts]
    mixed = [
        name for name in frames[0].columns if len({_kind(frame[name]) for frame in frames} - {"empty"}) > 1
    ]
    if mixed:
        message = f"the files of {file.path.text} do not hold the same kind of values in {listed(mixed)}"
        hint = "write them alike, or name the files apart"
        raise DiagnosticError([Diagnostic("CP315", message, file.path.place, hint)])
    frame = pl.concat([each.select(frames[0].columns) for each in frames], how="vertical_relaxed")
    starts = np.cumsum([0, *(len(each) for each in frames[:-1])]).tolist()
    names = tuple((start, origin.file) for start, (_, origin) in zip(starts, parts, strict=True))
    rows = np.concatenate([_rows(origin, len(each)) for each, origin in parts])
    return frame, Origin(file.path.text, rows, files=names)


def _kind(series: pl.Series) -> str:
    """Name what values of a column are; those of one kind can stand in one column."""
    if series.null_count() == len(series):
        return "empty"
    return "numbers" if series.dtype.is_numeric() else str(series.dtype.base_type())


def _rows(origin: Origin, count: int) -> Ints:
    return np.arange(count, dtype=np.int64) + origin.first if origin.rows is None else origin.rows
