"""Checks of measure weights: their sums, the measures they name, the years and months they cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, entries, get, integer, key_of, number, text
from compplan.documents.words import percent, shown, some

MAX_YEARS = 10
_WHOLE = re.compile("[1-9][0-9]{0,2}")
_Row = tuple[str, Scalar, Node]


def check(root: Node) -> Iterator[Diagnostic]:
    """Give every problem of the delivered and announced weights and of assumed attainments."""
    yield from sums(root)
    yield from unknown_measures(root)
    yield from never_named(root)
    for name in ("weights", "announced_weights"):
        path = get(root, name)
        yield from years(root, path)
        yield from months(root, path)
        yield from over_months(root, path)


def sums(root: Node) -> Iterator[Diagnostic]:
    """Check that the weights before the plan and those of each row sum to exactly 1."""
    for label, key, row in _rows(root):
        yield from sum_to_one([number(value) for _, value in entries(row)], label, key)


def sum_to_one(weights: list[Fraction | None], label: str, key: Scalar) -> Iterator[Diagnostic]:
    """Check that weights sum to exactly 1, unless one of them is no number."""
    known = [weight for weight in weights if weight is not None]
    total = sum(known, Fraction())
    if not known or len(known) < len(weights) or total == 1 or any(not 0 <= weight <= 1 for weight in known):
        return
    rest = percent(abs(1 - total))
    hint = f"{rest} is missing" if total < 1 else f"{rest} is too much"
    yield Diagnostic("CP201", f"{label} sum to {percent(total)}, expected exactly 100%", key.place, hint)


def unknown_measures(root: Node) -> Iterator[Diagnostic]:
    """Check that weights and assumed attainments name measures of the plan; report a wrong name once."""
    measures = entries(get(root, "measures"))
    known = {key.text: None for key, _ in measures}
    found: dict[str, list[Scalar]] = {}
    for key in _named(root) if known else ():
        if key.text not in known:
            found.setdefault(key.text, []).append(key)
    for name, keys in found.items():
        lines = sorted({key.place.line or 0 for key in keys[1:]} - {keys[0].place.line or 0})
        also = f", also on line{'s' if len(lines) > 1 else ''} {some(map(str, lines))}" if lines else ""
        hint = did_you_mean(name, known) or f"the measures are {some(known)}"
        yield Diagnostic("CP202", f"unknown measure '{shown(name)}'{also}", keys[0].place, hint)
    yield from _earn_none(root)


def _earn_none(root: Node) -> Iterator[Diagnostic]:
    """Report weights of measures that earn no target incentive, each once."""
    earning = {key.text: text(get(measure, "earns")) for key, measure in entries(get(root, "measures"))}
    said: set[str] = set()
    if not {None, "target_incentive"} & set(earning.values()):
        return
    for _, _, row in _rows(root):
        for key, _ in entries(row):
            if earning.get(key.text) not in (None, "target_incentive") and key.text not in said:
                said.add(key.text)
                message = f"'{shown(key.text)}' earns {earning[key.text]}, so it has no weight"
                yield Diagnostic("CP230", message, key.place, "delete it from the weights")


def never_named(root: Node) -> Iterator[Diagnostic]:
    """Warn of a measure that no weights name; to name it with 0% is to mean it."""
    measures = [
        (key, measure)
        for key, measure in entries(get(root, "measures"))
        if text(get(measure, "earns")) in (None, "target_incentive")
    ]
    named = {key.text for _, _, row in _rows(root) for key, _ in entries(row)}
    if not named <= {key.text for key, _ in measures}:
        return
    for key, _ in measures if named else ():
        if key.text not in named:
            message = f"no weights name the measure '{shown(key.text)}', so it pays nothing"
            yield Diagnostic(
                "CP203", message, key.place, "give it a weight, or 0% to report it only", "warning"
            )


def years(root: Node, path: Node | None) -> Iterator[Diagnostic]:
    """Check that steps name every plan year and no other."""
    count, owner = plan_years(root), key_of(path, "by_year")
    named = {_whole(key): key for key, _ in entries(get(path, "by_year"))}
    strange = any(year is None or year > MAX_YEARS for year in named)
    if text(get(path, "path")) != "steps" or owner is None or count is None or not named or strange:
        return
    lacking = [str(year) for year in range(1, count + 1) if year not in named]
    if lacking:
        message = f"'by_year' lacks plan year{'s' * (len(lacking) > 1)} {', '.join(lacking)}"
        yield Diagnostic("CP204", message, owner.place, f"name each year from 1 to {count}")
    for year, key in named.items():
        if year is not None and year > count:
            message = f"'by_year' names plan year {year}, but 'years' is {count}"
            yield Diagnostic("CP204", message, key.place, "delete it, or raise 'years'")


def months(root: Node, path: Node | None) -> Iterator[Diagnostic]:
    """Check that months increase from 1 and are months of the plan."""
    keys = [key for key, _ in entries(get(path, "by_month"))]
    if text(get(path, "path")) != "monthly" or not keys or any(_whole(key) is None for key in keys):
        return
    yield from months_in_order(root, keys)


def months_in_order(root: Node, keys: Sequence[Scalar]) -> Iterator[Diagnostic]:
    """Check that months begin with 1, rise, and lie in the plan; they are whole numbers."""
    if _whole(keys[0]) != 1:
        message = f"'by_month' begins at month {keys[0].text}"
        yield Diagnostic("CP205", message, keys[0].place, "begin with month 1")
    for before, key in pairwise(keys):
        if int(key.text) <= int(before.text):
            message = f"month {key.text} comes after month {before.text}"
            yield Diagnostic("CP205", message, key.place, "name the months in order")
    last = 12 * (plan_years(root) or MAX_YEARS)
    for key in keys:
        if int(key.text) > last:
            message = f"month {key.text} is after the plan's last month, {last}"
            yield Diagnostic("CP205", message, key.place, "delete it, or raise 'years'")


def over_months(root: Node, path: Node | None) -> Iterator[Diagnostic]:
    """Check that a path arrives within the plan."""
    count, node = plan_years(root), get(path, "over_months")
    over = integer(node)
    if node is not None and over is not None and count is not None and 12 * count < over <= 12 * MAX_YEARS:
        message = f"the path takes {over} months, but the plan has {12 * count}"
        yield Diagnostic("CP206", message, node.place, f"write at most {12 * count}")


def plan_years(root: Node) -> int | None:
    """Give the number of plan years; None if it is missing or none that the schema allows."""
    count = integer(get(root, "years"))
    return count if count is not None and 1 <= count <= MAX_YEARS else None


def _rows(root: Node) -> Iterator[_Row]:
    """Give each row of weights with what to call it and the key that owns it."""
    for name, words in (("weights", "the"), ("announced_weights", "the announced")):
        path = get(root, name)
        yield from _row(path, "before", f"{words} weights before the plan")
        yield from _row(path, "to", f"{words} weights of 'to'")
        for table, unit in (("by_year", "year"), ("by_month", "month")):
            for key, row in entries(get(path, table)):
                yield f"{words} weights of {unit} {shown(key.text)}", key, row


def _row(path: Node | None, name: str, label: str) -> Iterable[_Row]:
    key, row = key_of(path, name), get(path, name)
    return [(label, key, row)] if key is not None and row is not None else []


def _named(root: Node) -> Iterator[Scalar]:
    for _, _, row in _rows(root):
        yield from (key for key, _ in entries(row))
    yield from (key for key, _ in entries(get(root, "assume")))


def _whole(key: Scalar) -> int | None:
    return int(key.text) if _WHOLE.fullmatch(key.text) else None
