"""Fields of forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def one(form: Mapping[str, Sequence[str]], name: str) -> str:
    """Give the only value of a field; nothing if there is none, or several."""
    values = form.get(name, ())
    return values[0] if len(values) == 1 else ""


def text_of(sent: str) -> str:
    r"""Give a text as it was before a form was sent: lines end with a line feed.

    >>> text_of("a\r\nb\r\n")
    'a\nb\n'
    """
    return sent.replace("\r\n", "\n").replace("\r", "\n")
