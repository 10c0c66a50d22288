from __future__ import annotations

import ast
import json
from typing import Any

from tests.shared import ROOT

NOTEBOOK = ROOT / "docs" / "example.ipynb"


def _cells() -> list[str]:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _run(code: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does: statements, then the value of a last expression."""
    tree = ast.parse(code)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(tree, NOTEBOOK.name, "exec"), names)  # noqa: S102  # the notebook's own code
        return None
    del tree.body[-1]
    exec(compile(tree, NOTEBOOK.name, "exec"), names)  # noqa: S102  # the same
    return eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)  # noqa: S307  # the same


def test_the_example_notebook_runs_and_shows_its_results() -> None:
    """Every cell runs after those before it, and what a cell ends with shows itself as HTML."""
    names: dict[str, Any] = {}
    shown = [value for value in (_run(code, names) for code in _cells()) if value is not None]
    pages = [value._repr_html_() for value in shown if hasattr(value, "_repr_html_")]
    assert len(pages) == 6
    assert 10 < shown[-1] < 300
    assert all("<table>" in page for page in pages)
    assert sum("<svg" in page for page in pages) == 3
