"""Is a file what its name says? Asked before anything reads it, without waiting for pipes and devices."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from compplan.diagnostics import Diagnostic, DiagnosticError, Place

ENDINGS = ("csv", "parquet", "xlsx")
"""The kinds of file that hold tables."""

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an XLSX workbook"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old or a password-protected workbook"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3", "a database"),
    (b"ARROW1", "an Arrow file"),
    (b"\x7fELF", "a program"),
)
_WANTED = {"csv": "CSV", "parquet": "Parquet", "xlsx": "XLSX", "sqlite": "a database of SQLite"}
_STARTS = {"parquet": b"PAR1", "xlsx": b"PK\x03\x04", "sqlite": b"SQLite format 3"}
_RENAMED = {b"PK\x03\x04": "xlsx", b"PAR1": "parquet"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_8_HINT = "save it as 'CSV UTF-8'"


def check_file(path: Path, ending: str, encoding: str = "utf-8") -> None:
    """Raise DiagnosticError unless the path is a readable, regular, filled file of the kind it is named."""
    head = _head(path)
    if not head:
        raise refusal(path, "CP310", "the file is empty", "give a header and rows, or remove the file")
    if ending == "csv" and head.startswith(_UTF_16) and encoding != "utf-16":
        raise refusal(path, "CP305", "the file is in UTF-16, expected UTF-8", UTF_8_HINT)
    signature, kind = next(
        ((start, kind) for start, kind in _SIGNATURES if head.startswith(start)),
        (b"", "text or something else"),
    )
    if signature != _STARTS.get(ending, b""):
        raise refusal(
            path,
            "CP304",
            f"the file is {kind}, expected {_WANTED[ending]}",
            _hint(path, signature, head, ending),
        )


def refusal(path: Path, code: str, message: str, hint: str | None, row: int | None = None) -> DiagnosticError:
    """Give the error of one problem of a file."""
    return DiagnosticError([Diagnostic(code, message, Place(str(path), row=row), hint)])


def _head(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise refusal(path, "CP303", f"is {_what(mode)}, expected a file", "put a file in its place")
        # What looks like a file may be a log of the system, which waits for its next line.
        with open(_without_waiting(path), "rb") as file:
            return file.read(64) or b""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(
            path, "CP303", f"cannot be read: {reason.lower()}", "check the path and who may read it"
        ) from None


def _without_waiting(path: Path) -> int:
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _what(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((kind for test, kind in kinds if test(mode)), "a device")


def _hint(path: Path, signature: bytes, head: bytes, ending: str) -> str:
    if signature in _RENAMED:
        return f"name it {path.stem}.{_RENAMED[signature]} if it is a table of that kind"
    if not signature and b"\0" not in head and b"," in head:
        return f"name it {path.stem}.csv if it is a table of that kind"
    return f"save the table as {_WANTED[ending]}"
