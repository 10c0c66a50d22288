"""How many responses a report card needs, and how much of its pay is chance, by textbook formulas."""

from __future__ import annotations

import math
from collections import defaultdict
from fractions import Fraction
from itertools import cycle
from statistics import mean, median

import pytest

import compplan as cp
from compplan.advice.history import History, history_of
from compplan.advice.surveys import Responses, few_responses, noise_of, noisy_pay, responses_of
from compplan.plan.model import ReportCardMeasure
from compplan.plan.thresholds import DEFAULTS, Thresholds
from tests.advice.company import PLAN, panel, tables, told

HALF, GOOD = Fraction(1, 2), Fraction(7, 10)


def _history(text: str = PLAN) -> History:
    return history_of(cp.parse_plan(text, "plan.yaml"), panel())


def _correlation(behaviour: str) -> float:
    """Work out the intra-class correlation from single responses: mean squares between and within people."""
    by_person: dict[str, list[int]] = defaultdict(list)
    for row in tables()["ratings"]:
        if row["behaviour"] == behaviour:
            by_person[row["participant_id"]].append(row["rating"] == "good")
    groups = list(by_person.values())
    everything = [answer for group in groups for answer in group]
    grand, total = mean(everything), len(everything)
    between = sum(len(group) * (mean(group) - grand) ** 2 for group in groups) / (len(groups) - 1)
    within = sum((x - mean(group)) ** 2 for group in groups for x in group) / (total - len(groups))
    size = (total - sum(len(group) ** 2 for group in groups) / total) / (len(groups) - 1)
    return max(0.0, (between - within) / (between + (size - 1) * within))


def test_responses_and_correlation_are_those_of_the_ratings() -> None:
    """Usual responses are the median of all cards; the correlation is that of an analysis of variance."""
    history = _history()
    measure = history.plan.measure("relationship")
    assert isinstance(measure, ReportCardMeasure)
    found = responses_of(history.replay(), measure)
    cards = told(PLAN).report_card
    for each in found:
        counts = [row["responses"] for row in cards if row["behaviour"] == each.behaviour]
        assert each.usual == median(counts)
        assert each.correlation == pytest.approx(_correlation(each.behaviour), abs=1e-12)
    assert [each.behaviour for each in found] == ["listening", "following_up"]


@pytest.mark.parametrize(("correlation", "half", "good"), [(0.1, 9, 21), (0.5, 1, 3), (0.021, 47, 109)])
def test_needed_responses_follow_from_the_correlation(correlation: float, half: int, good: int) -> None:
    """The first number at which n r / (1 + (n - 1) r) reaches the reliability."""
    found = Responses("listening", 5, correlation)
    assert (found.needed(HALF), found.needed(GOOD)) == (half, good)
    for needed, level in ((half, HALF), (good, GOOD)):
        reached = [n * correlation / (1 + (n - 1) * correlation) for n in (needed - 1, needed)]
        assert reached[0] < level <= reached[1] + 1e-12


def test_participants_who_do_not_differ_need_any_number() -> None:
    """Without a difference between people no number of responses tells them apart."""
    assert math.isinf(Responses("listening", 5, 0.0).needed(HALF))


def test_few_responses_are_told_for_each_behaviour() -> None:
    """The message has what there is and what it takes, for reliabilities of 50% and 70%."""
    history = _history()
    (few,) = few_responses(history, history.replay(), DEFAULTS)
    needs = {
        (name, level): math.ceil(level / (1 - level) * (1 - _correlation(name)) / _correlation(name))
        for name in ("listening", "following_up")
        for level in (0.5, 0.7)
    }
    assert few.message == (
        "on 2026-01 to 2027-12, 2 of 2 behaviours usually have too few responses for a reliability of 50%: "
        f"listening (4; {needs['listening', 0.5]} for 50%, {needs['listening', 0.7]} for 70%), "
        f"following_up (4; {needs['following_up', 0.5]} for 50%, {needs['following_up', 0.7]} for 70%) "
        "(our rule of thumb: below it, a share is more chance than person)"
    )
    assert (few.code, few.severity, few.place.line) == ("CP923", "warning", 36)


def test_behaviours_on_which_nobody_differs_are_told_as_such() -> None:
    """Where all are rated alike, no number of responses is named."""
    turns = cycle(["good", "fair"])
    alike = panel(lambda name, row: row | {"rating": next(turns)} if name == "ratings" else row)
    history = history_of(cp.parse_plan(PLAN), alike)
    (few,) = few_responses(history, history.replay(), DEFAULTS)
    assert "listening (4; participants do not differ)" in few.message


def test_enough_responses_for_half_but_not_for_good_are_a_note() -> None:
    """What tells people apart to some degree is told more quietly."""
    history = _history()
    (few,) = few_responses(history, history.replay(), Thresholds(reliability=Fraction(0)))
    assert (few.code, few.severity) == ("CP923", "note")
    assert "for a reliability of 70%: " in few.message


def test_noise_is_the_mean_of_one_less_reliability() -> None:
    """Each card's reliability is the mean of its behaviours' by weight; the noise that of all cards."""
    history = _history()
    measure = history.plan.measure("relationship")
    assert isinstance(measure, ReportCardMeasure)
    weights, cards = {"listening": 0.7, "following_up": 0.3}, defaultdict(list)
    for row in told(PLAN).report_card:
        if row["counted"] == "counted":
            r, n = _correlation(row["behaviour"]), row["responses"]
            reliability = n * r / (1 + (n - 1) * r)
            cards[row["participant_id"], row["month"]].append((weights[row["behaviour"]], 1 - reliability))
    expected = mean(sum(w * x for w, x in card) / sum(w for w, _ in card) for card in cards.values())
    assert noise_of(history, history.replay(), measure) == pytest.approx(expected)


def test_noisy_pay_is_told_with_the_money() -> None:
    """The money at stake is that share of what the report card paid on the history."""
    history = _history()
    result = history.replay()
    (noisy,) = noisy_pay(history, result, DEFAULTS)
    measure = history.plan.measure("relationship")
    assert isinstance(measure, ReportCardMeasure)
    paid = sum(line["paid"] for line in told(PLAN).lines if line["component"] == "relationship")
    at_stake = noise_of(history, result, measure) * paid / 100
    assert f": {at_stake:,.2f} USD of {paid / 100:,.2f} USD (our rule of thumb" in noisy.message
    assert (noisy.code, noisy.severity, noisy.place.line) == ("CP924", "warning", 27)


def test_ratings_of_one_person_alone_are_told_as_none_that_count() -> None:
    """Without two people nothing can be said of chance, but that nearly all have no responses."""
    only = panel(lambda name, row: row | {"participant_id": "P00"} if name == "ratings" else row)
    history = history_of(cp.parse_plan(PLAN), only)
    result = history.replay()
    (advice,) = few_responses(history, result, DEFAULTS)
    assert (advice.code, advice.severity) == ("CP923", "warning")
    assert advice.message == (
        "on 2026-01 to 2027-12, no behaviour usually has the 3 responses that count, so 'then: exclude' "
        "decides what is paid: listening (0), following_up (0)"
    )
    assert list(noisy_pay(history, result, DEFAULTS)) == []
