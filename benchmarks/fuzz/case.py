"""A spoiled file and what is known of it beforehand; what was said about it, and whether that is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from traceback import format_exc
from typing import Any

from compplan.diagnostics import Diagnostic

Spot = tuple[str, int]
"""A file's name and a line or row of it, 0 for the file as a whole."""
SLOW = 1.0
"""Seconds after which a case is tried again."""
KEPT = 40
"""Failures of one kind that are kept."""


@dataclass(frozen=True, slots=True)
class Case:
    """A spoiled file or folder.

    ``wrong``: True if it must be refused, False if it must be accepted, None if either is right.
    ``spots`` are those that were touched, and those of what they stand in.
    """

    kind: str
    spots: frozenset[Spot]
    content: Any
    wrong: bool | None = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said: a traceback if it failed, else the spots that the errors name and the first of them."""

    seconds: float
    errors: tuple[Spot, ...] = ()
    told: tuple[str, ...] = ()
    traceback: str = ""


def attempt(case: Case, check: Callable[[Any], tuple[Diagnostic, ...]]) -> Outcome:
    """Let a case be checked; no exception leaves here.

    One that seems slow is checked again, since the machine may have had other work: what is slow stays so.
    """
    outcome = _attempt(case, check)
    again = _attempt(case, check) if outcome.seconds > SLOW else outcome
    return min(outcome, again, key=lambda each: each.seconds)


def _attempt(case: Case, check: Callable[[Any], tuple[Diagnostic, ...]]) -> Outcome:
    started = perf_counter()
    try:
        found = check(case.content)
    except BaseException as error:  # a panic of a library in Rust is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        return Outcome(perf_counter() - started, traceback=format_exc())
    seconds = perf_counter() - started
    errors = [problem for problem in found if problem.severity == "error"]
    spots = tuple(
        (Path(problem.place.file).name, problem.place.line or problem.place.row or 0) for problem in errors
    )
    return Outcome(seconds, spots, tuple(map(str, errors[:3])))


@dataclass(slots=True)
class Tally:
    """Figures over many cases; of each kind of failure the first are kept in words."""

    cases: int = 0
    wrong: int = 0
    messages: int = 0
    placed: int = 0
    failed: int = 0
    accepted: int = 0
    refused: int = 0
    crashed: int = 0
    slowest: float = 0.0
    slowest_case: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    def add(self, seed: int, case: Case, outcome: Outcome) -> None:
        """Count a case."""
        name = f"seed {seed} ({case.kind})"
        self.cases += 1
        self.kinds[case.kind] = self.kinds.get(case.kind, 0) + 1
        self.wrong += case.wrong is True
        if outcome.seconds > self.slowest:
            self.slowest, self.slowest_case = outcome.seconds, name
        if outcome.traceback:
            self.failed += 1
            self.tell("traceback", f"{name}\n{outcome.traceback}")
        elif case.wrong is True and not outcome.errors:
            self.accepted += 1
            self.tell("accepted", f"{name} at {sorted(case.spots)[-1:]}")
        elif case.wrong is False and outcome.errors:
            self.refused += 1
            self.tell("refused", f"{name}: {outcome.told[0]}")
        if case.wrong is True:
            self._place(name, case, outcome)

    def _place(self, name: str, case: Case, outcome: Outcome) -> None:
        inside = sum(spot in case.spots for spot in outcome.errors)
        self.messages += len(outcome.errors)
        self.placed += inside
        if inside < len(outcome.errors):
            self.tell("elsewhere", f"{name} at {sorted(case.spots)}: {' | '.join(outcome.told)}")

    def tell(self, kind: str, words: str) -> None:
        """Keep a failure in words, if it is one of the first of its kind."""
        told = self.words.setdefault(kind, [])
        if len(told) < KEPT:
            told.append(words)

    def join(self, other: Tally) -> None:
        """Add another's figures."""
        for name in ("cases", "wrong", "messages", "placed", "failed", "accepted", "refused", "crashed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        if other.slowest > self.slowest:
            self.slowest, self.slowest_case = other.slowest, other.slowest_case
        for kind, count in other.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + count
        for kind, told in other.words.items():
            for words in told:
                self.tell(kind, words)
