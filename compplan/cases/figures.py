"""Compare a figure of a result with one that a person wrote."""

from __future__ import annotations

from fractions import Fraction

from compplan.documents.nodes import Scalar
from compplan.documents.words import percent
from compplan.grammar import parse_number

_NOTHING = ("", "none")


def agrees(found: str, wanted: Scalar, *, exact: bool) -> bool:
    """Tell whether a result's text is what was written.

    ``exact`` figures, such as money and counts, are equal or not. A share or rate, which is shown with ten
    digits, agrees if it rounds to the decimals written, of a percentage two more; texts if they are the same.
    """
    expected = None if wanted.quoted else parse_number(wanted.text)
    figure = _figure(found)
    if expected is None or figure is None:
        return found == wanted.text or (not found and wanted.text in _NOTHING)
    decimals = _decimals(wanted.text)
    return figure == expected or (not exact and abs(figure - expected) * 2 * 10**decimals <= 1)


def shown_figure(found: str, wanted: Scalar) -> str:
    """Write a result's figure as the expected one is written."""
    figure = _figure(found)
    if figure is not None and wanted.text.endswith("%"):
        return percent(figure)
    return found or "nothing"


def _decimals(text: str) -> int:
    digits = len(text.removesuffix("%").partition(".")[2])
    return digits + 2 * text.endswith("%")


def _figure(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ValueError:
        return None
