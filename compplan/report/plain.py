"""Text that is safe on a terminal: no control characters, one line, its width on the screen known."""

from __future__ import annotations

from unicodedata import combining, east_asian_width


def one_line(text: str) -> str:
    r"""Write what is not printable (control, direction and line marks) as escapes.

    >>> one_line("two\nlines")
    'two\\nlines'
    """
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal.

    >>> width("a\u0301"), width("\u6f22")
    (1, 2)
    """
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
