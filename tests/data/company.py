"""A small company in a folder, with what is said about it."""

from __future__ import annotations

from pathlib import Path

from compplan.diagnostics import DiagnosticError
from compplan.sources.load import load_data
from tests.shared import ROOT

CASES = ROOT / "tests" / "data"
PARTICIPANTS = (
    "participant_id,role,target_incentive,start_date,end_date\n"
    "P1,account_executive,12000,2027-01-01,\n"
    "P2,account_executive,12000,2027-01-01,2028-01-01\n"
)


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder; participants are given unless they are among them."""
    for name, text in {"participants.csv": PARTICIPANTS, **files}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def problems(source: Path) -> list[str]:
    """Load a folder and give what is said, a line each, with places inside the folder."""
    try:
        load_data(source)
    except DiagnosticError as error:
        return [str(diagnostic).replace(f"{source}/", "") for diagnostic in error.diagnostics]
    return []


def cases(name: str, folder: Path = CASES) -> dict[str, tuple[dict[str, str], list[str]]]:
    """Read a file of cases: a name, files (their names, then their rows) and, after '->', what is said."""
    blocks = (folder / name).read_text(encoding="utf-8").split("== ")[1:]
    found = {}
    for block in blocks:
        title, _, body = block.partition("\n")
        given, _, expected = body.partition("\n->")
        files = (part.partition("\n") for part in given.split("\n\n"))
        found[title] = {file: rows for file, _, rows in files}, expected.strip("\n").splitlines()
    return found
