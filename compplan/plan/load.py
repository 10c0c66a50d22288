"""From a plan file to a `Plan`, or to everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.documents.nodes import Node, key_of, places
from compplan.documents.read import MAX_PROBLEMS, read_file, read_source
from compplan.documents.schema import faults
from compplan.plan.advice import advise
from compplan.plan.build import build
from compplan.plan.checks import check
from compplan.plan.model import Plan, Source
from compplan.plan.thresholds import DEFAULTS, Thresholds

Checked = tuple[Plan | None, tuple[Diagnostic, ...]]


def load_plan(path: str | os.PathLike[str]) -> Plan:
    """Read a plan file; DiagnosticError with all its problems if it is wrong.

    >>> import compplan as cp
    >>> load_plan(cp.bundled("plans") / "managers.yaml")
    Plan('manager-team-revenue', 2027-01 to 2029-12, USD: team_revenue)
    """
    return _plan(check_plan(path, thresholds=None))


def parse_plan(text: str, file: str = "<text>") -> Plan:
    """Read a plan from its text; ``file`` is its name in messages. DiagnosticError if it is wrong.

    >>> parse_plan("- one", file="plan.yaml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    compplan.diagnostics.DiagnosticError: plan.yaml:1:1: error CP008 the file holds a list, ...
    """
    return _plan(check_text(text, file, thresholds=None))


def check_plan(path: str | os.PathLike[str], *, thresholds: Thresholds | None = DEFAULTS) -> Checked:
    """Check a plan file: the plan, if it has no error, and all problems and advice in order of place.

    Without ``thresholds`` no advice is given.

    >>> import compplan as cp
    >>> plan, problems = check_plan(cp.bundled("plans") / "no-such-plan.yaml")
    >>> plan, [problem.code for problem in problems]
    (None, ['CP001'])
    """
    file = os.fsdecode(path)
    root, problems, text = read_file(file)
    return _checked(root, problems, text, file, thresholds)


def check_text(text: str, file: str = "<text>", *, thresholds: Thresholds | None = DEFAULTS) -> Checked:
    """Check a plan given as text, as `check_plan` does a file."""
    root, problems = read_source(text, file)
    return _checked(root, problems, text, file, thresholds)


def _checked(
    root: Node | None, read: tuple[Diagnostic, ...], text: str, file: str, thresholds: Thresholds | None
) -> Checked:
    if root is None:
        return None, _in_order(read)
    return check_tree(root, text, file, thresholds=thresholds, read=read)


def check_tree(
    tree: Node,
    text: str,
    file: str,
    *,
    thresholds: Thresholds | None = DEFAULTS,
    read: tuple[Diagnostic, ...] = (),
) -> Checked:
    """Check the tree of a plan, or of what differs from the plan that it extends.

    ``text`` is that of the ``file`` in which it stands; ``read`` is what reading it already told.
    """
    if key_of(tree, "extends") is not None or key_of(tree, "amends") is not None:
        from compplan.plan.extends import whole_plan  # few plans need it

        whole, told = whole_plan(tree, file)
        if whole is None:
            return None, _in_order([*read, *told])
        tree, read = whole, (*read, *told)
    elif key_of(tree, "measures") is None or key_of(tree, "starts") is None:
        from compplan.plan.extends import misspelt_extends

        if slip := misspelt_extends(tree):
            return None, _in_order([*read, slip])
    problems = [*read, *_first(_shape(tree, read)), *_first(check(tree))]
    if any(problem.severity == "error" for problem in problems):
        return None, _in_order(_without_consequences(problems, tree, read))
    plan = build(tree, Source(file, text, places(tree)))
    if key_of(tree, "amends") is not None:
        from compplan.plan.amends import amended

        plan, told = amended(plan, tree, thresholds)
        if told:
            return None, _in_order([*problems, *told])
    advice = () if thresholds is None else advise(plan, thresholds, problems)
    return plan, _in_order([*problems, *advice])


def _without_consequences(
    problems: Iterable[Diagnostic], tree: Node, read: tuple[Diagnostic, ...]
) -> Iterator[Diagnostic]:
    """Tell of each mistake once, and not what follows from it."""
    from compplan.plan.astray import settled
    from compplan.plan.consequences import told_once

    moved, strays = settled(tree)
    if strays:
        problems = [*read, *strays, *_first(_shape(moved, read)), *_first(check(moved))]
    return told_once(problems, moved, read)


def _shape(root: Node, read: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    """Give what is wrong with keys and values; of one that could not be read as it stands, no more."""
    found = list(faults(root, "plan"))
    if not found:
        return iter(())
    from compplan.documents.shape_errors import diagnostics

    told = {problem.place for problem in read}
    return (problem for problem in diagnostics(found) if problem.place not in told)


def _first(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Give problems up to the hundredth error; no number of warnings may hide an error."""
    errors = 0
    for problem in problems:
        yield problem
        errors += problem.severity == "error"
        if errors >= MAX_PROBLEMS:
            return


def _in_order(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Order by place; of very many keep the first, errors before warnings."""
    kept = sorted(problems, key=lambda problem: problem.severity != "error")[:MAX_PROBLEMS]
    return tuple(sorted(kept, key=lambda problem: (problem.place.line or 0, problem.place.column or 0)))


def _plan(checked: Checked) -> Plan:
    plan, problems = checked
    if plan is None:
        raise DiagnosticError(problem for problem in problems if problem.severity == "error")
    return plan
