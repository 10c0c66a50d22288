"""A worked example: a plan, data, and what the plan should give on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compplan.diagnostics import Place
from compplan.documents.nodes import Node


@dataclass(frozen=True, slots=True)
class Case:
    """A case as written; ``plan``, or a list of plans, and ``data`` are trees or paths as seen from the file.

    ``expected`` holds rows by the name of a table of results, each a mapping; ``error`` is the code
    of the error that has to come instead. ``unused`` names the numbers that change nothing.
    """

    id: str
    title: str
    file: str
    text: str
    plan: Node
    data: Node
    through: str | None
    outside: str
    expected: Mapping[str, tuple[Node, ...]]
    error: str | None
    unused: frozenset[str]
    place: Place
