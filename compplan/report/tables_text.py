"""Aligned tables and numbers for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from compplan.engine.results.table import money_text
from compplan.grammar import decimal_text
from compplan.report.plain import one_line, width

_MORE = 4
"""Decimals shown of a number that does not end, beyond those of money; it is cut there, not rounded."""


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1, indent: str = "") -> str:
    """Align rows under a header: the first ``left`` columns to the left, the others to the right."""
    lines = [[one_line(cell) for cell in row] for row in (header, *rows)]
    widths = [max(width(row[column]) for row in lines) for column in range(len(header))]
    return "\n".join(indent + _row(row, widths, left) for row in lines)


def _row(cells: Sequence[str], widths: Sequence[int], left: int) -> str:
    padded = []
    for column, (cell, wanted) in enumerate(zip(cells, widths, strict=True)):
        blanks = " " * (wanted - width(cell))
        padded.append(cell + blanks if column < left else blanks + cell)
    return "  ".join(padded).rstrip()


def grouped(text: str) -> str:
    """Put commas between the thousands of a decimal number.

    >>> grouped("-1234567.50")
    '-1,234,567.50'
    """
    whole, dot, decimals = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.removeprefix('-')):,}{dot}{decimals}"


def money(minor: int, exponent: int, *, signed: bool = False) -> str:
    """Write minor units as money with thousands separators, such as ``1,234.50``; ``signed`` adds a plus."""
    return ("+" if signed and minor > 0 else "") + grouped(money_text(minor, exponent))


def exact_money(value: Fraction, exponent: int) -> str:
    """Write an amount with the currency's decimals; one that does not end there is cut later, with ``...``.

    >>> exact_money(Fraction(12345, 10), 2), exact_money(Fraction(2, 3), 2)
    ('1,234.50', '0.666666...')
    """
    if (value * 10**exponent).denominator == 1:
        return money(int(value * 10**exponent), exponent)
    return grouped(decimal_text(value, places=exponent + _MORE))


def exact_share(value: Fraction) -> str:
    """Write a share as a percentage; one that does not end is cut, with ``...``.

    >>> exact_share(Fraction(4, 5)), exact_share(Fraction(2, 3))
    ('80%', '66.6666...%')
    """
    return grouped(decimal_text(value * 100, places=_MORE)) + "%"


def share(value: float, *, decimals: int = 1, signed: bool = False) -> str:
    """Write a share rounded to a percentage; nothing for a missing one.

    >>> share(0.0477), share(-0.09, signed=True), share(float("nan"))
    ('4.8%', '-9.0%', '')
    """
    if value != value:  # noqa: PLR0124  nan is missing
        return ""
    return f"{value * 100:{'+' if signed else ''},.{decimals}f}%"


def trend_text(change: float, *, mean: bool = False) -> str:
    """Write a change over time: of a mean value, or of a share in points of a hundred.

    >>> trend_text(0.124), trend_text(-0.001), trend_text(-0.46, mean=True)
    ('+12', '0', '-0.46')
    """
    text = f"{change:+.2f}" if mean else f"{100 * change:+.0f}"
    return text.lstrip("+-") if float(text) == 0 else text
