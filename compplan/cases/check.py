"""Read a case file, run the case, and say all that is not as expected."""

from __future__ import annotations

from dataclasses import dataclass

from compplan.cases.model import Case
from compplan.cases.outcome import problems_of
from compplan.cases.perturb import check_inputs
from compplan.cases.read import read_case
from compplan.diagnostics import Diagnostic, DiagnosticError


@dataclass(frozen=True, slots=True)
class Checked:
    """A case file and what is not as expected; ``case`` is None if it cannot be read."""

    file: str
    case: Case | None
    problems: tuple[Diagnostic, ...]


def check_case(file: str, *, inputs: bool = False) -> Checked:
    """Read and run a case; what is not as expected comes back as diagnostics.

    With ``inputs``, a case that is as expected is run again with each of its numbers changed.
    """
    try:
        case = read_case(file)
    except DiagnosticError as error:
        return Checked(file, None, error.diagnostics)
    problems = tuple(problems_of(case))
    if inputs and not problems:
        problems = tuple(check_inputs(case))
    return Checked(file, case, problems)
