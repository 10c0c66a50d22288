"""Where the folders that ship with compplan are: schemas and example plans."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path  # slow to import, and every check of a plan reads a schema

_PACKAGE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120 (see pathlib above)


def path(name: str) -> Path:
    """Find the folder ``schemas`` or ``plans``: inside the installed package, else at the repository's top.

    FileNotFoundError if it is in neither.

    >>> import compplan as cp
    >>> (cp.bundled("plans") / "bold.yaml").is_file()
    True
    """
    from pathlib import Path

    return Path(_folder(name))


def text(name: str, file: str) -> str:
    """Read a file of one of these folders."""
    with open(os.path.join(_folder(name), file), encoding="utf-8") as opened:  # noqa: PTH118, PTH123
        return opened.read()


def _folder(name: str) -> str:
    for folder in (os.path.join(_PACKAGE, f"_{name}"), os.path.join(os.path.dirname(_PACKAGE), name)):  # noqa: PTH118, PTH120
        if os.path.isdir(folder):  # noqa: PTH112
            return folder
    message = f"compplan has no folder '{name}'"
    raise FileNotFoundError(message)
