"""A page as a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from compplan.report.files import writing


def write_page(path: str, html: str) -> tuple[str, None]:
    """Write a page in place of what the file held; give its path, and no count of rows.

    All or nothing; DiagnosticError (CP401) if it cannot be written.
    """
    target = Path(path)
    with writing(str(target.parent)) as stage:
        stage.add(target.name, lambda file: _put(html, file))
    return path, None


def written_to(path: str | os.PathLike[str] | None, html: str) -> str:
    """Give a page, after writing it to a path if there is one."""
    if path is not None:
        write_page(os.fspath(path), html)
    return html


def _put(html: str, file: IO[str]) -> None:
    file.write(html)
