"""Make the sure mends of a plan's text, and leave every other character as it is."""

from __future__ import annotations

from collections.abc import Iterable

from compplan.diagnostics import Mend
from compplan.plan.load import check_text

_ROUNDS = 100


def mended(text: str, file: str = "<text>") -> tuple[str, int]:
    """Make every mend of a plan's text, also those that a mend brings to light; give it and their number.

    What is told without a mend stays: whether the text is a plan must be checked again.
    """
    made = 0
    for _ in range(_ROUNDS):
        mends = [problem.mend for problem in check_text(text, file)[1] if problem.mend is not None]
        if not mends:
            break
        text, made = apply(text, mends), made + len(mends)
    return text, made


def apply(text: str, mends: Iterable[Mend]) -> str:
    """Make changes of a text, whose places must not overlap.

    >>> from compplan.diagnostics import Place
    >>> apply("yaers: 2", [Mend(Place("plan.yaml", 1, 1, 5), "years")])
    'years: 2'
    """
    lines = text.split("\n")
    for mend in sorted(mends, key=_position, reverse=True):
        line, column = _position(mend)
        before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 + mend.place.length :]
        lines[line - 1] = before + mend.replacement + after
    return "\n".join(lines)


def _position(mend: Mend) -> tuple[int, int]:
    return mend.place.line or 1, mend.place.column or 1
