"""A question to the model: a figure of one path, or of one less another, at any values of the parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.luck import Luck
from compplan.simulation.outcome import Outcome
from compplan.simulation.parameters.library import Values
from compplan.simulation.periods import ALL, figures_of, periods
from compplan.simulation.run import Setting, chunks, luck_of, no_luck, outcome_of
from compplan.simulation.worlds import Path
from compplan.threads import in_order

Floats = NDArray[np.float64]
Told = Callable[[int, int], None]
"""Is told how many points of how many are done."""
Answers = Callable[["Question", Floats], Floats]
"""From a question and points [points, parameters] to answers [points]."""


@dataclass(frozen=True, slots=True)
class Question:
    """A metric of ``path``, less that of ``other`` if there is one, over a period, in one worldview.

    ``period`` is a month (``2029-12``), a plan year (``3``) or ``all``. ``luck`` says in how many samples of
    luck each answer is averaged, the same samples for every point; with 0 the world has no luck.
    """

    setting: Setting
    path: Path
    other: Path | None
    worldview: str
    metric: str = "net_contribution"
    period: str = ALL
    luck: int = 0


def answers(
    question: Question,
    points: Floats,
    executor: Executor | None = None,
    told: Told = lambda _done, _of: None,
) -> Floats:
    """Answer at points [points, parameters], each a share between 0 and 1 of a prior: [points].

    An executor shares the points among its workers: the answers are the same, bit for bit.
    """
    found = []
    for part, each in _each(question, points, executor):
        found.append(each)
        told(part.stop, len(points))
    return np.concatenate(found)


def _each(question: Question, points: Floats, executor: Executor | None) -> Iterator[tuple[slice, Floats]]:
    parts = list(chunks(len(points), len(question.setting.workforce.ids)))
    if executor is None:
        return ((part, _part(question, points[part])) for part in parts)
    # Field by field, so that what questions of several worldviews share is one object.
    shared = [getattr(question, field.name) for field in fields(question)]
    return in_order(executor, _asked, parts, *shared, points, most=len(parts))


def _asked(*given: Any) -> Floats:
    """Answer a part of the points: a function of its arguments alone, wherever it is called."""
    *question, points, part = given
    return _part(Question(*question), points[part])


def _part(question: Question, points: Floats) -> Floats:
    setting = question.setting
    values = setting.library.values(points, question.worldview)
    if not question.luck:
        return _difference(question, values, no_luck(setting))
    # Each point meets the same luck, else luck would pass for an effect of parameters.
    lots = (luck_of(setting, np.full(len(points), sample)) for sample in range(question.luck))
    return np.mean([_difference(question, values, luck) for luck in lots], axis=0)  # type: ignore[no-any-return]


def _difference(question: Question, values: Values, luck: Luck) -> Floats:
    own = _figure(question, outcome_of(question.setting, question.path, values, luck))
    if question.other is None:
        return own
    return own - _figure(question, outcome_of(question.setting, question.other, values, luck))


def _figure(question: Question, outcome: Outcome) -> Floats:
    spans = dict(periods(question.path.plan.starts, question.setting.months))
    return figures_of(outcome, question.metric, spans[question.period])
