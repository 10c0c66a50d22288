"""Plans that amend others: May is paid as May was written, and a repriced year as it would have been."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from compplan.plan.model import Amendment, YearToDate
from tests.engine.small import panel, plan_of
from tests.oracle.amending import amended_lines
from tests.oracle.dates import month_text
from tests.oracle.generate import generate
from tests.oracle.reading import read_plan
from tests.oracle.small_case import monthly, person, sales
from tests.oracle.yaml_text import Raw

DOUBLE: Raw = {"type": "tiered_marginal", "bands": [{"to": "100%", "rate": "2"}, {"rate": "3"}]}
SINGLE: Raw = {"type": "tiered_marginal", "bands": [{"to": "100%", "rate": "1"}, {"rate": "1.5"}]}
TO_DATE: Raw = {"accumulate": "year_to_date", "balance": "carry"}
ALL: Raw = {
    "draw": {"type": "recoverable", "amount": "700"},
    "hold_back": {"share": "20%", "paid_after": {"2": "50%", "5": "50%"}},
    "minimum": {"amount": "500", "below": "carry"},
}
MONTHS = 8
accumulation = st.sampled_from([{}, TO_DATE])
payments = st.sampled_from([{}, {"payment": ALL}])
amounts = st.lists(st.integers(-200, 2500).map(str), min_size=MONTHS, max_size=MONTHS)
months = st.integers(1, MONTHS - 1)


def pair(measure: Raw, plan: Raw) -> tuple[cp.Plan, cp.Plan]:
    """Give a plan, and the same at twice the rates."""
    return plan_of(plan, measure | {"curve": SINGLE}), plan_of(plan, measure | {"curve": DOUBLE})


def data(sold: list[str]) -> cp.Panel:
    """Give two people, one of whom starts in mid-February, and the months' sales of the first."""
    people = [person(), person("2027-02-10", participant_id="P2", target_incentive="24000")]
    rows = sales(*sold) + sales(*["900"] * MONTHS, who="P2")[1:]
    quotas = monthly(MONTHS) + monthly(MONTHS, who="P2")
    return panel({"participants": people, "sales": rows, "quotas": quotas})


def amended(old: cp.Plan, new: cp.Plan, first: int, year_to_date: YearToDate) -> cp.Plan:
    """Let one plan amend another from a plan month on."""
    return replace(new, amends=Amendment(old, first, year_to_date))


def by_month(result: cp.Result, table: str = "payments", column: str = "amount", **only: str) -> Counter[Any]:
    """Sum the money of a table by participant and month."""
    found: Counter[Any] = Counter()
    for row in getattr(result, table).rows():
        if all(row[name] == value for name, value in only.items()):
            found[row["participant_id"], row["month"]] += round(100 * float(row[column]))
    return found


@given(sold=amounts, first=months, measure=accumulation, plan=payments)
@settings(max_examples=25)
def test_a_retroactive_adjustment_is_the_difference_of_two_runs(
    sold: list[str], first: int, measure: Raw, plan: Raw
) -> None:
    """Before, it pays as was written; after, as a run of the new version does; and once the difference."""
    old, new = pair(measure, plan)
    used, begins = data(sold), f"2027-{first + 1:02}"
    before, after = by_month(old.run(used)), by_month(new.run(used))
    result = amended(old, new, first, "reprice").run(used)
    adjusted = by_month(result, "lines", "paid", component="adjustment")
    paid = by_month(result)
    assert {month for _, month in adjusted} <= {begins}
    for who in ("P1", "P2"):
        early = [key for key in {**before, **after} if key[0] == who and key[1] < begins]
        assert [paid[key] for key in early] == [before[key] for key in early]
        assert adjusted[who, begins] == sum(after[key] - before[key] for key in early)
        assert sum(paid[key] for key in paid if key[0] == who) == sum(
            after[key] for key in after if key[0] == who
        )
    late = [key for key in after if key[1] >= begins]
    assert [paid[key] - adjusted[key] for key in late] == [after[key] for key in late]


def _of(sums: Counter[Any], who: str) -> int:
    return sum(sum_ for key, sum_ in sums.items() if key[0] == who)


@given(sold=amounts, first=months, measure=accumulation)
@settings(max_examples=25)
def test_a_frozen_year_begins_anew(sold: list[str], first: int, measure: Raw) -> None:
    """Before, it pays as was written; after, what the new version would pay if it started on that day."""
    old, new = pair(measure | {"balance": "lapse"} if measure else measure, {})
    used, begins = data(sold), f"2027-{first + 1:02}"
    paid = by_month(amended(old, new, first, "freeze").run(used))
    before = by_month(old.run(used))
    after = by_month(replace(new, starts=new.starts + first).run(used, outside="ignore"))
    assert paid == Counter({key: before[key] if key[1] < begins else after[key] for key in paid})


@given(sold=amounts, first=months, year_to_date=st.sampled_from(["freeze", "reprice"]))
@settings(max_examples=15)
def test_an_amendment_that_changes_nothing_pays_nothing_else(
    sold: list[str], first: int, year_to_date: YearToDate
) -> None:
    """Of a measure by period, whatever is drawn, held back or kept, the months are paid as without it."""
    old, _ = pair({}, {"payment": ALL})
    used = data(sold)
    result = amended(old, old, first, year_to_date).run(used)
    total = sum(by_month(result).values()) + sum(_open(result).values())
    assert total == sum(by_month(old.run(used)).values()) + sum(_open(old.run(used)).values())
    if year_to_date == "reprice":
        assert by_month(result) == by_month(old.run(used))


