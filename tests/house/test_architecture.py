"""Arrows between the parts point one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.shared import ROOT

BELOW = {
    "pictures": set[str](),
    "documents": set[str](),
    "tables": set[str](),
    "plan": {"documents", "tables"},
    "data": set[str](),
    "sources": {"documents", "data"},
    "cluster": {"sources"},
    "signoff": {"documents", "plan"},
    "engine": {"plan", "data", "sources", "tables", "signoff"},
    "cases": {"documents", "plan", "data", "sources", "engine"},
    "advice": {"documents", "plan", "data", "engine"},
    "ledger": {"plan", "data", "engine"},
    "simulation": {"documents", "plan", "data", "sources", "engine"},
    "decision": {"documents", "plan", "data", "sources", "engine", "simulation"},
    "learning": {"documents", "plan", "data", "sources", "engine", "advice", "simulation"},
}
BELOW["report"] = set(BELOW)
BELOW["app"] = set(BELOW)
BELOW["cli"] = set(BELOW)
"""The parts that each part may use; single files at the top, such as ``months``, serve all."""
CONVENIENCE = {
    ("plan", "model/plan.py"): {"engine"},
    ("engine", "compare.py"): {"report"},
    ("engine", "results/result.py"): {"report"},
    ("simulation", "study.py"): {"report"},
    ("decision", "api.py"): {"report"},
    ("decision", "optimum.py"): {"report"},
    ("learning", "known.py"): {"report"},
}
"""Exceptions: ``Plan.run`` hands over to the engine, ``to_html`` and others to the report, when called."""


def _imported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return names | {f"{node.module}.{name.name}" for node in froms for name in node.names}


def _parts_used(file: Path) -> set[str]:
    dotted = (name.split(".") for name in _imported(file))
    return {name[1] for name in dotted if name[0] == "compplan" and len(name) > 1} & set(BELOW)


@pytest.mark.parametrize("part", sorted(BELOW))
def test_a_part_uses_only_the_parts_below_it(part: str) -> None:
    """No part imports one that stands beside or above it."""
    folder = ROOT / "compplan" / part
    files = sorted(folder.rglob("*.py"))
    assert files
    used = {file.relative_to(folder).as_posix(): _parts_used(file) - BELOW[part] - {part} for file in files}
    wrong = {name: parts - CONVENIENCE.get((part, name), set()) for name, parts in used.items()}
    assert {name: parts for name, parts in wrong.items() if parts} == {}


def test_every_part_has_its_place() -> None:
    """Each package of compplan is in the order above."""
    assert {folder.parent.name for folder in (ROOT / "compplan").glob("*/__init__.py")} == set(BELOW)


def test_no_import_is_relative() -> None:
    """Imports name the whole path, so that this file sees them all."""
    files = sorted((ROOT / "compplan").rglob("*.py"))
    trees = [(file, ast.parse(file.read_text(encoding="utf-8"))) for file in files]
    wrong = [
        f"{file.name}:{node.lineno}"
        for file, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert wrong == []
