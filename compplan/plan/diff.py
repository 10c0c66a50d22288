"""What another plan changes, in the plan's own terms, and from which month to which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any

from compplan.documents.schema import takes_percent
from compplan.documents.words import percent
from compplan.grammar import decimal_text
from compplan.months import month_text
from compplan.plan.digest import meaning
from compplan.plan.model import Plan, Weights
from compplan.plan.path import weights_by_month

_NAMES = ("id", "title", "description")
_WEIGHTS = ("weights", "announced_weights")
_MANY = 6
"""A measure's weight that changes more often than this is told by plan year."""


@dataclass(frozen=True, slots=True)
class Change:
    """One word or number that differs; ``old`` or ``new`` is None where a plan does not have it.

    ``path`` are the keys that lead to it; it holds from month ``first`` to month ``last`` (``YYYY-MM``).
    """

    path: tuple[str, ...]
    old: str | None
    new: str | None
    first: str
    last: str

    @property
    def what(self) -> str:
        """Name what changes, in words."""
        if self.path[0] in _WEIGHTS and self.path[1] != "path":
            announced = "announced " if self.path[0] == "announced_weights" else ""
            return f"{announced}weight of {self.path[1]}"
        return " ".join(self.path)


def diff(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Give every change of meaning, in order of the month from which it holds.

    Weights are compared month by month, whatever path gives them; all else by the words of the plan.
    """
    names = [_whole(new, (name,), getattr(old, name), getattr(new, name)) for name in _NAMES]
    before, after = (_words(meaning(plan)) for plan in (old, new))
    words = [
        _named(new, path, *values)
        for path, *values in _differences((), before, after)
        if path[0] not in _NAMES
    ]
    found = [change for change in (*names, *_weights(old, new), *words) if change.old != change.new]
    return tuple(sorted(found, key=lambda change: (change.first, change.last)))


def _words(meant: dict[str, Any]) -> dict[str, Any]:
    """Leave out weights, and the plan that is amended."""
    amends = {"amends": {key: value for key, value in meant.get("amends", {}).items() if key != "plan"}}
    return {key: value for key, value in (meant | amends).items() if key not in _WEIGHTS}


def _differences(path: tuple[str, ...], old: Any, new: Any) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if isinstance(old, dict) != isinstance(new, dict):
        old, new = old or {}, new or {}  # things with ids: an empty tuple of them is a list
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        old, new = (dict(zip(_numbers(each), each, strict=True)) for each in (old, new))
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _differences((*path, key), old.get(key), new.get(key))
    elif old != new:
        yield path, old, new


def _numbers(values: list[Any]) -> list[str]:
    return [str(number) for number in range(1, len(values) + 1)]


def _named(plan: Plan, path: tuple[str, ...], old: Any, new: Any) -> Change:
    change = _whole(plan, path, _shown(path, old), _shown(path, new))
    years = [int(key) for above, key in pairwise(path) if above == "by_year"]
    if not years:
        return change
    first = plan.starts + 12 * (years[0] - 1)
    begins, last = max(first, _begins(plan)), max(first + 11, _begins(plan))
    return Change(path, change.old, change.new, month_text(begins), month_text(last))


def _whole(plan: Plan, path: tuple[str, ...], old: str | None, new: str | None) -> Change:
    return Change(path, old, new, month_text(_begins(plan)), month_text(plan.ends - 1))


def _begins(plan: Plan) -> int:
    """Give the month index from which a plan holds: its start, or its amendment."""
    return plan.starts + (0 if plan.amends is None else plan.amends.first)


def _shown(path: tuple[str, ...], value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, dict) and "title" in value:
        return f"'{value['title']}'"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown((*path, key), each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(str(_shown((*path, "1"), each)) for each in value) + "]"
    return _percent(value) if takes_percent("plan", path) and not _mean(path, value) else str(value)


def _mean(path: tuple[str, ...], value: str) -> bool:
    """Tell whether a behaviour's target is a mean value: a share would be at most 1."""
    return "behaviours" in path and "target" in path and value.isascii() and Fraction(value) > 1


def _percent(text: str) -> str:
    try:
        return percent(Fraction(text))
    except ValueError:
        return text


def _weights(old: Plan, new: Plan) -> Iterator[Change]:
    ids = list(dict.fromkeys([measure.id for plan in (old, new) for measure in plan.measures]))
    stated = old.announced_weights or new.announced_weights
    for name in _WEIGHTS if stated else _WEIGHTS[:1]:
        kinds = ((getattr(plan, name) or plan.weights).type for plan in (old, new))
        yield _whole(new, (name, "path"), *kinds)
        before, after = (_by_month(plan, name) for plan in (old, new))
        for measure in ids:
            yield from _of_measure(new, (name, measure), before.get(measure, {}), after.get(measure, {}))


def _by_month(plan: Plan, name: str) -> dict[str, dict[int, Fraction]]:
    path = getattr(plan, name) or plan.weights
    rows: tuple[Weights, ...] = weights_by_month(path, plan.months)
    found = _by_month(plan.amends.plan, name) if plan.amends is not None else {}
    begins = _begins(plan)
    for at, measure in enumerate(plan.measures):
        own = {plan.starts + month: row[at] for month, row in enumerate(rows)}
        before = {month: weight for month, weight in found.get(measure.id, {}).items() if month < begins}
        found[measure.id] = before | {month: own[month] for month in own if month >= begins}
    return found


def _of_measure(
    plan: Plan, path: tuple[str, ...], old: dict[int, Fraction], new: dict[int, Fraction]
) -> Iterator[Change]:
    differing = [month for month in sorted({*old, *new}) if old.get(month) != new.get(month)]
    runs = [list(group) for _, group in groupby(differing, lambda month: (old.get(month), new.get(month)))]
    if len(runs) > _MANY:
        runs = [list(group) for _, group in groupby(differing, lambda month: (month - plan.starts) // 12)]
    for months in runs:
        before, after = (_range([each.get(month) for month in months]) for each in (old, new))
        yield Change(path, before, after, month_text(months[0]), month_text(months[-1]))


def _range(weights: list[Fraction | None]) -> str | None:
    ends = [_short(weight) for weight in (weights[0], weights[-1]) if weight is not None]
    if not ends:
        return None
    return ends[0] if len(set(weights)) == 1 else f"{ends[0]} to {ends[-1]}"


def _short(weight: Fraction) -> str:
    return decimal_text(round(weight * 100, 2)) + "%"
