"""From the tree of a sources file without problems to what it means."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import cast

from compplan.data.csvfile import Dialect
from compplan.data.forms import Form, Mode, Part
from compplan.data.model import SCALE
from compplan.documents.nodes import Node, Scalar, entries, get, items, key_of, number, text
from compplan.sources.checks_tables import names
from compplan.sources.model import ColumnSource, Database, FileSource, Named, Sources, TableSource
from compplan.sources.paths import find
from compplan.sources.words import DECIMALS, DELIMITERS, KINDS, THOUSANDS


def build(root: Node, file: str, folder: Path) -> Sources:
    """Build the sources of a tree that passed every check."""
    files = {key.text: _file(key.text, node, folder) for key, node in entries(get(root, "files"))}
    databases = {key.text: _database(key.text, node) for key, node in entries(get(root, "databases"))}
    tables = {key.text: _table(key, node) for key, node in entries(get(root, "tables"))}
    return Sources(file, folder, files, databases, tables)


def kind_of(path: str | os.PathLike[str]) -> str:
    """Give the kind of a file by the end of its name."""
    return KINDS[PurePath(path).suffix.lower()]


def _file(name: str, node: Node, folder: Path) -> FileSource:
    path = _named(get(node, "path"))
    found = find(folder, path.text, path.place, outside=True)
    assert isinstance(found, list)
    delimiter = text(get(node, "delimiter")) or ("tab" if path.text.lower().endswith(".tsv") else "comma")
    return FileSource(
        name=name,
        path=path,
        paths=tuple(found),
        sheet=text(get(node, "sheet")),
        dialect=Dialect(DELIMITERS[delimiter], text(get(node, "encoding")) or "utf-8"),
        form=Form(
            decimal=DECIMALS[text(get(node, "decimal")) or "point"],
            thousands=THOUSANDS[text(get(node, "thousands")) or "none"],
            date=text(get(node, "date_format")) or "",
        ),
        numbers=tuple(map(_named, items(get(node, "numbers")))),
        dates=tuple(map(_named, items(get(node, "dates")))),
    )


def _database(name: str, node: Node) -> Database:
    password = get(node, "password_from")
    return Database(name, _named(get(node, "url")), None if password is None else _named(password))


def _table(key: Scalar, node: Node) -> TableSource:
    query, columns = get(node, "query"), key_of(node, "columns")
    return TableSource(
        name=key.text,
        place=key.place,
        origins=tuple(name.text for name in names(get(node, "from"))),
        query=None if query is None else _named(query),
        columns=None if columns is None else _columns(get(node, "columns")),
        constants={column.text: _named(value) for column, value in entries(get(node, "constants"))},
        where={
            column.text: (
                Named(column.text, column.place),
                tuple(_named(value).text for value in items(values)),
            )
            for column, values in entries(get(node, "where"))
        },
    )


def _columns(node: Node | None) -> Mapping[str, ColumnSource]:
    return {key.text: _column(value) for key, value in entries(node)}


def _column(node: Node) -> ColumnSource:
    if isinstance(node, Scalar):
        return ColumnSource(_named(node))
    to, mode = number(get(node, "rounding", "to")), text(get(node, "rounding", "mode"))
    form = Form(
        part=cast("Part", text(get(node, "take")) or "all"),
        to=0 if to is None else int(to * SCALE),
        mode=cast("Mode", mode or "half_up"),
    )
    return ColumnSource(_named(get(node, "column")), text(get(node, "date_format")), form)


def _named(node: Node | None) -> Named:
    assert isinstance(node, Scalar)
    return Named(node.text, node.place)
