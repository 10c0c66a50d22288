"""What only follows from a mistake that is told already: left out, so that one mistake gives one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.nodes import Node, entries, get, key_of, places_in

_NAMED = ("measures", "report_cards", "gates", "modifiers", "rules", "payment")
"""What a plan has several of, each under its own name: what one says does not change what another means."""
_UNKNOWN = frozenset({"CP101", "CP104", "CP109", "CP112"})
"""Codes of keys, words and names that say nothing: what was meant by them is not known."""
_UNCOUNTED = frozenset({"CP240"})
"""The code of an actual that does not say what it counts, and so not whether that adds up."""
_FOLLOW = frozenset(
    {
        *("CP204", "CP216", "CP217", "CP220", "CP230", "CP231", "CP232", "CP233", "CP234"),
        *("CP235", "CP238", "CP240", "CP241", "CP243", "CP244", "CP250", "CP252", "CP253"),
        *("CP262", "CP264", "CP274", "CP276", "CP277", "CP286", "CP287", "CP291", "CP299"),
    }
)
"""Codes of what a key needs of those beside it, or says in vain: in doubt if one of those is not known."""


def told_once(problems: Iterable[Diagnostic], tree: Node, read: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what follows from a name that stands twice, and from keys and words that are unknown."""
    problems, twice = list(problems), _stands_twice(tree, read)
    shape = {problem.place for problem in problems if problem.code < "CP2"}
    left = [each for each in problems if each.code < "CP2" or each.place not in shape]
    left = _without(left, tree, _UNKNOWN, _FOLLOW)
    left = _without(left, tree, _UNCOUNTED, _FOLLOW - _UNCOUNTED)
    yield from (problem for problem in left if not (twice and problem.code == "CP202"))


def _without(
    problems: list[Diagnostic], tree: Node, causes: frozenset[str], follow: frozenset[str]
) -> list[Diagnostic]:
    """Leave out problems of some codes in the measures, rules and others in which there is a cause."""
    unknown = {problem.place for problem in problems if problem.code in causes}
    doubtful = frozenset[Place]().union(*(each for each in map(frozenset, _objects(tree)) if each & unknown))
    return [each for each in problems if each.code not in follow or each.place not in doubtful]


def _stands_twice(tree: Node, read: Iterable[Diagnostic]) -> bool:
    """Tell whether two measures have one name: one of them may be the one that is unknown."""
    names = {key.place.column for key, _ in entries(get(tree, "measures"))}
    begins = key_of(tree, "measures")
    first = (begins.place.line or 0) if begins else 0
    return any(
        problem.code == "CP009" and problem.place.column in names and (problem.place.line or 0) > first
        for problem in read
    )


def _objects(tree: Node) -> Iterator[Iterator[Place]]:
    """Give the places of each measure, report card, gate, modifier and rule, and of what stands in it."""
    for kind in _NAMED:
        for key, value in entries(get(tree, kind)):
            yield places_in(key, value)
