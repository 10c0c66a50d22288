"""Advice on report cards: how many responses they need, and how much of their pay is chance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from compplan.advice.cards import Columns, cards_of
from compplan.advice.history import History, span_text
from compplan.diagnostics import Diagnostic
from compplan.documents.words import some
from compplan.engine.act import intra_class_correlation
from compplan.engine.card import Card
from compplan.engine.results.result import Result
from compplan.plan.advice_words import money, note, place_of, roughly, warning
from compplan.plan.model import Behaviour, ReportCardMeasure
from compplan.plan.thresholds import Thresholds, source_of


@dataclass(frozen=True, slots=True)
class Responses:
    """A behaviour's usual number of responses (median over participants and months), and its reliability.

    ``correlation`` is the intra-class correlation between participants, nan if it cannot be estimated.
    """

    behaviour: str
    usual: float
    correlation: float

    def needed(self, reliability: Fraction) -> float:
        """Count the responses that a reliability needs; inf if participants do not differ."""
        if not self.correlation > 0:
            return math.inf
        wanted = float(reliability)
        return math.ceil(round(wanted / (1 - wanted) * (1 - self.correlation) / self.correlation, 6))


def responses_of(result: Result, measure: ReportCardMeasure) -> tuple[Responses, ...]:
    """Give the responses of each behaviour of a measure; none if it has no ratings."""
    compiled = result.plans[0].compiled
    component = next(part for part in compiled.components if part.measure.id == measure.id)
    source, found = component.source, []
    if not isinstance(source, Card):
        return ()
    for index, rows in enumerate(cards_of(result, measure)):
        usual = float(np.median(rows["responses"])) if len(rows["responses"]) else 0.0
        correlation = intra_class_correlation(compiled, source, index)
        found.append(Responses(source.card.behaviours[index].id, usual, correlation))
    return tuple(found)


def few_responses(history: History, result: Result, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn of behaviours with fewer responses than it takes to tell participants apart."""
    for measure in history.plan.measures:
        if isinstance(measure, ReportCardMeasure) and measure.id not in history.assume:
            known = responses_of(result, measure)
            yield from _none_counts(history, result, measure, known)
            yield from _few(history, result, measure, known, thresholds)


def _none_counts(
    history: History, result: Result, measure: ReportCardMeasure, known: tuple[Responses, ...]
) -> Iterator[Diagnostic]:
    """Warn of a report card of which usually no behaviour has as many responses as count."""
    least = history.plan.report_card(measure.report_card).minimum_responses
    if known and all(math.isnan(found.correlation) and found.usual < least.count for found in known):
        each = some((f"{found.behaviour} ({found.usual:g})" for found in known), 6)
        message = (
            f"on {span_text(result)}, no behaviour usually has the {least.count} responses that count, so "
            f"'then: {least.then}' decides what is paid: {each}"
        )
        place = place_of(history.plan, "report_cards", measure.report_card, "minimum_responses")
        yield warning("CP923", message, place, "ask more customers, pool more months, or ask for fewer")


def _few(
    history: History,
    result: Result,
    measure: ReportCardMeasure,
    known: tuple[Responses, ...],
    thresholds: Thresholds,
) -> Iterator[Diagnostic]:
    known = tuple(found for found in known if not math.isnan(found.correlation))
    for name, tell in (("reliability", warning), ("good_reliability", note)):
        level: Fraction = getattr(thresholds, name)
        few = [found for found in known if found.usual < found.needed(level)]
        if few:
            each = some((_words(found, thresholds) for found in few), 6)
            message = (
                f"on {span_text(result)}, {len(few)} of {len(known)} behaviours usually have too few "
                f"responses for a reliability of {roughly(level)}: {each} ({source_of(thresholds, name)})"
            )
            place = place_of(history.plan, "report_cards", measure.report_card, "minimum_responses")
            hint = "ask more customers, pool more months, or ask about fewer behaviours"
            yield tell("CP923", message, place, hint)
            return


def _words(found: Responses, thresholds: Thresholds) -> str:
    levels = (thresholds.reliability, thresholds.good_reliability)
    needs = [f"{found.needed(level):g} for {roughly(level)}" for level in levels]
    needed = ", ".join(needs) if found.correlation > 0 else "participants do not differ"
    return f"{found.behaviour} ({found.usual:g}; {needed})"


def noise_of(history: History, result: Result, measure: ReportCardMeasure) -> float:
    """Give the share of a report card that is chance: the mean of 1 - reliability over all cards.

    A report card's reliability is the mean of those of its behaviours that count, by their weights. nan
    if none could be estimated.
    """
    behaviours = history.plan.report_card(measure.report_card).behaviours
    return share_of_chance(behaviours, cards_of(result, measure))


def share_of_chance(behaviours: Sequence[Behaviour], columns: Sequence[Columns]) -> float:
    """Give the same as `noise_of` from the rows of each behaviour, by their reliability."""
    cards: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for behaviour, rows in zip(behaviours, columns, strict=True):
        known = (rows["status"] == "counted") & ~np.isnan(rows["reliability"]) & (behaviour.weight > 0)
        cells = (rows[name][known].tolist() for name in ("participant_id", "month", "reliability"))
        for person, month, reliability in zip(*cells, strict=True):
            cards.setdefault((person, month), []).append((float(behaviour.weight), 1 - reliability))
    shares = [sum(w * x for w, x in card) / sum(w for w, _ in card) for card in cards.values()]
    return sum(shares) / len(shares) if shares else math.nan


def noisy_pay(history: History, result: Result, thresholds: Thresholds) -> Iterator[Diagnostic]:
    """Warn of report-card pay that is more chance than is usual, with the money at stake."""
    for measure in history.plan.measures:
        if not isinstance(measure, ReportCardMeasure) or measure.id in history.assume:
            continue
        noise, lines = noise_of(history, result, measure), result.lines
        paid = int(lines["paid"][lines["component"] == measure.id].sum())
        if not noise > thresholds.noise or not paid:
            continue
        currency = history.plan.currency
        amount = Fraction(paid, 10**currency.exponent)
        at_stake = money(amount * Fraction(noise), currency)
        message = (
            f"on {span_text(result)}, {roughly(noise)} of the differences that '{measure.id}' pays for are "
            f"chance, expected at most {roughly(thresholds.noise)}: {at_stake} of {money(amount, currency)} "
            f"({source_of(thresholds, 'noise')})"
        )
        hint = "ask more customers, pool more months, or pay less on it"
        yield warning("CP924", message, place_of(history.plan, "measures", measure.id), hint)
