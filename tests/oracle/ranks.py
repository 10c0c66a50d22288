"""Places among others: one after the other, by exact comparison."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.cases import Case
from tests.oracle.dates import first_day
from tests.oracle.figures import figures_of
from tests.oracle.people import Person, Segment
from tests.oracle.reading import OracleError


def rank_of(case: Case, person: Person, first: int, last: int, line: tuple[int, int]) -> Fraction:
    """Give a person's place in months first to last among those who take part in the months of a line."""
    curve, mine = case.measure["curve"], _score(case, person, first, last, line)
    if mine is None:
        return Fraction(0)
    group = group_of(person, curve["within"], *line)
    scores = [
        _score(case, other, first, last, line)
        for other in case.people.values()
        if other.takes_part(*line) and group_of(other, curve["within"], *line) == group
    ]
    better = sum(1 for score in scores if score is not None and score > mine)
    tied = sum(1 for score in scores if score == mine)
    return Fraction(better + 1) + (Fraction(tied - 1, 2) if curve["ties"] == "average" else 0)


def group_of(person: Person, within: str, first: int, last: int) -> str:
    """Name the group of a person on his last day in months first to last."""
    if within == "all":
        return ""
    held: list[Segment] = [
        each for each in person.covering if each.start < first_day(last + 1) and each.end > first_day(first)
    ]
    name: str = getattr(held[-1], within)
    if not name:
        kind = "no_group"
        raise OracleError(kind, person.id)
    return name


def _score(case: Case, person: Person, first: int, last: int, line: tuple[int, int]) -> Fraction | None:
    if not person.takes_part(*line):
        return None
    figures = figures_of(case, person, first, last)
    score = figures.actual if case.measure["type"] == "value" else figures.attainment
    down = case.measure["type"] == "value" and case.measure["direction"] == "lower_is_better"
    return -score if down and score is not None else score
