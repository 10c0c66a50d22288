"""Meaning of a parameters file: names that are known, values that can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compplan.diagnostics import Diagnostic
from compplan.documents.mends import did_you_mean
from compplan.documents.nodes import Node, Scalar, entries, get, number, text
from compplan.documents.words import shown
from compplan.simulation.parameters.library import BY_VIEW, Library
from compplan.simulation.parameters.prior import Prior

_SHARES = frozenset(
    {
        "product_effort_share",
        "variable_pay_share",
        "ramp_start",
        "low_potential_share",
        "skill_level",
    }
)
_WHOLE = frozenset({"raters", "planning_months", "delay_stages", "vacancy_months"})
_MAY_BE_ZERO = frozenset(
    {
        "halo",
        "vacancy_months",
        "stock_lost_with_leaver",
        "hire_selection",
        "coaching_capacity",
        "ability_spread",
        "rating_level",
        "rating_spread",
        "elasticity_spread",
        "belief_spread",
        "skill_spread",
    }
)
_STAGES = 3
_CENTRES = {"lognormal": "above 0", "normal": "a number", "beta": "between 0 and 1"}


def check(root: Node | None, library: Library) -> Iterator[Diagnostic]:
    """Give every problem of meaning in the tree of a parameters file."""
    yield from _unknown(get(root, "priors"), library.priors, "parameter")
    yield from _unknown(get(root, "fixed"), library.fixed, "fixed input")
    for key, node in entries(get(root, "fixed")):
        yield from _fixed(key.text, node)
    for _, view in entries(get(root, "worldviews")):
        yield from _unknown(view, (*library.priors, *BY_VIEW), "parameter")
        for key, node in entries(view):
            own = _fixed(key.text, node) if key.text in BY_VIEW else _centre(key.text, node, root, library)
            yield from own


def _unknown(node: Node | None, known: Iterable[str], what: str) -> Iterator[Diagnostic]:
    for key, _ in entries(node):
        if key.text not in known:
            hint = did_you_mean(key.text, list(known)) or "see compplan/simulation/parameters/parameters.yaml"
            yield Diagnostic("CP501", f"unknown {what} '{shown(key.text)}'", key.place, hint)


def _fixed(name: str, node: Node) -> Iterator[Diagnostic]:
    value = number(node)
    if value is None or not isinstance(node, Scalar):
        return
    expected = None
    if name in _SHARES and not 0 < value < 1:
        expected = "a number between 0 and 1"
    elif name in _WHOLE and value.denominator != 1:
        expected = "a whole number"
    elif name == "delay_stages" and value != _STAGES:
        expected = f"{_STAGES}"
    elif name != "rating_level" and (value < 0 or (value == 0 and name not in _MAY_BE_ZERO)):
        expected = "a number above 0"
    if expected:
        yield Diagnostic("CP502", f"'{name}' cannot be {node.text}", node.place, f"write {expected}")


def _centre(name: str, node: Node, root: Node | None, library: Library) -> Iterator[Diagnostic]:
    value, known = number(node), library.priors.get(name)
    if value is None or known is None or not isinstance(node, Scalar):
        return
    kind = text(get(root, "priors", name, "prior", "distribution")) or known.prior.distribution
    if not Prior(kind, 0.5, 1.0).takes(float(value)):  # type: ignore[arg-type]  # the schema has seen to it
        hint = f"write a number {_CENTRES[kind]}: its prior is {kind}"
        yield Diagnostic("CP502", f"'{name}' cannot be {node.text}", node.place, hint)
