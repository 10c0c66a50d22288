"""Advice on a plan in the light of data: what it would have done on history, by rules of thumb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import numpy as np

from compplan.advice.attained import unusual_shares
from compplan.advice.best import targets_above_best
from compplan.advice.history import History, history_of, span_text
from compplan.advice.losses import losers_by_step
from compplan.advice.surveys import few_responses, noisy_pay
from compplan.data.model import SCALE, Panel
from compplan.diagnostics import Diagnostic
from compplan.engine.participation import in_roles
from compplan.engine.results.result import Result
from compplan.plan.advice_curves import cliffs
from compplan.plan.advice_words import note, place_of
from compplan.plan.model import Plan
from compplan.plan.thresholds import DEFAULTS, Thresholds


def advise(
    plan: Plan,
    panel: Panel,
    *,
    thresholds: Thresholds = DEFAULTS,
    assume: Mapping[str, Fraction] | None = None,
) -> tuple[Diagnostic, ...]:
    """Give advice on a plan from a replay on data, in order of place; warnings and notes only.

    If the data ends before the plan starts, it is replayed as if it had started with the data. ``assume``
    gives attainments of measures that the data did not record, over the plan's own; those are not advised
    upon. Raises DiagnosticError if the data does not give what the plan needs.
    """
    history = history_of(plan, panel, assume)
    result = history.replay()
    found = [
        *_shifted(plan, history, result),
        *cliffs(plan, typical_incentive(plan, panel)),
        *unusual_shares(history, result, thresholds),
        *targets_above_best(history, result, thresholds),
        *few_responses(history, result, thresholds),
        *noisy_pay(history, result, thresholds),
        *losers_by_step(history, thresholds),
    ]
    return tuple(sorted(found, key=lambda each: (each.place.line or 0, each.place.column or 0, each.code)))


def merged(told: Iterable[Diagnostic], advice: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Put advice with data beside what was told without, in the place of the same said without data."""
    new = tuple(advice)
    same = {(each.code, each.place) for each in new}
    return (*(each for each in told if (each.code, each.place) not in same), *new)


def typical_incentive(plan: Plan, panel: Panel) -> Fraction | None:
    """Give the median of the participants' latest yearly target incentives, in units of the currency.

    None if nobody has one.
    """
    segments = panel.segments
    covered = np.flatnonzero(in_roles(plan, segments))
    people = segments.participant[covered]
    latest = covered[np.flatnonzero(np.append(people[1:] != people[:-1], True))] if len(covered) else covered
    amounts = np.sort(segments.target_incentive[latest])
    if not len(amounts) or not amounts.any():
        return None
    middle = int(amounts[(len(amounts) - 1) // 2]) + int(amounts[len(amounts) // 2])
    return Fraction(middle, 2 * SCALE)


def _shifted(plan: Plan, history: History, result: Result) -> Iterator[Diagnostic]:
    if history.shifted:
        message = (
            f"the data ends before the plan starts; advice rests on {span_text(result)}, replayed as if the "
            "plan had started then and everybody had done what they did"
        )
        yield note("CP920", message, place_of(plan, "starts"))
