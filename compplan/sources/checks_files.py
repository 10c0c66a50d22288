"""Meaning of files and databases in a sources file: what a schema cannot see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from compplan.data.dateforms import pattern_of
from compplan.diagnostics import Diagnostic
from compplan.documents.nodes import Node, Scalar, entries, get, key_of, text
from compplan.sources import urls
from compplan.sources.paths import find
from compplan.sources.words import DECIMALS, KINDS, THOUSANDS

_OF_TEXT_FILES = ("delimiter", "encoding")


def check(root: Node, folder: Path) -> Iterator[Diagnostic]:
    """Give every problem of the files and databases that a tree names; paths are seen from ``folder``."""
    outside = text(get(root, "outside")) == "true"
    files = {key.text for key, _ in entries(get(root, "files"))}
    for _, file in entries(get(root, "files")):
        yield from _path(get(file, "path"), folder, outside=outside)
        yield from _options(file)
        yield from _marks(file)
        yield from date_format(get(file, "date_format"))
    for key, database in entries(get(root, "databases")):
        if key.text in files:
            message = f"'{key.text}' names a file and a database"
            yield Diagnostic("CP349", message, key.place, "give one of them another name")
        yield from urls.check(get(database, "url"), folder, outside=outside)


def date_format(node: Node | None) -> Iterator[Diagnostic]:
    """Check that a date format says which part of a date stands where."""
    form = text(node)
    if form is None or node is None:
        return
    try:
        pattern_of(form)
    except ValueError as error:
        yield Diagnostic(
            "CP317", f"'{form}' is no date format: {error}", node.place, "write such as %d.%m.%Y"
        )


def _path(node: Node | None, folder: Path, *, outside: bool) -> Iterator[Diagnostic]:
    path = text(node)
    if path is None or node is None:
        return
    if _kind(path) is None:
        message = f"'{path}' does not end in {', '.join(KINDS)}"
        yield Diagnostic("CP304", message, node.place, "name a file of one of these kinds")
        return
    found = find(folder, path, node.place, outside=outside)
    if isinstance(found, Diagnostic):
        yield found


def _options(file: Node) -> Iterator[Diagnostic]:
    kind = _kind(text(get(file, "path")) or "")
    wrong = {"parquet": (*_OF_TEXT_FILES, "sheet"), "xlsx": _OF_TEXT_FILES, "csv": ("sheet",)}.get(
        kind or "", ()
    )
    for name in wrong:
        key = key_of(file, name)
        if key is not None:
            what = "workbooks" if name == "sheet" else "text files"
            yield Diagnostic("CP349", f"'{name}' is for {what}", key.place, "remove it")


def _marks(file: Node) -> Iterator[Diagnostic]:
    decimal, thousands = get(file, "decimal"), get(file, "thousands")
    point = DECIMALS.get(text(decimal) or "point")
    mark = THOUSANDS.get(text(thousands) or "none")
    if point and mark and point == mark and isinstance(thousands, Scalar):
        message = f"the mark of thousands is that of decimals, a {'point' if point == '.' else 'comma'}"
        yield Diagnostic("CP317", message, thousands.place, "state both as they are in the file")


def _kind(path: str) -> str | None:
    return KINDS.get(PurePath(path).suffix.lower())
