"""Read a file of any kind and hold it against its schema, saying all that is wrong."""

from __future__ import annotations

from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.nodes import Node
from compplan.documents.read import Kind, read_file
from compplan.documents.schema import faults
from compplan.documents.shape_errors import diagnostics


def load_document(path: str, kind: Kind) -> tuple[Node, list[Diagnostic]]:
    """Read a file's tree and what is wrong with its shape; DiagnosticError if it has no meaning at all.

    Meaning beyond the shape is for the caller to check, on the same tree.
    """
    root, problems, _ = read_file(path, kind)
    if root is None:
        raise DiagnosticError(problems)
    told = {problem.place for problem in problems}
    shape = (problem for problem in diagnostics(faults(root, kind.schema)) if problem.place not in told)
    return root, [*problems, *shape]
