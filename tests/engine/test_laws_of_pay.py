"""Laws of pay: how it answers to sales, edges, caps, accumulation and currencies."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from tests.engine.small import paid, panel, plan_of, rows_of, run
from tests.oracle.reading import Tables
from tests.oracle.small_case import monthly, person, quotas, sales
from tests.oracle.yaml_text import Raw, decimal

MARGINAL: Raw = {
    "type": "tiered_marginal",
    "threshold": "50%",
    "bands": [{"to": "100%", "rate": "1"}, {"to": "125%", "rate": "1.5"}, {"rate": "2"}],
    "cap": "250%",
}
EDGES = [0, 50, 70, 80, 90, 100, 110, 125, 150, 200]
RATES = ["0", "0.1", "25%", "0.5", "62.5%", "1", "1.25", "150%", "2", "3"]
cents = st.integers(0, 300_000)


PERIOD: Raw = {}
TO_DATE: Raw = {"accumulate": "year_to_date", "balance": "carry"}
accumulation = st.sampled_from([PERIOD, TO_DATE])


def money(minor: int) -> str:
    """Write cents as dollars."""
    return decimal(Fraction(minor, 100))


@st.composite
def rising_curves(draw: st.DrawFn) -> Raw:
    """Draw a curve of any type that never falls."""
    kind = draw(st.sampled_from(["linear", "step", "tiered_marginal", "tiered_retroactive"]))
    edges = sorted(draw(st.sets(st.sampled_from(EDGES[1:]), min_size=1, max_size=4)))
    rates = sorted(draw(st.lists(st.sampled_from(RATES), min_size=5, max_size=5)), key=_share)
    if kind == "linear":
        curve: Raw = {"type": kind, "points": [[f"{e}%", r] for e, r in zip(edges, rates, strict=False)]}
    else:
        bands: list[Raw] = [{"to": f"{e}%", "rate": r} for e, r in zip(edges, rates, strict=False)]
        curve = {"type": kind, "bands": [*bands, {"rate": rates[-1]}]}
    if draw(st.booleans()):
        curve["threshold"] = f"{draw(st.sampled_from(EDGES[1:6]))}%"
        if kind != "step":
            curve["pays"] = draw(st.sampled_from(["from_zero", "above_threshold"]))
    if draw(st.booleans()):
        curve["cap"] = draw(st.sampled_from(["75%", "1", "175%"]))
    return curve


def _share(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


@pytest.fixture(scope="module")
def ladder() -> cp.Panel:
    """Many people of one base and quota, in order of their sales, a cent below, at and above each edge."""
    amounts = sorted({max(0, 1000 * edge + beside) for edge in EDGES for beside in (-1, 0, 1, 20_000)})
    ids = [f"P{number:03d}" for number in range(len(amounts))]
    tables: Tables = {
        "participants": [person(participant_id=each) for each in ids],
        "sales": [
            row for each, minor in zip(ids, amounts, strict=True) for row in sales(money(minor), who=each)
        ],
        "quotas": [row for each in ids for row in monthly(1, who=each)],
    }
    return panel(tables)


@settings(max_examples=60, deadline=None)
@given(curve=rising_curves())
def test_more_sales_never_pay_less(curve: Raw, ladder: cp.Panel) -> None:
    """Under a curve that never falls, pay never falls as sales rise, and is never negative."""
    result = cp.run(plan_of(measure={"curve": curve}), ladder)
    pays = result.payments["amount"].tolist()
    assert pays == sorted(pays)
    assert pays[0] >= 0


@pytest.mark.parametrize(
    ("amount", "pays"), [("1499.99", "1499.99"), ("1500", "1500.00"), ("1500.01", "1500.00")]
)
def test_a_cap_holds_by_a_single_cent(amount: str, pays: str) -> None:
    """One cent below the cap everything counts, one cent above nothing more does."""
    curve = {"type": "linear", "points": [["0%", "0%"], ["1000%", "1000%"]], "cap": "150%"}
    assert paid(run(measure={"curve": curve}, sales=sales(amount), quotas=monthly(1))) == [pays]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 10**7), st.sampled_from([1, 33, 50, 67, 80, 99, 100, 125]), accumulation)
def test_one_cent_below_an_edge_is_below_it(dollars: int, percent: int, words: Raw) -> None:
    """An edge belongs to what lies above it; a single cent less pays what lies below."""
    edge = f"{percent}%"
    step = {"curve": {"type": "step", "bands": [{"to": edge, "rate": "25%"}, {"rate": "75%"}]}} | words
    threshold = {"curve": {"type": "step", "threshold": edge, "bands": [{"rate": "75%"}]}} | words
    goal = quotas(m2027_01=str(dollars))
    at, below = sales(money(dollars * percent)), sales(money(dollars * percent - 1))
    assert paid(run(measure=step, sales=at, quotas=goal)) == ["750.00"]
    assert paid(run(measure=step, sales=below, quotas=goal)) == ["250.00"]
    assert paid(run(measure=threshold, sales=at, quotas=goal)) == ["750.00"]
    assert paid(run(measure=threshold, sales=below, quotas=goal)) == ["0.00"]


def one_year(amounts: list[int], words: Raw, payout: str = "month") -> list[int]:
    """Pay a year of monthly sales in cents under the marginal curve; give the lines in cents."""
    result = run(
        plan={"payout_period": payout},
        people=[person(target_incentive="12345.67")],
        measure={"curve": MARGINAL} | words,
        sales=sales(*map(money, amounts)),
        quotas=monthly(12, "1234.56"),
    )
    return [int(minor) for minor in result.lines["paid"]]


@settings(max_examples=25, deadline=None)
@given(st.lists(cents.map(lambda minor: minor - 30_000), min_size=12, max_size=12))
def test_a_year_paid_to_date_sums_to_the_annual_calculation(amounts: list[int]) -> None:
    """The lines sum to the rounded annual amount; with ``lapse``, to the highest due of the year."""
    (annual,) = one_year(amounts, TO_DATE | {"balance": "recover"}, "year")
    recovered = one_year(amounts, TO_DATE | {"balance": "recover"})
    lapsed = one_year(amounts, TO_DATE | {"balance": "lapse"})
    assert sum(recovered) == annual
    assert sum(lapsed) == annual + max(0, -recovered[-1])
    assert min(lapsed) >= 0


@settings(max_examples=20, deadline=None)
@given(st.lists(cents, min_size=3, max_size=3), st.integers(1, 10**6), accumulation)
def test_amounts_and_quotas_times_a_number_pay_the_same(amounts: list[int], k: int, words: Raw) -> None:
    """Multiplying sales and quotas by the same number leaves every line as it is."""

    def pays(factor: int) -> list[str]:
        rows = sales(*(money(minor * factor) for minor in amounts))
        goals = monthly(3, money(33_333 * factor))
        return paid(run(measure={"curve": MARGINAL} | words, sales=rows, quotas=goals))

    assert pays(k) == pays(1)


@pytest.mark.parametrize("kind", ["linear", "step", "tiered_marginal", "tiered_retroactive"])
@pytest.mark.parametrize("words", [PERIOD, TO_DATE], ids=["period", "to date"])
def test_one_person_one_month_and_no_sales_are_finite(kind: str, words: Raw) -> None:
    """The smallest case, with nothing sold, gives one line of nothing, every figure of which is a number."""
    bands = [{"to": "100%", "rate": "0"}, {"rate": "1"}]
    points = [["0%", "0%"], ["100%", "100%"]]
    curve: Raw = {"type": kind} | ({"points": points} if kind == "linear" else {"bands": bands})
    result = run(measure={"curve": curve} | words, sales=sales("0"), quotas=monthly(1))
    (line,) = rows_of(result.lines)
    assert all(isfinite(cell) for cell in line.values() if isinstance(cell, float | int))
    assert (line["paid"], line["attainment"], line["payout_rate"]) == (0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("currency", "unit", "pays"),
    [
        ("JPY", "1", "333"),
        ("USD", "0.01", "333.33"),
        ("KWD", "0.001", "333.333"),
        ("CLF", "0.0001", "333.3333"),
    ],
)
def test_a_currency_pays_in_its_own_decimals(currency: str, unit: str, pays: str) -> None:
    """A third of a thousand is paid in as many decimals as the currency has."""
    plan = {"currency": currency, "rounding": {"to": unit, "mode": "half_up", "at": "component"}}
    result = run(plan=plan, sales=sales("1"), quotas=monthly(1, "3"))
    assert paid(result) == [pays]
    assert [row["amount"] for row in result.payments.rows()] == [pays]
