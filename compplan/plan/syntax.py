"""A YAML parser's error as a diagnostic, with a mend for the usual slips."""

from __future__ import annotations

from typing import Any

from compplan.diagnostics import Diagnostic, Place
from compplan.plan.words import shown

_UNFINISHED = (
    "could not find expected ':'",
    "did not find expected ',' or",
    "found unexpected end of stream",
)
_MENDS = {
    "mapping values are not allowed in this context": "put text that holds ': ' in quotes",
    "could not find expected ':'": "put ': ' and a value after the key",
    "did not find expected key": "indent the keys of one mapping alike, and close each quote once",
    "found unexpected end of stream": "close the quotes",
}


def syntax_problem(error: Any, lines: list[str], file: str) -> Diagnostic:
    """Say where the YAML breaks, in the parser's words."""
    problem, context = getattr(error, "problem", None) or str(error), getattr(error, "context", None)
    mark = _mark(error, problem)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    character = lines[line][column : column + 1] if line < len(lines) else ""
    message = f"not YAML: {context}, {problem}" if context else f"not YAML: {problem}"
    return Diagnostic(
        "CP005", shown(message, 200), Place(file, line + 1, column + 1), _mend(problem, character)
    )


def _mark(error: Any, problem: str) -> Any:
    found, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    # What is not finished is mended where it begins, not where the parser gave up.
    return begun if begun and problem.startswith(_UNFINISHED) else found or begun


def _mend(problem: str, character: str) -> str | None:
    if problem == "found character that cannot start any token":
        return (
            "indent with blanks, not tabs" if character == "\t" else f"put text with '{character}' in quotes"
        )
    if problem.startswith("did not find expected ',' or"):
        return "close the bracket that opens here"
    return _MENDS.get(problem)
