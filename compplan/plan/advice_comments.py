"""Texts that a comment cuts short: of ``title: Plan #1 Base`` YAML leaves "Plan"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compplan.diagnostics import Diagnostic, Place
from compplan.plan.advice_words import warning
from compplan.plan.model import Plan

_TEXTS = frozenset({"title", "description", "reason"})
_CUT = re.compile(r"\s+#(?=\w)")  # a comment mostly begins with a blank


def cut_texts(plan: Plan) -> Iterator[Diagnostic]:
    """Warn of a text without quotes that goes on with a word such as ``#1``, which is a comment."""
    source = plan.source
    if source is None or "#" not in source.text:
        return
    lines = source.text.splitlines()
    texts = {place for path, place in source.places.items() if path and path[-1] in _TEXTS}
    for place in texts:
        line = lines[place.line - 1] if place.line and place.file == source.file else ""
        if cut := _CUT.match(line, (place.column or 1) - 1 + place.length):
            yield _warning(place, line, cut.end())


def _warning(place: Place, line: str, at: int) -> Diagnostic:
    shown = line[(place.column or 1) - 1 :][: place.length]
    here = Place(place.file, place.line, at, len(line[at - 1 :].split(maxsplit=1)[0]))
    hint = "put the whole text in quotes, or write '# ' before a comment"
    return warning(
        "CP228", f"the text ends before '#', which begins a comment: '{shown}' is left", here, hint
    )
