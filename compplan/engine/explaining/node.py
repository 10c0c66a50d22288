"""A number and how it came about: operations down to rows of data and words of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from compplan.diagnostics import Place

Operation = Literal[
    "given",  # stands in the data or in the plan
    "sum",
    "difference",  # the first less all others
    "product",
    "quotient",
    "least",
    "greatest",
    "round",  # of, to; the note says the mode
    "if_reached",  # value, edge, result: the result if value >= edge, else 0
    "if_above",  # value, edge, result: the result if value > edge, else 0
    "if_at_most",
    "if_below",
    "band",  # value, below, rate, below, rate, ..., rate
    "band_to",  # the same, each edge in the band before it
    "part",  # value, from[, to]: the part of the value inside
    "interpolate",  # value, x, y, x, y, ...: flat outside
]


Unit = Literal["money", "share", "count"]


@dataclass(frozen=True, slots=True)
class Node:
    """A named exact value, the operation and nodes that give it, and where it stands if it is given.

    ``rows`` are the rows of the file in ``place`` that a given value counts or adds up.
    """

    name: str
    value: Fraction
    operation: Operation
    of: tuple[Node, ...] = ()
    place: Place | None = None
    note: str | None = None
    rows: tuple[int, ...] = ()
    unit: Unit | None = None
    """What the value counts; None if that follows from the node above."""


def node(
    name: str,
    operation: Operation,
    of: Sequence[Node],
    value: Fraction,
    *,
    place: Place | None = None,
    unit: Unit | None = None,
) -> Node:
    """Make a node that follows from others."""
    return Node(name, value, operation, tuple(of), place, unit=unit)


def given(
    name: str,
    value: Fraction,
    *,
    place: Place | None = None,
    note: str | None = None,
    rows: Sequence[int] = (),
    unit: Unit | None = None,
) -> Node:
    """Make a node that stands in the data or the plan."""
    return Node(name, value, "given", (), place, note, tuple(rows), unit)
