"""Mends for a word misspelt."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from compplan.diagnostics import Mend
from compplan.documents.nodes import Node, Scalar, entries
from compplan.documents.schema import every_key
from compplan.grammar import is_id

LONGEST_WORD = 128
MOST_WORDS = 200
_SURE = 0.75


def nearest(word: str, words: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Find the word that was probably meant."""
    known = list(islice(words, MOST_WORDS))
    if len(word) > LONGEST_WORD:
        return None
    import difflib  # slow to import, and needed only for what is wrong

    lowered = {name.lower(): name for name in reversed(known)}
    match = difflib.get_close_matches(word.lower(), lowered, 1, cutoff)
    return lowered[match[0]] if match else None


def did_you_mean(word: str, words: Iterable[str]) -> str | None:
    """Ask for the word that was probably meant; None if there is none."""
    match = nearest(word, words)
    return f"did you mean '{match}'?" if match else None


def certain_word(word: str, words: Iterable[str]) -> str | None:
    """Find the one word that is like another; None if there is none, or more than one."""
    if len(word) > LONGEST_WORD:
        return None
    import difflib

    matches = difflib.get_close_matches(word.lower(), list(islice(words, MOST_WORDS)), 2, _SURE)
    return matches[0] if len(matches) == 1 else None


def replacing(node: Scalar, text: str | None) -> Mend | None:
    """Give the mend that writes a text in place of a key or value; None if it does not stand on one line."""
    whole = node.place.length == len(node.text) + 2 * node.quoted
    return Mend(node.place, text) if text is not None and whole else None


def lacks(node: Node | None, name: str, schema: str = "plan") -> bool:
    """Tell whether a mapping's key is absent, and not just misspelt, which the schema reports."""
    keys = [key.text for key, _ in entries(node)]
    if name in keys:
        return False
    strange = [key for key in keys if key not in every_key(schema)]
    return nearest(name, strange) is None


def mend_id(text: str) -> str | None:
    """Say how to write an id that holds blanks or typographic quotes; None if that is not plain."""
    joined = "-".join(straight(text).split())
    return f"write {joined}" if is_id(joined) else None


def straight(text: str) -> str:
    """Take off the typographic quotes around a text, which YAML takes for letters."""
    return text.strip("\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb")


def list_of(text: str) -> str:
    """Write as a list what was written as a text: with dashes but no blanks, or in round brackets."""
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    if inner.startswith("-"):
        inner = ", ".join(part.removeprefix("-") for part in inner.split())
    return f"[{inner}]"
