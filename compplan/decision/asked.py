"""What a search or a question is asked for, checked before anything is worked out: all faults at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from compplan.decision.candidates import LEVELS
from compplan.decision.search import Choice
from compplan.decision.trial import METRICS
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.documents.mends import did_you_mean
from compplan.simulation.tables import METRICS as FIGURES

Method = Literal["one_way", "morris", "sobol"]
End = Literal["reached", "open"]
OBJECTIVES = tuple(metric for metric in METRICS if metric != "payout_cost")
MOST_SAMPLES, MOST_POINTS, MOST_LUCK = 4096, 1 << 16, 1024


def wrong_search(
    objective: str,
    choose: str,
    end: str,
    allow: Sequence[str],
    budget: float | None,
    risk: float | None,
    threshold: float | None,
    samples: int,
) -> list[Diagnostic]:
    """Tell what is wrong with what a search is asked for, whatever the plans are."""
    return [
        *unknown("--objective", objective, OBJECTIVES),
        *unknown("--choose", choose, get_args(Choice)),
        *unknown("--end", end, get_args(End)),
        *(problem for name in allow for problem in unknown("--allow", name, tuple(LEVELS))),
        *outside("--budget", budget, math.nextafter(0, 1), math.inf),
        *outside("--risk", risk, 0, 1),
        *outside("--threshold", threshold, -1, 1),
        *outside("--samples", samples, 2, MOST_SAMPLES),
    ]


def wrong_question(method: str, metric: str, size: int | None, luck: int) -> list[Diagnostic]:
    """Tell what is wrong with a question about parameters, whatever the plans are."""
    return [
        *unknown("--method", method, get_args(Method)),
        *unknown("--metric", metric, FIGURES),
        *outside("--luck", luck, 0, MOST_LUCK),
        *outside("--size", size, 2, MOST_POINTS),
        *(_uneven(size) if method == "sobol" else ()),
    ]


def _uneven(size: int | None) -> Iterator[Diagnostic]:
    if size is not None and size & (size - 1):
        hint = f"write {1 << size.bit_length()}"
        yield Diagnostic("CP532", f"{size} is no power of two", Place("--size"), hint)


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
        bounds = f"from {least:g} to {most:g}" if math.isfinite(most) else "above 0"
        yield Diagnostic("CP532", f"{number:g} cannot be", Place(option), f"write a number {bounds}")
