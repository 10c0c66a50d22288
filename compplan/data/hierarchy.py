"""Who reports to whom: managers must be known, and on no day may a chain of managers lead back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from compplan.data.dates import iso
from compplan.data.problems import Problem, quote

_NAMES = 10


@dataclass(frozen=True, slots=True)
class Edge:
    """A row of participants: from ``start`` to before ``end``, ``who`` reports to ``manager``."""

    row: int
    who: int
    manager: int
    start: int
    end: int


def circles(edges: Sequence[Edge], names: Sequence[str]) -> list[Problem]:
    """Find circles of managers, each once, on the first day on which it is closed."""
    current: dict[int, Edge] = {}
    told: set[frozenset[int]] = set()
    problems: list[Problem] = []
    for day, starting in groupby(
        sorted(edges, key=lambda edge: (edge.start, edge.row)), lambda edge: edge.start
    ):
        new = list(starting)
        current.update((edge.who, edge) for edge in new)
        for chain in _closed(new, current, day):
            members = frozenset(edge.who for edge in chain)
            if members not in told:
                told.add(members)
                problems.append(_problem(chain, names, day))
    return problems


def _closed(new: Sequence[Edge], current: Mapping[int, Edge], day: int) -> Iterator[list[Edge]]:
    seen: dict[int, int] = {}
    for number, first in enumerate(new):
        chain: list[Edge] = []
        edge: Edge | None = first
        while edge is not None and edge.end > day and edge.who not in seen:
            seen[edge.who] = number
            chain.append(edge)
            edge = current.get(edge.manager)
        if edge is not None and edge.end > day and seen[edge.who] == number:
            yield chain[chain.index(edge) :]


def _problem(chain: Sequence[Edge], names: Sequence[str], day: int) -> Problem:
    people = [quote(names[edge.who]) for edge in chain]
    shown = [*people[:_NAMES], "..."] if len(people) > _NAMES else [*people, people[0]]
    message = f"managers go in a circle on {iso(day)}: {' -> '.join(shown)}"
    return Problem("CP336", message, "correct one manager_id of them", chain[0].row, "manager_id")
