"""Read the assumptions that ship with compplan, and those of a user over them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.nodes import Node, entries, get, integer, number, text
from compplan.documents.read import read_file
from compplan.documents.schema import faults
from compplan.simulation.business import Business
from compplan.simulation.parameters.checks import check
from compplan.simulation.parameters.library import Library
from compplan.simulation.parameters.prior import Parameter, Prior
from compplan.simulation.response.world import Levers
from compplan.simulation.workforce.described import Description

_OWN = Path(__file__).with_name("parameters.yaml")
_NUMBERS = {"lognormal": ("median", "log_sd"), "normal": ("mean", "sd"), "beta": ("mean", "concentration")}
_NOTHING = Library({}, {}, {})
_NO_BUSINESS = Business(0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a study assumes: parameters, the business, and the workforce if it is not learned from data."""

    library: Library
    business: Business
    workforce: Description | None = None
    levers: Levers = field(default_factory=Levers)


@cache
def shipped_assumptions() -> Assumptions:
    """Give the assumptions that ship with compplan."""
    return _over(Assumptions(_NOTHING, _NO_BUSINESS), _read(str(_OWN)))


def shipped() -> Library:
    """Give the parameters that ship with compplan, each with its source.

    >>> library = shipped()
    >>> len(library.priors), library.priors["incentive_elasticity"].certainty
    (28, 'A')
    """
    return shipped_assumptions().library


def load_assumptions(path: str | os.PathLike[str]) -> Assumptions:
    """Read an assumptions file, which names what differs from the shipped one; DiagnosticError if wrong."""
    root = _read(os.fsdecode(path))
    problems = list(check(root, shipped()))
    if problems:
        raise DiagnosticError(problems)
    return _over(shipped_assumptions(), root)


def _over(assumptions: Assumptions, root: Node | None) -> Assumptions:
    """Lay what a checked tree states over assumptions."""
    stated = {key.text: _float(node) for key, node in entries(get(root, "business"))}
    people = get(root, "workforce")
    return Assumptions(
        _library(assumptions.library, root),
        replace(assumptions.business, **stated),
        assumptions.workforce if people is None else _description(people),
        replace(assumptions.levers, **_levers(get(root, "levers"))),
    )


def _levers(node: Node | None) -> dict[str, Any]:
    """Read levers; those that count months are whole numbers."""
    stated = {key.text: _float(value) for key, value in entries(node)}
    return {name: int(value) if name.endswith("_months") else value for name, value in stated.items()}


def _library(library: Library, root: Node | None) -> Library:
    priors = {key.text: _parameter(library, key.text, each) for key, each in entries(get(root, "priors"))}
    fixed = {key.text: _float(each) for key, each in entries(get(root, "fixed"))}
    views = {
        key.text: {
            **library.worldviews.get(key.text, {}),
            **{name.text: _float(centre) for name, centre in entries(each)},
        }
        for key, each in entries(get(root, "worldviews"))
    }
    return Library({**library.priors, **priors}, {**library.fixed, **fixed}, {**library.worldviews, **views})


def _description(node: Node) -> Description:
    count = integer(get(node, "participants"))
    assert count is not None
    numbers = {key.text: _float(value) for key, value in entries(node) if key.text != "participants"}
    return Description(participants=count, **numbers)


def _read(path: str) -> Node | None:
    root, problems, _ = read_file(path)
    found = list(problems)
    if root is not None:
        found += _shape(root)
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        raise DiagnosticError(errors)
    return root


def _shape(root: Node) -> Iterator[Diagnostic]:
    wrong = list(faults(root, "assumptions"))
    if wrong:
        from compplan.documents.shape_errors import diagnostics  # only where something is wrong

        yield from diagnostics(wrong)


def _parameter(library: Library, name: str, node: Node) -> Parameter:
    kind = cast("Any", text(get(node, "prior", "distribution")))
    centre, spread = (_float(get(node, "prior", key)) for key in _NUMBERS[kind])
    known = library.priors.get(name, Parameter(name, Prior(kind, centre, spread)))
    said = {key: text(get(node, key)) for key in ("symbol", "meaning", "unit", "source", "certainty")}
    changes: dict[str, Any] = {key: value for key, value in said.items() if value is not None}
    return replace(known, prior=Prior(kind, centre, spread), **changes)


def _float(node: Node | None) -> float:
    value = number(node)
    assert value is not None
    return float(value)