def _open(result: cp.Result) -> Counter[str]:
    """Sum what stays open: what is held or kept is to be paid, what is drawn was."""
    found: Counter[str] = Counter()
    for row in result.balances.rows():
        sign = -1 if row["component"] == "draw" else 1
        found[row["participant_id"]] += sign * round(100 * float(row["amount"]))
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("year_to_date", ["freeze", "reprice"])
def test_random_amendments_agree_with_the_oracle(seed: int, year_to_date: YearToDate) -> None:
    """A random plan, amended at a random period in cap, rounding and balance, pays what the oracle pays."""
    text, tables = generate(seed, participants=3)
    text = text.replace("balance: carry", "balance: lapse")
    other = re.sub(r"mode: \w+", "mode: up", text).replace("balance: lapse", "balance: recover")
    other = re.sub(r"rate: (\d)", r"rate: 1\1", other)
    old, new, plan = cp.parse_plan(text), cp.parse_plan(other), read_plan(text)
    step = max(plan["payout"], plan["performance"])
    first = step * (seed % max(12 * plan["years"] // step - 1, 1) + 1) % (12 * plan["years"]) or step
    result = amended(old, new, first, year_to_date).run(panel(tables))
    found: Counter[Any] = Counter()
    for row, paid in zip(result.lines.rows(), result.lines["paid"].tolist(), strict=True):
        found[row["participant_id"], row["month"], row["component"]] += paid
    expected = amended_lines(plan, read_plan(other), tables, first, year_to_date)
    last = max(row["month"] for row in result.lines.rows())
    if last >= month_text(plan["starts"] + first):
        assert +found == +expected
        assert -found == -expected


def test_an_amendment_of_an_amendment() -> None:
    """Each version pays its own months; the year is adjusted to the last one only from its day on."""
    old, new = pair(TO_DATE, {})
    third = plan_of({}, TO_DATE | {"curve": {"type": "step", "bands": [{"rate": "3"}]}})
    used = data(["1000"] * MONTHS)
    second = amended(old, new, 2, "reprice")
    result = amended(second, third, 5, "reprice").run(used)
    paid, two = by_month(result), by_month(second.run(used))
    assert all(paid[key] == two[key] for key in paid if key[1] < "2027-06")
    assert sum(paid.values()) == sum(by_month(third.run(used)).values())


@pytest.mark.parametrize("year_to_date", ["freeze", "reprice"])
def test_a_run_that_ends_before_the_amendment_knows_nothing_of_it(year_to_date: YearToDate) -> None:
    """A run of March is that of the plan as it stood in March."""
    old, new = pair(TO_DATE, {"payment": ALL})
    used = data(["1000"] * MONTHS)
    result = amended(old, new, 5, year_to_date).run(used, through="2027-03")
    assert list(result.lines.rows()) == list(old.run(used, through="2027-03").lines.rows())


def test_a_balance_and_a_draw_are_carried_into_the_amended_plan() -> None:
    """What the old version overpaid is set off, and what it advanced recovered, by the new one."""
    draw: Raw = {"payment": {"draw": {"type": "recoverable", "amount": "300", "until": "2027-03-01"}}}
    old, new = pair(TO_DATE, draw)
    result = amended(old, new, 3, "freeze").run(data(["1000", "-600", "0", "1000", *["0"] * 4]))
    lines = by_month(result, "lines", "paid", participant_id="P1", component="revenue")
    recovered = by_month(result, "lines", "paid", participant_id="P1", component="draw_recovery")
    # January 1,000; to March 400 of 3,000 are due: 600 too much. April to date: 2,000 less 600.
    assert [lines["P1", f"2027-{month:02}"] for month in (1, 2, 3, 4)] == [100000, 0, 0, 140000]
    # February's 300 are recovered in April.
    assert recovered["P1", "2027-04"] == -30000
    assert [row["component"] for row in result.balances.rows()] == []


def test_rules_go_on_by_their_months() -> None:
    """Actions of the old version are listed up to its last month, and do not end by the amendment."""
    rule: Raw = {
        "type": "decision_table",
        "for_each": "measure",
        "inputs": ["attainment"],
        "rows": [
            {
                "when": {"attainment": '"< 1"'},
                "then": {"action": "coaching", "with": "manager", "due_days": "30"},
            },
            {"when": {"attainment": '">= 1"'}, "then": {"action": "none"}},
            {"when": {"attainment": "missing"}, "then": {"action": "none"}},
        ],
    }
    old, new = pair({}, {"rules": {"low": rule}})
    result = amended(old, new, 3, "freeze").run(data(["500"] * MONTHS))
    mine = [row for row in result.actions.rows() if row["participant_id"] == "P1"]
    assert [row["month"] for row in mine] == [f"2027-{month:02}" for month in range(1, MONTHS + 1)]
    assert {row["status"] for row in mine} == {"opened", "carried", "overdue"}
