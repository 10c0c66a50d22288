"""Files as a repository names them, for tools that show problems beside its code."""

from __future__ import annotations

from pathlib import Path

from compplan.diagnostics import Place


def repository_path(file: str) -> str | None:
    """Give a file's path from the top of its repository, with ``/``; None if it is in none.

    Without a repository around the working folder, that folder is the top.
    """
    here = Path.cwd()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    # A link to a file is a file of the repository, wherever it leads.
    path = (here / file).parent.resolve() / Path(file).name
    return path.relative_to(top.resolve()).as_posix() if path.is_relative_to(top.resolve()) else None


def is_lines(file: str) -> bool:
    """Tell whether a table's rows are lines of a text file."""
    return Path(file).suffix.lower() == ".csv"


def cell_text(place: Place) -> str:
    """Name what such tools have no field for: the row of a sheet and the column of a table.

    >>> cell_text(Place("sales.csv", row=3, field="amount"))
    "column 'amount': "
    """
    row = [f"row {place.row}"] if place.row is not None and not is_lines(place.file) else []
    field = [f"column '{place.field}'"] if place.field is not None else []
    return f"{', '.join([*row, *field])}: " if row or field else ""
