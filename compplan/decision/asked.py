"""What a search or a question is asked for, checked before anything is worked out: all faults at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.mends import did_you_mean


def refuse(*problems: Iterable[Diagnostic]) -> None:
    """Raise what is wrong, if anything is."""
    found = [each for part in problems for each in part]
    if found:
        raise DiagnosticError(found)


def unknown(option: str, word: str, words: Sequence[str]) -> Iterator[Diagnostic]:
    """Tell of a word that is none of those known."""
    if word not in words:
        hint = did_you_mean(word, words) or f"write one of {', '.join(words)}"
        yield Diagnostic("CP531", f"unknown '{word}'", Place(option), hint)


def unknown_period(period: str, months: Sequence[str], years: Sequence[str]) -> Iterator[Diagnostic]:
    """Tell of a period that the study does not have; ``years`` are the others."""
    if period not in months and period not in years:
        hint = f"write a month from {months[0]} to {months[-1]}, or {', '.join(years)}"
        yield Diagnostic("CP531", f"the study has no period '{period}'", Place("--period"), hint)


def outside(option: str, number: float | None, least: float, most: float) -> Iterator[Diagnostic]:
    """Tell of a number that is not between two others."""
    if number is not None and not (math.isfinite(number) and least <= number <= most):
        bounds = f"from {least:g} to {most:g}" if math.isfinite(most) else f"of at least {least:g}"
        yield Diagnostic("CP532", f"{number:g} cannot be", Place(option), f"write a number {bounds}")
