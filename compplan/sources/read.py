"""Read a sources file with the reader and the checker of plans: the same limits, the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.nodes import Node
from compplan.documents.read import read_file
from compplan.documents.schema import faults
from compplan.documents.shape_errors import diagnostics

_WORDS = {"compplan: 1": "sources: 1", "one plan": "one set of sources", "but the plan": "but the sources"}


def read(path: str) -> tuple[Node, list[Diagnostic]]:
    """Read a file's tree and what is wrong with its shape; DiagnosticError if it has no meaning at all."""
    root, problems, _ = read_file(path)
    if root is None:
        raise DiagnosticError(_as_sources(problems))
    told = {problem.place for problem in problems}
    shape = (problem for problem in diagnostics(faults(root, "sources")) if problem.place not in told)
    return root, [*_as_sources(problems), *shape]


def _as_sources(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Speak of sources where the reader speaks of plans."""
    for problem in problems:
        hint = problem.hint
        for theirs, ours in _WORDS.items():
            hint = hint and hint.replace(theirs, ours)
        yield replace(problem, hint=hint)
