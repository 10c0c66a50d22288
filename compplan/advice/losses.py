"""Advice on the path: who loses pay at each of its steps, if everybody goes on as before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from compplan.advice.history import History, span_text
from compplan.diagnostics import Diagnostic
from compplan.documents.words import some
from compplan.engine.results.result import Result
from compplan.plan.advice_weights import effective_weights
from compplan.plan.advice_words import money, place_of, roughly, warning
from compplan.plan.thresholds import Thresholds, source_of


@dataclass(frozen=True, slots=True)
class Loss:
    """What a participant is paid on the history under the old weights and under others, in minor units."""

    participant: str
    before: int
    after: int

    @property
    def share(self) -> Fraction:
        """Give the part of the old pay that is lost; ``before`` must be above 0."""
        return Fraction(self.before - self.after, self.before)


def losses(old: Result, new: Result, thresholds: Thresholds) -> tuple[Loss, ...]:
    """List those who lose more than the threshold, the largest share first."""
    before, after = _pay(old), _pay(new)
    changes = [Loss(person, paid, after.get(person, 0)) for person, paid in before.items() if paid > 0]
    lost = [change for change in changes if change.share > thresholds.loss]
    return tuple(sorted(lost, key=lambda change: (-change.share, change.participant)))


def losers_by_step(history: History, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn, for each plan year with weights of its own, of those who would lose pay on the history."""
    old = history.replay(history.plan.weights.before)
    last = history.plan.weights.before
    for year, weights in enumerate(effective_weights(history.plan), 1):
        if weights != last:
            lost = losses(old, history.replay(weights), thresholds)
            if lost:
                yield _step(history, old, year, lost, thresholds)
        last = weights


def _step(
    history: History, old: Result, year: int, lost: tuple[Loss, ...], thresholds: Thresholds
) -> Diagnostic:
    currency = history.plan.currency
    worst = some(
        f"{loss.participant} -{roughly(loss.share)} "
        f"({money(Fraction(loss.before - loss.after, 10**currency.exponent), currency)})"
        for loss in lost[:3]
    )
    total = money(Fraction(sum(loss.before - loss.after for loss in lost), 10**currency.exponent), currency)
    message = (
        f"on {span_text(old)}, behaviour as it was, {len(lost)} of {len(_pay(old))} participants lose "
        f"more than {roughly(thresholds.loss)} of their incentive pay under the weights of plan year {year}, "
        f"together {total}: {worst}{', ...' if len(lost) > 3 else ''} ({source_of(thresholds, 'loss')})"
    )
    hint = "talk to them before the plan is announced, and see whether coaching or a guarantee is due"
    place = place_of(history.plan, "weights", "by_year", str(year))
    return warning("CP925", message, place, hint)


def _pay(result: Result) -> dict[str, int]:
    """Sum each participant's payments, in minor units."""
    total: dict[str, int] = {}
    payments = result.payments
    people, amounts = payments["participant_id"].tolist(), payments["amount"].tolist()
    for person, amount in zip(people, amounts, strict=True):
        total[person] = total.get(person, 0) + amount
    return total
