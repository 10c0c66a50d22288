"""Decimal commas inside braces, where a comma ends a value: ``{to: 0,01}`` is a value 0 and a key 01."""

from __future__ import annotations

import re
from dataclasses import replace

from compplan.documents.nodes import Node, Scalar, integer


def joined(before: Node, key: Scalar, value: Node) -> Scalar | None:
    """Join a value and the next key, which has no value, to the number that was meant; None if none was."""
    if not isinstance(before, Scalar) or not isinstance(value, Scalar) or value.text or value.quoted:
        return None
    end = (before.place.line, (before.place.column or 0) + before.place.length + 1)
    if integer(before) is None or not re.fullmatch(r"[0-9]{1,9}%?", key.text):
        return None
    if key.quoted or end != (key.place.line, key.place.column):
        return None
    place = replace(before.place, length=before.place.length + 1 + key.place.length)
    return Scalar(f"{before.text}.{key.text}", quoted=False, place=place)
