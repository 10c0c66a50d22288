"""Where the folders that ship with compplan are: schemas and example plans."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Find the folder ``schemas`` or ``plans``: inside the installed package, else at the repository's top.

    FileNotFoundError if it is in neither.
    """
    for folder in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    message = f"compplan has no folder '{name}'"
    raise FileNotFoundError(message)
