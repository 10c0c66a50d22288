"""Candidates: ways to a plan's end, with what may be done beside the weights, or tried on some first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from compplan.plan.model import Plan
from compplan.plan.path import weights_by_month
from compplan.simulation.paths import along, family, monthly

FAMILIES = (
    "step",
    "osing",
    *(f"linear:{months}" for months in (6, 12, 18, 24, 36)),
    *(f"s_curve:{months}" for months in (12, 24, 36)),
    *(f"hold:{months}" for months in (3, 6, 12, 18, 24)),
    *(f"boldness:{share}" for share in ("0.2", "0.4", "0.6", "0.8")),
)
"""The named paths that are tried."""
LEVELS: Mapping[str, tuple[float, ...]] = {
    "easier_target": (1.0, 0.95, 0.9, 0.85, 0.8),
    "guarantee": (0.0, 0.8, 0.9, 1.0),
    "coaching": (1.0, 1.5, 2.0, 3.0),
    "clarity": (1.0, 2 / 3, 1 / 3),
}
"""What may be allowed beside the weights, with the levels that are tried; the first is to do nothing."""
PILOTS = tuple((share, months) for months in (6, 12) for share in (0.25, 0.5))
"""Shares of the participants who go first, and months that are looked at."""
THRESHOLDS = (-0.05, 0.0, 0.05)
"""Differences, as shares of usual revenue, above which a pilot goes on."""
_FINEST = 200
"""Steps of the way: a weight that moves by 70 points then has at most three decimals of a percent."""


@dataclass(frozen=True, slots=True)
class Pilot:
    """A share of the participants goes first, by lot, and what they bring decides whether the others follow.

    After so many ``months`` the pilot goes on if what they brought beyond the control group is more than
    ``threshold``. What is decided takes effect ``begins`` months after the start: the others begin the same
    way, or those who went first go back to the weights of old.
    """

    share: float
    months: int
    threshold: float
    begins: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to the plan's end: how much of it is gone by each month, and what is done beside."""

    name: str
    shares: tuple[Fraction, ...]
    levers: tuple[tuple[str, float], ...] = ()
    pilot: Pilot | None = None

    def later(self, months: int) -> Candidate:
        """Give the same way begun so many months later."""
        waiting = (Fraction(0),) * months
        return replace(self, shares=(waiting + self.shares)[: len(self.shares)], pilot=None)

    def stopped(self, months: int) -> Candidate:
        """Give the same way given up after so many months: back to the weights of old."""
        shares = tuple(share if at < months else Fraction(0) for at, share in enumerate(self.shares))
        return replace(self, shares=shares, pilot=None)

    def plan(self, end: Plan) -> Plan:
        """Give the plan that goes this way."""
        return along(end, monthly(list(self.shares)), self.name)


def families(months: int, reached: int, more: Sequence[str] = ()) -> Iterator[Candidate]:
    """Give the named paths over so many months, each once, that have gone the whole way after ``reached``."""
    seen = set[tuple[Fraction, ...]]()
    for name in (*FAMILIES, *more):
        progress = family(name)
        shares = tuple(rounded(progress(month, months)) for month in range(1, months + 1))
        if shares not in seen and reaches(shares, reached):
            seen.add(shares)
            yield Candidate(name, shares)


def reaches(shares: tuple[Fraction, ...], reached: int) -> bool:
    """Tell whether a way has been gone whole after so many months, and stays so."""
    return all(share == 1 for share in shares[reached:])


def way_of(plan: Plan, months: int) -> tuple[Fraction, ...] | None:
    """Tell how much of its way a plan has gone by each month; None if it does not go straight to its end."""
    before, weights = plan.weights.before, weights_by_month(plan.weights, plan.months)
    whole = [last - old for old, last in zip(before, weights[-1], strict=True)]
    at = max(range(len(whole)), key=lambda each: abs(whole[each]))
    if not whole[at]:
        return None
    shares = tuple((row[at] - before[at]) / whole[at] for row in weights[:months])
    straight = all(
        row == tuple(old + gap * share for old, gap in zip(before, whole, strict=True))
        for row, share in zip(weights, shares, strict=False)
    )
    return shares if straight else None


def rounded(share: Fraction | float) -> Fraction:
    """Round a share of the way to what a plan file can say briefly."""
    return Fraction(round(Fraction(share) * _FINEST), _FINEST)


def moved_ways(candidate: Candidate, step: Fraction, span: int, reached: int) -> Iterator[Candidate]:
    """Move a way in one place: a span of the months before ``reached`` by a step up or down, or to its mean.

    A way never goes back: what a month gains, later ones have at least.
    """
    shares = candidate.shares
    for start in range(0, reached, span):
        stop = min(start + span, reached)
        level = rounded(sum(shares[start:stop], Fraction(0)) / (stop - start))
        for part in (
            [min(share + step, Fraction(1)) for share in shares[start:stop]],
            [max(share - step, Fraction(0)) for share in shares[start:stop]],
            [level] * (stop - start),
        ):
            way = _with(shares, start, part, reached)
            if way != shares:
                yield replace(candidate, name="free", shares=way)


def moved_levers(candidate: Candidate, allowed: Sequence[str]) -> Iterator[Candidate]:
    """Move a lever by a level."""
    for name in allowed:
        levels = LEVELS[name]
        pulled = dict(candidate.levers)
        at = levels.index(pulled.get(name, levels[0]))
        for near in (at - 1, at + 1):
            if 0 <= near < len(levels):
                yield replace(candidate, levers=tuple(sorted({**pulled, name: levels[near]}.items())))


def pilots(
    candidate: Candidate, begins: Callable[[int], int], thresholds: Sequence[float]
) -> Iterator[Candidate]:
    """Try the same way on a part of the participants first; ``begins`` says when a decision takes effect."""
    for share, months in PILOTS:
        if begins(months) < len(candidate.shares):
            for threshold in thresholds:
                yield replace(candidate, pilot=Pilot(share, months, threshold, begins(months)))


def _with(
    shares: tuple[Fraction, ...], start: int, part: Sequence[Fraction], reached: int
) -> tuple[Fraction, ...]:
    """Put some months in place, and bring those before down and those after up to them."""
    before = [min(share, part[0]) for share in shares[:start]]
    after = [max(share, part[-1]) for share in shares[start + len(part) : reached]]
    return (*before, *part, *after, *shares[reached:])
