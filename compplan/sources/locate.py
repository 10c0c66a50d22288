"""Find the tables of a source: a folder, a sources file, or a mapping of tables to what holds them."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from compplan.data import files
from compplan.data.definition import DEFINITIONS
from compplan.data.files import Found, Later, Source
from compplan.data.sniff import ENDINGS
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.load import load_document
from compplan.documents.read import Kind
from compplan.sources import checks_files, checks_tables
from compplan.sources.build import build
from compplan.sources.model import Sources
from compplan.sources.tables import Session, read_table

SOURCES = Kind("set of sources", "sources: 1", "sources")
_NAMES = ("sources.yaml", "sources.yml")


def locate(source: Source) -> Found:
    """Find the tables of a folder, a sources file, or a mapping of names to paths, frames or arrays.

    DiagnosticError if the folder or the sources file cannot be read or is wrong.
    """
    if isinstance(source, (str, os.PathLike)) and (file := sources_file(Path(source))):
        return load_sources(file, Path(source))
    return files.locate(source)


def sources_file(path: Path) -> Path | None:
    """Find the sources file that a path is, or that lies in a folder; None if there is none."""
    if path.is_dir():
        return next((path / name for name in _NAMES if os.path.lexists(path / name)), None)
    return path if path.suffix.lower() in (".yaml", ".yml") else None


def load_sources(path: Path, given: Path) -> Found:
    """Give the tables of a sources file; ``given`` is its path, or that of the folder in which it was found.

    DiagnosticError with all that is wrong with the file itself.
    """
    sources = parse(path)
    session = Session(sources)
    tables = {name: Later(partial(read_table, session, table)) for name, table in sources.tables.items()}
    beside = [] if given == path else _beside(sources, given)
    return Found(tables, tuple(beside), close=session.close)


def parse(path: Path) -> Sources:
    """Read and check a sources file; DiagnosticError with all its problems."""
    root, problems = load_document(str(path), SOURCES)
    problems += [*checks_files.check(root, path.parent), *checks_tables.check(root)]
    if problems:
        ordered = sorted(
            problems, key=lambda each: (each.place.line or each.place.row or 0, each.place.column or 0)
        )
        raise DiagnosticError(ordered)
    return build(root, str(path), path.parent)


def _beside(sources: Sources, folder: Path) -> list[Diagnostic]:
    """Find files that are named like tables in the folder, and that nothing of the sources reads."""
    read = {path.resolve() for file in sources.files.values() for path in file.paths}
    names = [f"{table}.{ending}" for table in DEFINITIONS for ending in ENDINGS]
    left = [folder / name for name in names if (folder / name).exists()]
    hint = f"name it in {Path(sources.file).name}, or move it away"
    return [
        Diagnostic("CP316", "the file lies beside the sources, which do not use it", Place(str(file)), hint)
        for file in left
        if file.resolve() not in read
    ]
