"""A sources file as it is meant: files, databases, and where each table comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from compplan.data.csvfile import Dialect
from compplan.data.forms import PLAIN, Form
from compplan.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the file gives, such as of a column, and where it stands there."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class FileSource:
    """Files of the same columns, and how their cells are written.

    ``numbers`` and ``dates`` are columns that queries see as such.
    """

    name: str
    path: Named
    paths: tuple[Path, ...]
    sheet: str | None
    dialect: Dialect
    form: Form
    numbers: tuple[Named, ...] = ()
    dates: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Database:
    """A database, by its URL without a password, and the environment variable that has this."""

    name: str
    url: Named
    password_from: Named | None = None


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """A column by the name that it has in its source; what is stated of its cells beside the file's form."""

    column: Named
    date: str | None = None
    form: Form = PLAIN


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where a table comes from; ``columns`` is None if all are taken by their own names."""

    name: str
    place: Place
    origins: tuple[str, ...]
    query: Named | None
    columns: Mapping[str, ColumnSource] | None
    constants: Mapping[str, Named]
    where: Mapping[str, tuple[Named, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Sources:
    """A sources file: what it names, each by its name, and the folder that its paths are seen from."""

    file: str
    folder: Path
    files: Mapping[str, FileSource]
    databases: Mapping[str, Database]
    tables: Mapping[str, TableSource]
