"""One-way tables: what each parameter does alone, and the value at which the answer changes its sign."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.question import Answers, Question, answers

Floats = NDArray[np.float64]

SHARES = np.array([0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.98])
"""Shares of a prior at which a parameter is looked at."""


@dataclass(frozen=True, slots=True)
class OneWay:
    """What a parameter does to an answer, all else at its centre.

    ``low`` and ``high`` are the answers at the prior's 2 % and 98 %, where the parameter is ``from_value``
    and ``to_value``, ``centre`` that with every parameter at its centre; ``switch`` is the value at which the
    answer is 0 and ``share`` how much of the prior lies below it, both None if the answer keeps its sign.
    """

    parameter: str
    from_value: float
    to_value: float
    low: float
    high: float
    centre: float
    switch: float | None
    share: float | None


def one_way(question: Question, ask: Answers = answers) -> list[OneWay]:
    """Move every parameter through its prior, all else at its centre; the most telling first."""
    library = question.setting.library
    names = list(library.priors)
    points = np.full((len(names) * len(SHARES), len(names)), 0.5)
    for at in range(len(names)):
        points[at * len(SHARES) : (at + 1) * len(SHARES), at] = SHARES
    found = ask(question, points).reshape(len(names), len(SHARES))
    values = library.values(points, question.worldview)
    rows = [_row(name, values[name].reshape(len(names), -1)[at], found[at]) for at, name in enumerate(names)]
    return sorted(rows, key=lambda each: -abs(each.high - each.low))


def _row(name: str, values: Floats, found: Floats) -> OneWay:
    middle = float(found[len(SHARES) // 2])
    ends = float(values[0]), float(values[-1]), float(found[0]), float(found[-1]), middle
    crossing = np.flatnonzero(np.diff(np.sign(found)))
    if not len(crossing):
        return OneWay(name, *ends, None, None)
    at = int(crossing[0])
    part = found[at] / (found[at] - found[at + 1])
    switch = values[at] + part * (values[at + 1] - values[at])
    share = SHARES[at] + part * (SHARES[at + 1] - SHARES[at])
    return OneWay(name, *ends, float(switch), float(share))
