"""From case files to cases, or to all that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from compplan.cases.model import Case
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.files import beside, read_text
from compplan.documents.load import load_document
from compplan.documents.nodes import entries, get, items, key_of, text
from compplan.documents.read import Kind, read_file

CASE = Kind("case", "case: 1", "case")
_ENDINGS = (".yaml", ".yml")
_HINT = "give a folder with case files, or a case file"


def find_cases(paths: Iterable[str]) -> list[str]:
    """Find the case files in folders, at any depth, and those that are named themselves.

    In a folder, YAML files that do not begin as cases, such as plans that cases extend, are left alone.
    DiagnosticError if a path is not there, or holds no case.
    """
    found: list[str] = []
    problems: list[Diagnostic] = []
    for path in paths:
        here = _in_folder(Path(path)) if Path(path).is_dir() else [path]
        if not here:
            problems.append(Diagnostic("CP706", "holds no case", Place(path), _HINT))
        elif not os.path.lexists(here[0]):
            problems.append(Diagnostic("CP706", "is not there", Place(path), beside(path) or _HINT))
        found += here
    if problems:
        raise DiagnosticError(problems)
    return list(dict.fromkeys(found))


def read_case(path: str) -> Case:
    """Read a case file; DiagnosticError with all its problems if it is wrong."""
    root, problems = load_document(path, CASE)
    if problems:
        raise DiagnosticError(problems)
    content = read_text(path, CASE.noun)
    tables = entries(get(root, "expected"))
    plan, data, key = get(root, "plan"), get(root, "data"), key_of(root, "expected")
    assert plan is not None
    assert data is not None
    assert key is not None
    return Case(
        id=text(get(root, "id")) or "",
        title=text(get(root, "title")) or "",
        file=path,
        text=content if isinstance(content, str) else "",
        plan=plan,
        data=data,
        through=text(get(root, "through")),
        outside=text(get(root, "outside")) or "error",
        expected={key.text: items(rows) for key, rows in tables if key.text != "error"},
        error=text(get(root, "expected", "error")),
        unused=frozenset(text(item) or "" for item in items(get(root, "unused"))),
        place=key.place,
    )


def _in_folder(folder: Path) -> list[str]:
    files = sorted(file for file in folder.rglob("*") if file.suffix in _ENDINGS)
    return [str(file) for file in files if _is_case(str(file))]


def _is_case(file: str) -> bool:
    root, problems, _ = read_file(file, CASE)
    return bool(problems) or key_of(root, "case") is not None
