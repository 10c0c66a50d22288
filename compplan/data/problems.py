"""Problems of a table while it is read, before they are told as diagnostics of its file."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from compplan.data.model import Origin
from compplan.diagnostics import Diagnostic, Place

EXAMPLES = 20
"""How many problems of one code are told of one table; the rest is counted."""
_SHOWN = 60
_COMPARED = 5_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a table, at a row (its index) and column, and in how many ``more`` rows."""

    code: str
    message: str
    hint: str | None = None
    row: int | None = None
    field: str | None = None
    more: int = 0


def quote(text: str) -> str:
    """Show a value from a file in a message: short, in quotes, without control characters."""
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
    return repr(shown)


def closest(words: Iterable[str]) -> Callable[[str], str | None]:
    """Make a search among words for the one most like another, whatever case and blanks; None if none is."""
    plain = {_plain(word): word for word in sorted(words, reverse=True)}
    # Comparing with very many words letter by letter would take longer than reading the data.
    compared = list(plain) if len(plain) <= _COMPARED else []

    def search(word: str) -> str | None:
        like = _plain(word)
        near = [like] if like in plain else difflib.get_close_matches(like, compared, n=1, cutoff=0.75)
        return plain[near[0]] if near else None

    return search


def _plain(word: str) -> str:
    return "".join(word.casefold().split()).replace("-", "_")


def diagnostics(problems: Iterable[Problem], origin: Origin) -> list[Diagnostic]:
    """Tell problems by row and column, at most EXAMPLES of one code, then how many more there are."""
    ordered = sorted(problems, key=_standing)
    told: list[Diagnostic] = []
    seen: Counter[str] = Counter()
    for problem in ordered:
        seen[problem.code] += 1
        if seen[problem.code] <= EXAMPLES:
            told.append(_tell(problem, origin))
    rest = {code: count - EXAMPLES for code, count in seen.items() if count > EXAMPLES}
    return told + [
        Diagnostic(code, f"and {count:,} more of this kind", Place(origin.file))
        for code, count in rest.items()
    ]


def _standing(problem: Problem) -> tuple[int, str, str]:
    return (-1 if problem.row is None else problem.row), problem.field or "", problem.code


def _tell(problem: Problem, origin: Origin) -> Diagnostic:
    rows = "" if not problem.more else f" (and in {problem.more:,} more row{'s' * (problem.more > 1)})"
    place = origin.place(problem.row, problem.field)
    return Diagnostic(problem.code, problem.message + rows, place, problem.hint)
