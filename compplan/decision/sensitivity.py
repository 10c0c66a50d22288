"""Which parameters decide an answer: screening by Morris' method, shares of variance by Sobol's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.decision.libraries import salib
from compplan.simulation.question import Answers, Question, answers

Floats = NDArray[np.float64]
Answer = Callable[[Floats], Floats]
"""From points [points, parameters], shares of priors, to answers [points]."""

EDGES = 0.02, 0.98
"""The part of every prior that is looked at: beyond it a single point would decide."""
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Effect:
    """How much of an answer's variance a parameter explains, with half-widths of 95 % intervals.

    ``total`` counts what it does together with others, ``first`` what it does alone. ``told`` says whether
    the total can be told from nothing.
    """

    parameter: str
    total: float
    total_error: float
    first: float
    first_error: float

    @property
    def told(self) -> bool:
        """Tell whether the interval of the total leaves out 0."""
        return self.total - self.total_error > 0


@dataclass(frozen=True, slots=True)
class Screened:
    """How far a parameter moves an answer through its prior, on average, in the answer's unit.

    ``mean`` is Morris' mu*, with the half-width of its 95 % interval; ``spread`` is his sigma: large
    where the effect depends on the other parameters.
    """

    parameter: str
    mean: float
    error: float
    spread: float

    @property
    def told(self) -> bool:
        """Tell whether the interval of the mean leaves out 0."""
        return self.mean - self.error > 0


@dataclass(frozen=True, slots=True)
class Variance:
    """Effects, worst first, with the answer's mean and standard deviation over all points."""

    effects: tuple[Effect, ...]
    mean: float
    spread: float
    evaluations: int


def sobol(question: Question, size: int = 256, seed: int = 1, ask: Answers = answers) -> Variance:
    """Split the variance of an answer among the parameters; ``size`` is a power of two."""
    return sobol_of(lambda points: ask(question, points), tuple(question.setting.library.priors), size, seed)


def sobol_of(answer: Answer, names: Sequence[str], size: int, seed: int) -> Variance:
    """Split the variance of any answer. Saltelli's design has size times (parameters + 2) points.

    The analysis is of the answers in the order of the design, which nobody else sees or can change.
    """
    library = salib()
    problem = _problem(names)
    points = library.sobol_sample(problem, size, calc_second_order=False, scramble=True, seed=seed)
    found = answer(points)
    if not np.ptp(found) > 0:
        effects = [Effect(name, 0.0, 0.0, 0.0, 0.0) for name in names]
    else:
        # The estimators lose digits to a large mean.
        level = (found - found.mean()) / found.std()
        indices = library.sobol_analyze(problem, level, calc_second_order=False, num_resamples=400, seed=seed)
        effects = [
            Effect(name, *numbers)
            for name, *numbers in _rows(names, indices, "ST", "ST_conf", "S1", "S1_conf")
        ]
    ordered = sorted(effects, key=lambda each: -each.total)
    return Variance(tuple(ordered), float(found.mean()), float(found.std()), len(points))


def morris(
    question: Question, trajectories: int = 32, seed: int = 1, ask: Answers = answers
) -> tuple[Screened, ...]:
    """Screen parameters by how far each moves an answer, from trajectories times (parameters + 1) points."""
    names = tuple(question.setting.library.priors)
    return morris_of(lambda points: ask(question, points), names, trajectories, seed)


def morris_of(answer: Answer, names: Sequence[str], trajectories: int, seed: int) -> tuple[Screened, ...]:
    """Screen any answer."""
    library = salib()
    problem = _problem(names)
    points = library.morris_sample(problem, trajectories, num_levels=_LEVELS, seed=seed)
    found = answer(points)
    indices = library.morris_analyze(problem, points, found, num_levels=_LEVELS, num_resamples=400, seed=seed)
    rows = _rows(names, indices, "mu_star", "mu_star_conf", "sigma")
    return tuple(sorted((Screened(*row) for row in rows), key=lambda each: -each.mean))


def _problem(names: Sequence[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": list(names), "bounds": [list(EDGES)] * len(names)}


def _rows(names: Sequence[str], indices: Mapping[str, Any], *keys: str) -> list[Any]:
    columns = [np.asarray(indices[key], dtype=float) for key in keys]
    return [(name, *(float(column[at]) for column in columns)) for at, name in enumerate(names)]
