"""A YAML parser's error as a diagnostic, with a mend for the usual slips."""

from __future__ import annotations

from typing import Any

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.layout import layout_problem
from compplan.documents.words import shown

_UNFINISHED = (
    "could not find expected ':'",
    "did not find expected ',' or",
    "found unexpected end of stream",
)
_TABS, _OPEN = "found character that cannot start any token", "did not find expected ',' or"
_NAMES = ("while scanning an alias", "while scanning an anchor")
_WORDS = {
    "mapping values are not allowed in this context": (
        "a ':' stands where none can",
        "put text that holds ': ' in quotes",
    ),
    "did not find expected key": (
        "a text goes on after its quotes, or a key does not stand below the others",
        "close each quote once, at the end of the text",
    ),
    "found unexpected end of stream": ("a quote opens here and never closes", "close the quotes"),
    _OPEN: ("a bracket opens here and does not close", "close the bracket that opens here"),
}
"""The parser's words for the usual slips, ours, and a mend."""


def syntax_problem(error: Any, lines: list[str], file: str) -> Diagnostic:
    """Say where the YAML breaks: in our words for the usual slips, else in the parser's."""
    problem, context = getattr(error, "problem", None) or str(error), getattr(error, "context", None)
    mark = _mark(error, problem)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    character = lines[line][column : column + 1] if line < len(lines) else ""
    place = Place(file, line + 1, column + 1)
    if problem == _TABS or context in _NAMES:
        return _bad_start(character, place)
    if slip := layout_problem(problem, lines, line, column, file):
        return slip
    found = next((words for start, words in _WORDS.items() if problem.startswith(start)), None)
    if found:
        return Diagnostic("CP005", f"not YAML: {found[0]}", place, found[1])
    message = f"not YAML: {context}, {problem}" if context else f"not YAML: {problem}"
    return Diagnostic("CP005", shown(message, 200), place)


def _bad_start(character: str, place: Place) -> Diagnostic:
    if character == "\t":
        return Diagnostic("CP005", "not YAML: a tab indents this line", place, "indent with blanks, not tabs")
    message = f"not YAML: a text cannot begin with '{character}'"
    return Diagnostic("CP005", message, place, f"put text with '{character}' in quotes")


def _mark(error: Any, problem: str) -> Any:
    found, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if begun and getattr(error, "context", None) in _NAMES:
        return begun
    # What is not finished is mended where it begins, not where the parser gave up.
    return begun if begun and problem.startswith(_UNFINISHED) else found or begun
