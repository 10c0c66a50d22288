"""Meaning of tables in a sources file: where they come from, and which columns they take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compplan.data.definition import DEFINITIONS, TableDefinition
from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, Sequence, entries, get, items, key_of, number, text
from compplan.documents.words import listed, shown, some
from compplan.grammar import decimal_text
from compplan.sources.checks_files import date_format

_DATED = ("date", "month", "period")
_FINEST = 10_000
_MADE = {"take": "has dates", "date_format": "has dates", "rounding": "has numbers"}


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the tables of a tree."""
    files = [key.text for key, _ in entries(get(root, "files"))]
    databases = [key.text for key, _ in entries(get(root, "databases"))]
    for key, table in entries(get(root, "tables")):
        if key.text in DEFINITIONS:
            yield from _origin(table, files, databases)
            yield from _columns(table, DEFINITIONS[key.text])


def names(node: Node | None) -> list[Scalar]:
    """Give the names that ``from`` has: one, or a list of them."""
    found = items(node) if isinstance(node, Sequence) else [node]
    return [name for name in found if isinstance(name, Scalar)]


def _origin(table: Node, files: Iterable[str], databases: Iterable[str]) -> Iterator[Diagnostic]:
    origins, query, where = names(get(table, "from")), key_of(table, "query"), key_of(table, "where")
    known = [*files, *databases]
    unknown = [name for name in origins if text(name) and name.text not in known]
    for name in unknown:
        hint = did_you_mean(name.text, known) or f"the names here are {some(known) or 'none'}"
        message = f"no file or database is named '{shown(name.text)}'"
        yield Diagnostic("CP341", message, name.place, hint)
    if where is not None and query is not None:
        yield Diagnostic("CP349", "'where' is for files without a query", where.place, "say it in the query")
    if not origins or unknown:
        return
    first, asked = origins[0], [name for name in origins if name.text in databases]
    if asked and len(origins) > 1:
        message = f"'{asked[0].text}' is a database, which is asked alone"
        yield Diagnostic("CP349", message, asked[0].place, "name it alone, or files alone")
    elif query is None and (asked or len(origins) > 1):
        what = "a database is asked by a query" if asked else "several files are joined by a query"
        yield Diagnostic("CP349", what, first.place, "add 'query:' with a SELECT")


def _columns(table: Node, definition: TableDefinition) -> Iterator[Diagnostic]:
    columns, constants = get(table, "columns"), get(table, "constants")
    taken = [key.text for key, _ in entries(columns)]
    for key, _ in entries(constants):
        if key.text in taken:
            message = f"'{shown(key.text)}' is a column and a constant"
            yield Diagnostic("CP349", message, key.place, "keep one of the two")
    taken += [key.text for key, _ in entries(constants)]
    missing = [column.name for column in definition.columns if column.required and column.name not in taken]
    owner = key_of(table, "columns")
    if owner is not None and entries(columns) and missing:
        message = f"the columns of {definition.name} lack {listed(missing)}"
        yield Diagnostic(
            "CP314", message, owner.place, "add each with its name in the source, or as a constant"
        )
    for key, column in entries(columns):
        yield from _column(key, column, definition)


def _column(key: Scalar, column: Node, definition: TableDefinition) -> Iterator[Diagnostic]:
    kind = definition.column(key.text).kind
    fits = {"rounding": kind == "number", "date_format": kind in _DATED, "take": kind in _DATED}
    for name, right in fits.items():
        option = key_of(column, name)
        if option is not None and not right:
            message = f"'{name}' is for a column that {_MADE[name]}, not for '{shown(key.text)}'"
            yield Diagnostic("CP349", message, option.place, "remove it")
    form = get(column, "date_format")
    yield from date_format(form)
    if form is not None and kind == "date" and "%d" not in (text(form) or "%d"):
        yield Diagnostic("CP317", f"'{text(form)}' has no day", form.place, "write such as %d.%m.%Y")
    if fits["take"]:
        yield from _part(key, get(column, "take"), days=kind == "date")
    yield from _unit(get(column, "rounding", "to"))


def _part(key: Scalar, take: Node | None, *, days: bool) -> Iterator[Diagnostic]:
    word = "day" if days else "month"
    if isinstance(take, Scalar) and take.text in ("day", "month") and take.text != word:
        message = f"'{shown(key.text)}' holds {word}s, not {take.text}s"
        yield Diagnostic("CP349", message, take.place, f"write {word}")


def _unit(node: Node | None) -> Iterator[Diagnostic]:
    to = number(node)
    if node is not None and to is not None and (to * _FINEST).denominator != 1:
        message = f"numbers have at most four decimals: nothing is a multiple of {decimal_text(to)}"
        yield Diagnostic("CP317", message, node.place, "write such as 0.01")
