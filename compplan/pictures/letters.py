"""How wide a text may become, estimated on the safe side: no font is at hand when a picture is drawn."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from compplan.notebook import printable
from compplan.pictures.svg import SIZE

_NARROW = frozenset("iljI.,:;'|! ()[]frt-")
_WIDE = frozenset("mwMW@%&\u2014\u2026+\u2212=<>~")
_ELLIPSIS = "\u2026"
_BOLD = 1.13
_MOST = 80
"""Letters looked at from each end of a text: more have no room anywhere."""


def width(text: str, *, bold: bool = False) -> float:
    """Estimate a text's width in units of a picture, so that one of the widest fonts (DejaVu Sans) fits.

    Of a long text, it is that of the first 160 letters.

    >>> width("") == 0, width("ill") < width("www")
    (True, True)
    """
    return SIZE * (_BOLD if bold else 1) * sum(_em(char) for char in text[: 2 * _MOST])


def fitted(text: str, room: float, *, bold: bool = False) -> str:
    """Shorten a text that is wider than the room for it, in its middle: names often differ at their ends.

    >>> fitted("relationship", 1000), fitted("relationship-bold", 80)
    ('relationship', 'relat\u2026p-bold')
    """
    seen = printable(text if len(text) <= 2 * _MOST else text[:_MOST] + text[-_MOST:])
    if seen == text and width(seen, bold=bold) <= room:
        return seen
    head, tail = seen[: len(seen) // 2], seen[len(seen) // 2 :]
    while (head or tail) and width(head + _ELLIPSIS + tail, bold=bold) > room:
        head, tail = (head[:-1], tail) if len(head) >= len(tail) else (head, tail[1:])
    return head.rstrip() + _ELLIPSIS + tail.lstrip()


def _em(char: str) -> float:
    if combining(char):
        return 0
    if east_asian_width(char) in "WF":
        return 1.05
    if char in _NARROW:
        return 0.42
    if char in _WIDE:
        return 1.0
    return 0.72 if char.isupper() or ord(char) > 0x24F else 0.645
