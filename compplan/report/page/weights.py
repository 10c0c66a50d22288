"""The weight paths, drawn: what carries the target incentive month by month, and how bold that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from compplan.pictures.axes import Axis
from compplan.pictures.lines import Course, Line, lines, stacked
from compplan.plan.model import Plan
from compplan.plan.path import boldness, distance, weights_by_month
from compplan.report.page.model import Framed, Section
from compplan.report.page.samples import times

_SAID = (
    "An area is the share of the target incentive that a measure carries.",
    "Distance is half the sum of changes from the old weights; boldness is the area below it, as a share.",
)
_MOST = 6


def weight_paths(plans: Sequence[Plan], months: int) -> Section:
    """Draw the distance of all paths from the old weights, and the weights of each."""
    pictures = [_distances(plans, months), *(_weights(plan, months) for plan in plans[:_MOST])]
    return Section("weights", "The paths", _SAID, (Framed(tuple(pictures)),))


def bold_note(plan: Plan) -> str:
    """Say how bold a plan is.

    >>> import compplan as cp
    >>> bold_note(cp.load_plan(cp.bundled("plans") / "bold.yaml"))
    'boldness 67%'
    """
    found = boldness(plan.weights, plan.months)
    return "changes no weight" if found is None else f"boldness {float(found):.0%}"


def _distances(plans: Sequence[Plan], months: int) -> str:
    series = [
        Line(plan.id, at, _floats(distance(row, plan.weights.before) for row in _rows(plan, months)))
        for at, plan in enumerate(plans)
    ]
    return lines(
        Course("Distance from the old weights", Axis("share"), times(plans[0].starts, months)), series
    )


def _weights(plan: Plan, months: int) -> str:
    rows = _rows(plan, months)
    series = [
        Line(measure.title or measure.id, _colour(at), _floats(row[at] for row in rows))
        for at, measure in enumerate(plan.measures)
        if any(row[at] for row in rows)
    ]
    title = f"{plan.id}: {bold_note(plan)}"
    return stacked(Course(title, Axis("share"), times(plan.starts, months)), series)


def _colour(at: int) -> int:
    """Give the number of a measure's colour: none of those is the grey of what is compared with."""
    return 1 + (at + 1) % 5


def _rows(plan: Plan, months: int) -> Sequence[tuple[Fraction, ...]]:
    return weights_by_month(plan.weights, months)


def _floats(values: Iterable[Fraction]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
