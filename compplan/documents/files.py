"""Read a small text file that anybody may have made: regular, UTF-8 and not too large, or say why not."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.mends import nearest

MAX_BYTES = 1024 * 1024
_ALMOST = 0.75
"""How like the name has to be of a file of another kind."""
_MARKS = {
    b"\xef\xbb\xbf": "begins with a byte order mark",
    b"\xff\xfe": "is in UTF-16",
    b"\xfe\xff": "is in UTF-16",
}
_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
)


T = TypeVar("T")
_within: ContextVar[str | None] = ContextVar("within", default=None)


def within(folder: str, task: Callable[[], T]) -> T:
    """Do a task in which no file is read outside a folder, wherever paths and links lead."""
    token = _within.set(os.path.realpath(folder))
    try:
        return task()
    finally:
        _within.reset(token)


def _outside(path: str) -> bool:
    folder = _within.get()
    try:
        return folder is not None and os.path.commonpath([os.path.realpath(path), folder]) != folder
    except ValueError:  # no path, or one of another drive
        return True


def read_text(path: str, noun: str = "plan") -> str | Diagnostic:
    """Read a regular file of UTF-8 text of at most 1 MiB, or say what is wrong with it."""
    if _outside(path):
        return Diagnostic("CP001", "lies outside the opened folder", Place(path))
    try:
        content = _read(path, noun)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _unreadable(path, f"cannot be read: {reason.lower()}")
    return content if isinstance(content, Diagnostic) else decode(content, path)


def decode(content: bytes, file: str) -> str | Diagnostic:
    """Decode UTF-8 without byte order mark, or say at which line it is not that."""
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return Diagnostic(
                "CP003",
                f"the file {name}, expected plain UTF-8",
                Place(file, 1, 1),
                "save it as 'UTF-8' without byte order mark",
            )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        return Diagnostic(
            "CP003",
            f"the byte 0x{content[error.start]:02X} is not UTF-8",
            Place(file, before.count(b"\n") + 1, column),
            "save it as 'UTF-8'",
        )


def _read(path: str, noun: str) -> bytes | Diagnostic:
    # A pipe or device would block open() or read() for ever.
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    )
    descriptor = os.open(path, flags)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            kind = next((name for test, name in _KINDS if test(mode)), "is a device")
            return _unreadable(path, f"{kind}, expected a file")
        with open(descriptor, "rb", closefd=False) as file:
            content: bytes | None = file.read(MAX_BYTES + 1)
    finally:
        os.close(descriptor)
    if content is None:  # a log of the system, which waits for its next line
        return _unreadable(path, "gives nothing to read, expected a file")
    return too_large(path, noun) if len(content) > MAX_BYTES else content


def too_large(file: str, noun: str) -> Diagnostic:
    """Say that a file is larger than is read."""
    return Diagnostic(
        "CP002", "the file is larger than 1 MiB", Place(file), f"keep nothing but the {noun} in it"
    )


def absent(path: str) -> Diagnostic | None:
    """Say that there is no file of this name, and which was probably meant; None if there is one."""
    if os.path.lexists(path):
        return None
    return _unreadable(path, f"cannot be read: {os.strerror(errno.ENOENT).lower()}")


def beside(path: str) -> str | None:
    """Ask for the file of the same folder that was probably meant, one of the same kind first; else None."""
    from pathlib import Path  # slow to import, and needed only for what is wrong

    if _outside(path):
        return None
    sought = Path(path)
    try:
        there = sorted(sought.parent.iterdir(), reverse=True)
    except (OSError, ValueError):
        return None
    names = {each.stem: each.name for each in there}
    alike = {each.stem: each.name for each in there if _kind(each.suffix) == _kind(sought.suffix)}
    stem = nearest(sought.stem, alike)
    other = None if stem else nearest(sought.stem, names, _ALMOST)
    return f"did you mean '{alike[stem] if stem else names[other or '']}'?" if stem or other else None


def _kind(ending: str) -> str:
    return ".yaml" if ending == ".yml" else ending


def _unreadable(path: str, message: str) -> Diagnostic:
    hint = None if os.path.lexists(path) else beside(path)
    return Diagnostic("CP001", message, Place(path), hint)
