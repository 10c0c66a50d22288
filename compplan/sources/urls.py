"""Addresses of databases: ``postgresql://user@host:5432/name`` and ``sqlite:///path``, never a password."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.nodes import Node, text
from compplan.sources.paths import find

_PARAMETERS = ("host", "sslmode", "sslrootcert", "connect_timeout", "application_name")
_EXAMPLES = "write postgresql://user@host/name or sqlite:///path"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def check(node: Node | None, folder: Path, *, outside: bool) -> Iterator[Diagnostic]:
    """Check that an address is one, has no password, and if it is a file's that it may be read."""
    url = text(node)
    if url is None or node is None:
        return
    # A place without its column: what is told of it is not shown with the line, which may hold a password.
    place = Place(node.place.file, row=node.place.line)
    try:
        parts = urlsplit(url)
        given = postgresql(url) if parts.scheme == POSTGRESQL else {}
    except ValueError:
        yield Diagnostic("CP318", "the URL cannot be read", place, _EXAMPLES)
        return
    if parts.password is not None or "password" in given:
        hint = "remove it, and name with 'password_from' the environment variable that holds it"
        yield Diagnostic("CP340", "the URL holds a password", place, hint)
    elif parts.scheme not in (SQLITE, POSTGRESQL):
        yield Diagnostic("CP318", "the URL is of no database that is known", place, _EXAMPLES)
    elif parts.scheme == SQLITE:
        yield from _sqlite(parts, folder, node.place, outside=outside)
    else:
        yield from _unknown(given, place)


def postgresql(url: str) -> dict[str, str]:
    """Give what the URL of a PostgreSQL database says, by the driver's names; ValueError if it is none."""
    parts = urlsplit(url)
    given = {"host": parts.hostname, "port": parts.port and str(parts.port), "user": parts.username}
    given["dbname"] = parts.path.removeprefix("/") or None
    told = {name: unquote(value) for name, value in given.items() if value}
    return told | dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else told


def sqlite_path(url: str) -> str:
    """Give the path that the URL of an SQLite database holds."""
    return unquote(urlsplit(url).path.removeprefix("/"))


def _sqlite(parts: SplitResult, folder: Path, place: Place, *, outside: bool) -> Iterator[Diagnostic]:
    path = unquote(parts.path.removeprefix("/"))
    if parts.netloc or parts.query or not path:
        yield Diagnostic("CP318", "the URL is of no file", place, "write sqlite:///path")
        return
    found = find(folder, path, place, outside=outside)
    if isinstance(found, Diagnostic):
        yield found


def _unknown(given: Mapping[str, str], place: Place) -> Iterator[Diagnostic]:
    known = {*_PARAMETERS, "port", "user", "dbname"}
    for name in given.keys() - known:
        message, hint = f"the URL has the parameter '{name}'", f"known are {', '.join(_PARAMETERS)}"
        yield Diagnostic("CP318", message, place, hint)
    if "dbname" not in given:
        yield Diagnostic("CP318", "the URL names no database", place, "write it after the last '/'")
