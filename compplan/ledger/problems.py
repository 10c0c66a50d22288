"""How the ledger says that something is wrong."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import urlsplit

from compplan.diagnostics import Diagnostic, DiagnosticError, Place


def refuse(code: str, message: str, where: str, hint: str) -> NoReturn:
    """Raise the error of one problem."""
    raise fault(code, message, where, hint)


def fault(code: str, message: str, where: str, hint: str) -> DiagnosticError:
    """Give the error of one problem, with its mend; ``where`` is a ledger's name or a file."""
    return DiagnosticError([Diagnostic(code, message, Place(where), hint)])


def without_password(address: str) -> str:
    """Write an address as messages may show it.

    >>> without_password("postgresql://ann:secret@db.example.org/pay?password=secret")
    'postgresql://ann@db.example.org/pay'
    """
    parts = urlsplit(address)
    if not parts.scheme or "://" not in address:
        return address
    host = parts.hostname or ""
    user = f"{parts.username}@" if parts.username else ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{user}{host}{port}{parts.path}"


def first_line(error: Exception) -> str:
    """Give the first line of what a database reports."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
