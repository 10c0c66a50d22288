"""What notebooks and consoles show: small HTML tables without script, every text escaped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape
from itertools import islice

MOST_ROWS = 20
_MOST_CHARACTERS = 240
_RIGHT = ' style="text-align:right"'


def html_table(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    count: int | None = None,
    numbers: Collection[str] = (),
) -> str:
    """Write a table of at most 20 rows; the caption says how many there are, if ``count`` says more.

    ``numbers`` names the columns that are set to the right.

    >>> html_table("people", ["name"], [["<Ann>"]])
    '<table><caption>people</caption><tr><th>name</th></tr><tr><td>&lt;Ann&gt;</td></tr></table>'
    """
    shown = list(islice(rows, MOST_ROWS))
    if count is not None and count > len(shown):
        caption = f"{caption}: the first {len(shown)} of {count:,} rows"
    styles = [_RIGHT if name in numbers else "" for name in header]
    lines = [_row("th", header, styles), *(_row("td", row, styles) for row in shown)]
    return f"<table><caption>{_text(caption)}</caption>{''.join(lines)}</table>"


def printable(text: str) -> str:
    r"""Put a sign for what cannot be printed, such as a mark that turns the direction of writing.

    >>> printable("two\nlines")
    'two\ufffdlines'
    """
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _row(tag: str, cells: Sequence[str], styles: Sequence[str]) -> str:
    written = (f"<{tag}{style}>{_text(cell)}</{tag}>" for cell, style in zip(cells, styles, strict=True))
    return f"<tr>{''.join(written)}</tr>"


def _text(text: str) -> str:
    cut = text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "\u2026"
    return escape(printable(cut))
