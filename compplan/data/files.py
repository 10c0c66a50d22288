"""Find the files of a company's tables and read each, whatever its kind, as raw columns."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from compplan.data.arrays import raw_arrays
from compplan.data.arriving import arriving
from compplan.data.compact import Progress, untold
from compplan.data.definition import DEFINITIONS, TableDefinition
from compplan.data.frames import raw_frame, raw_polars
from compplan.data.problems import closest, quote
from compplan.data.raw import RawTable
from compplan.data.readers import read_file, read_rows, reading_of
from compplan.data.sniff import ENDINGS, refusal
from compplan.diagnostics import Diagnostic, DiagnosticError, Place

Source = str | os.PathLike[str] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Later:
    """A table that knows how it is read."""

    read: Callable[[TableDefinition], RawTable]


@dataclass(frozen=True, slots=True)
class Found:
    """What a source has: a path, frame or mapping of arrays for each table, and what is wrong with it."""

    tables: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...] = ()
    near_misses: Mapping[str, str] = field(default_factory=dict)
    """Files that are named almost like a table that is not there, by table."""
    close: Callable[[], None] = lambda: None
    """Ends what was opened to read the tables; to be called when they are read."""


def locate(source: Source) -> Found:
    """Find the tables of a folder, or of a mapping of names to paths, frames or arrays."""
    found = _in_mapping(source) if isinstance(source, Mapping) else _in_folder(Path(source))
    name = source if isinstance(source, (str, os.PathLike)) else "data"
    missing = [_missing(table, str(name), found) for table in DEFINITIONS.values() if table.required]
    return replace(found, diagnostics=(*found.diagnostics, *filter(None, missing)))


def read_table(
    definition: TableDefinition, source: Any, ids: tuple[str, ...] = (), tell: Progress = untold
) -> RawTable:
    """Read one table from a path, a frame or a mapping of arrays; DiagnosticError if that cannot be done.

    ``ids`` are those of the participants, in order, as far as they are known; ``tell`` is told of the rows
    of a large file.
    """
    if isinstance(source, Later):
        return source.read(definition)
    if isinstance(source, (str, os.PathLike)):
        return _read_path(definition, Path(source), ids, tell)
    if isinstance(source, Mapping):
        return raw_arrays(definition.name, source)
    return raw_frame(definition.name, source)


def _read_path(definition: TableDefinition, path: Path, ids: tuple[str, ...], tell: Progress) -> RawTable:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        message, hint = (
            "the name does not end in .csv, .parquet or .xlsx",
            "give a file of one of these kinds",
        )
        raise refusal(path, "CP304", message, hint)
    if ending == "xlsx":
        return raw_polars(*read_file(path, ending, reading_of(definition)))
    return read_rows(path, ending, arriving(definition, ids), tell)


def _in_mapping(source: Mapping[str, Any]) -> Found:
    told = [_unknown(str(name)) for name in source if name not in DEFINITIONS]
    return Found({name: table for name, table in source.items() if name in DEFINITIONS}, tuple(told))


def _unknown(name: str) -> Diagnostic:
    near = closest(DEFINITIONS)(name)
    hint = f"did you mean {quote(near)}?" if near else f"the tables are {', '.join(DEFINITIONS)}"
    return Diagnostic("CP313", f"unknown table {quote(name)}", Place("data"), hint)


def folder_beside(folder: Path) -> str | None:
    """Ask for the folder that was probably meant, if there is none of the name that was given."""
    try:
        names = [] if folder.exists() else [each.name for each in folder.parent.iterdir() if each.is_dir()]
    except (OSError, ValueError):
        return None
    near = closest(names)(folder.name)
    return f"did you mean {quote(near)}?" if near else None


def _in_folder(folder: Path) -> Found:
    try:
        files = sorted(folder.iterdir())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = folder_beside(folder) or "give the folder that holds the tables"
        raise DiagnosticError(
            [Diagnostic("CP303", f"cannot be read: {reason.lower()}", Place(str(folder)), hint)]
        ) from None
    of_table = {name: [file for file in files if _is_table(file, name)] for name in DEFINITIONS}
    several = [_several(name, paths) for name, paths in of_table.items() if len(paths) > 1]
    near = {name: _near_miss(name, files) for name, paths in of_table.items() if not paths}
    return Found(
        {name: paths[0] for name, paths in of_table.items() if len(paths) == 1},
        tuple(several),
        {name: file for name, file in near.items() if file},
    )


def _is_table(file: Path, name: str) -> bool:
    return file.stem == name and file.suffix.lower().removeprefix(".") in ENDINGS


def _several(name: str, paths: Iterable[Path]) -> Diagnostic:
    first, *others = paths
    message = f"there is more than one file for {name}: {', '.join(path.name for path in (first, *others))}"
    return Diagnostic("CP302", message, Place(str(others[0])), "keep one of them")


def _near_miss(name: str, files: Iterable[Path]) -> str | None:
    own = {file.name.split(".")[0]: file.name for file in files if file.name.split(".")[0] not in DEFINITIONS}
    same = next((file.name for file in files if file.name.split(".")[0] == name), None)
    near = closest(own)(name)
    return same or (own[near] if near else None)


def _missing(table: TableDefinition, source: str, found: Found) -> Diagnostic | None:
    if table.name in found.tables or any(diagnostic.code != "CP313" for diagnostic in found.diagnostics):
        return None
    near = found.near_misses.get(table.name)
    hint = f"did you mean {near}? " if near else ""
    kinds = " or ".join(f"{table.name}.{ending}" for ending in ENDINGS)
    return Diagnostic(
        "CP301", f"the table {table.name} is missing", Place(source), f"{hint}Give {kinds}".strip()
    )
