"""Advice by rules of thumb: what is told of a plan that is right, and what it rests on."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compplan.plan.advice_curves import cliffs
from compplan.plan.advice_numbers import numbers_in
from compplan.plan.advice_weights import effective_weights
from compplan.plan.load import check_text, parse_plan
from compplan.plan.model import Band, Curve, CurveType, Pays
from compplan.plan.rates import cut_from, highest_attainment, jumps, pieces, rate_at
from compplan.plan.thresholds import DEFAULTS, SOURCES, Thresholds, source_of
from tests.plan.edits import BASE, cases, problems, replaced

ADVICE = cases("advice.cases")
SOURCED = re.compile(r"\((our rule|[\w ,]+: )")
KINDS: tuple[CurveType, ...] = ("linear", "step", "tiered_marginal", "tiered_retroactive")
PAYS: tuple[Pays, ...] = ("from_zero", "above_threshold")
SHARES = st.fractions(0, 3, max_denominator=20)


@pytest.mark.parametrize(("text", "expected"), ADVICE.values(), ids=ADVICE)
def test_a_rule_of_thumb_is_told_at_its_place(text: str, expected: list[str]) -> None:
    """What is unusual is told where it stands, with what is usual and by whom; nothing else is."""
    assert problems(text) == expected


def test_every_message_names_a_source() -> None:
    """Each rule of thumb that has a threshold says in brackets whom it follows."""
    told = [line for _, expected in ADVICE.values() for line in expected]
    without = {re.findall("CP9[0-9]{2}", line)[0] for line in told if not SOURCED.search(line)}
    assert without == {"CP910", "CP913"}


def test_every_threshold_has_a_source() -> None:
    """Each setting is explained, and nothing else."""
    assert {field.name for field in fields(Thresholds)} == set(SOURCES)


def test_thresholds_are_settings() -> None:
    """With another threshold other plans are unusual, and the message says whose threshold it is."""
    strict = replace(DEFAULTS, weight=Fraction(30, 100), many_measures=9)
    _, found = check_text(BASE, thresholds=strict)
    assert [(problem.code, problem.severity) for problem in found] == [("CP902", "warning")]
    assert "20% of the target incentive in plan year 1, less than 30% (your setting)" in found[0].message
    assert source_of(strict, "measures") == SOURCES["measures"]


def test_what_is_told_already_is_not_told_again() -> None:
    """Where a slip was found, no rule of thumb adds to it."""
    text = replaced(("{rate: 2.0}]", "{rate: 200}]"))
    assert [problem.code for problem in check_text(text)[1]] == ["CP225"]


def test_effective_weights_are_the_means_of_plan_years() -> None:
    """A measure that gains a twelfth of 60 points a month carries 32.5% of its first year."""
    path = "path: linear\n  to: {revenue: 40%, relationship: 60%}\n  over_months: 12\n"
    plan = parse_plan(re.sub(r"path: steps\n(?:  by_year:\n)(?:    .*\n)+", path, BASE))
    assert effective_weights(plan) == (
        (Fraction(675, 1000), Fraction(325, 1000)),
        (Fraction(2, 5), Fraction(3, 5)),
    )


def test_numbers_are_counted_as_a_reader_would() -> None:
    """Of 80/20, a rate of 2, behaviours of 60/40 and one target of 80%, four numbers have to be kept."""
    plan = parse_plan(BASE)
    assert [numbers_in(plan, year) for year in (1, 2)] == [4, 4]


def test_the_money_of_a_cliff_follows_the_target_incentive() -> None:
    """At a yearly target incentive of 60,000, 80% of it on revenue, a jump by 100% moves 4,000 a month."""
    tiered = "type: tiered_marginal, bands: [{to: 100%, rate: 1.0}"
    plan = parse_plan(replaced((tiered, tiered.replace("marginal", "retroactive"))))
    (told,) = cliffs(plan, Fraction(60_000))
    assert told.message.startswith(
        "the rate of 'revenue' jumps at attainment 100% (by 100%); at 100% that is 4,000.00 USD a month in "
        "plan year 1, at the median yearly target incentive of 60,000.00 USD "
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("exclude", Fraction(2)), ("neutral", Fraction(7, 5)), ("zero", Fraction(7, 5))],
)
def test_the_highest_attainment_of_a_report_card(rule: str, expected: Fraction) -> None:
    """With targets of 50% (40% of the weight) and 100%, all favourable: 140%, or 200% if one is left out."""
    text = replaced(
        ("attainment_cap: 125%", "attainment_cap: none"),
        ("then: exclude", f"then: {rule}"),
        ("weight: 60%, target: 80%", "weight: 60%, target: 100%"),
        ("weight: 40%, target: 80%", "weight: 40%, target: 50%"),
    )
    assert highest_attainment(parse_plan(text).report_card("customer")) == expected


@st.composite
def _curves(draw: st.DrawFn) -> Curve:
    above_0 = st.fractions(Fraction(1, 20), 3, max_denominator=20)
    edges = sorted(draw(st.sets(above_0, min_size=1, max_size=4)))
    rates = draw(st.lists(SHARES, min_size=len(edges) + 1, max_size=len(edges) + 1))
    kind: CurveType = draw(st.sampled_from(KINDS))
    threshold, cap = draw(st.none() | SHARES), draw(st.none() | SHARES)
    pays: Pays = draw(st.sampled_from(PAYS)) if threshold and kind != "step" else "from_zero"
    if kind == "linear":
        points = tuple(zip(edges, rates, strict=False))
        return Curve(kind, points=points, threshold=threshold, cap=cap, pays=pays)
    bands = tuple(Band(to, rate) for to, rate in zip([*edges, None], rates, strict=True))
    return Curve(kind, bands=bands, threshold=threshold, cap=cap, pays=pays)


@given(_curves(), SHARES)
def test_pieces_are_the_curve(curve: Curve, attainment: Fraction) -> None:
    """The piece that holds an attainment gives the curve's rate there."""
    piece = next(piece for piece in reversed(pieces(curve)) if piece.begin <= attainment)
    assert piece.at(attainment) == rate_at(curve, attainment)


@given(_curves(), SHARES)
def test_a_curve_jumps_only_where_it_is_said_to(curve: Curve, attainment: Fraction) -> None:
    """The capped rate changes over a tiny step by the jump there, and else by next to nothing."""
    tiny = Fraction(1, 10**9)
    limit = curve.cap if curve.cap is not None else Fraction(10**9)
    before, after = (min(limit, rate_at(curve, at)) for at in (attainment - tiny, attainment))
    height = dict(jumps(curve)).get(attainment, Fraction())
    assert abs(after - before - height) <= 100 * tiny or attainment == 0


@given(_curves(), SHARES)
def test_a_cap_cuts_from_where_it_is_said_to(curve: Curve, attainment: Fraction) -> None:
    """Below that attainment nothing is above the cap; just above it something is."""
    start = cut_from(curve)
    if curve.cap is None or start is None:
        assert start is None
        assert curve.cap is None or rate_at(curve, attainment) <= curve.cap
    else:
        assert attainment >= start or rate_at(curve, attainment) <= curve.cap
        assert rate_at(curve, start + Fraction(1, 10**9)) > curve.cap
