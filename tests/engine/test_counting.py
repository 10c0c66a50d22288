"""Rows are counted as the plan says: summed, counted, once for each value, averaged, last, or retained."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compplan as cp
from tests.engine.small import panel, plan_of, rows_of, run
from tests.engine.test_agreement import assert_same_money
from tests.oracle.evaluate import evaluate
from tests.oracle.reading import Tables, read_plan
from tests.oracle.small_case import monthly, person, small_plan
from tests.oracle.yaml_text import Raw, plan_text

Row = dict[str, str]
ACCOUNTS: list[Row] = [
    {"account_id": "A1", "participant_id": "P1", "potential": "high", "decision_makers": "3"},
    {"account_id": "A2", "participant_id": "P1", "potential": "low", "decision_makers": "2"},
    {"account_id": "A3", "participant_id": "P2", "potential": "high", "decision_makers": "4"},
]


def event(date: str, contact: str = "C1", account: str = "A1", value: str = "1", who: str = "P1") -> Row:
    """Give one event."""
    cells = {"participant_id": who, "date": date, "kind": "meeting"}
    return cells | {"contact_id": contact, "account_id": account, "value": value}


EVENTS = [
    event("2027-01-05", "C1", "A1", "10"),
    event("2027-01-20", "C2", "A2", "20"),
    event("2027-02-03", "C1", "A1", "30"),
    event("2027-02-28", "C1", "A1", ""),
    event("2027-03-01", "C3", "A2", "60"),
]


def counted(*, to_date: bool = False, events: list[Row] | None = None, **actual: Any) -> list[float]:
    """List the actuals of the lines of P1 over a quarter."""
    measure: Raw = {"actual": {"table": "events"} | actual}
    if to_date:
        measure |= {"accumulate": "year_to_date", "balance": "lapse"}
    tables: dict[str, list[Row]] = {
        "events": EVENTS if events is None else events,
        "accounts": ACCOUNTS,
        "quotas": monthly(3, "10"),
    }
    tables["participants"] = [person(), person(participant_id="P2", role="other")]
    result = cp.run(plan_of(measure=measure), panel(tables), through="2027-03")
    return [row["actual"] for row in rows_of(result.lines)]


@pytest.mark.parametrize(
    ("actual", "by_month", "to_date"),
    [
        ({"count": "rows"}, [2, 2, 1], [2, 4, 5]),
        ({"distinct": "contact_id"}, [2, 1, 1], [2, 2, 3]),
        ({"distinct": "account_id"}, [2, 1, 1], [2, 2, 2]),
        ({"average": "value"}, [15, 30, 60], [15, 20, 30]),
        ({"last": "value"}, [20, 30, 60], [20, 30, 60]),
        ({"retained": "contact_id", "if_missing": "zero"}, [0, 1, 0], [0, 0, 0]),
        (
            {"count": "rows", "where": {"accounts.potential": "low"}, "if_missing": "zero"},
            [1, 0, 1],
            [1, 1, 2],
        ),
        ({"count": "rows", "from": "2027-01-20", "to": "2027-02-28"}, [1, 1, 0], [1, 2, 2]),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_each_way_of_counting(actual: Raw, by_month: list[float], to_date: list[float]) -> None:
    """Each way gives the figures counted by hand, by month and to date."""
    assert counted(**actual) == by_month
    assert counted(to_date=True, **actual) == to_date


def test_what_was_there_before_the_plan_is_retained() -> None:
    """Rows of the period before the plan tell what is there again in its first."""
    before = [event("2026-12-10", "C1"), event("2026-12-11", "C9")]
    assert counted(events=before + EVENTS, retained="contact_id", if_missing="zero") == [1, 1, 0]
    a_year_before = [event("2026-02-10", "C1"), event("2026-01-11", "C3")]
    words = {"retained": "contact_id", "if_missing": "zero"}
    assert counted(to_date=True, events=a_year_before + EVENTS, **words) == [0, 1, 2]


def test_nobody_retains_what_another_had() -> None:
    """A value seen only before the plan leaves those of others what they are."""
    events = [event("2026-12-10", "C1"), event("2026-12-11", "C2"), event("2027-01-10", "C1", who="P2")]
    tables = {"participants": [person(), person(participant_id="P2")], "events": events}
    quotas = [row | {"participant_id": who} for who in ("P1", "P2") for row in monthly(1, "10")]
    actual = {"table": "events", "retained": "contact_id", "if_missing": "zero"}
    plan = plan_of(measure={"actual": actual})
    result = cp.run(plan, panel(tables | {"quotas": quotas}), through="2027-01")
    assert [row["actual"] for row in rows_of(result.lines)] == [0, 0]


def test_rows_without_days_stand_in_every_period() -> None:
    """What accounts add up to is the same in each period, and to date it does not add up again."""
    for to_date in (False, True):
        assert _of_accounts(to_date=to_date, sum="decision_makers") == [5, 5, 5]
        assert _of_accounts(to_date=to_date, count="rows", where={"potential": "high"}) == [1, 1, 1]
        assert _of_accounts(to_date=to_date, average="decision_makers") == [2.5, 2.5, 2.5]


def _of_accounts(*, to_date: bool, **actual: Any) -> list[float]:
    return counted(to_date=to_date, **{"table": "accounts"} | actual)


def test_an_average_is_exact() -> None:
    """Two rows of three tenths of a cent's edge average to just that edge, and the curve sees it."""
    # 0.1 and 0.2 average 0.15; against a quota of 10 that is 1.5 %, where the step begins.
    curve = {"type": "step", "bands": [{"to": "1.5%", "rate": "0%"}, {"rate": "100%"}]}
    events = [event("2027-01-05", value="0.1"), event("2027-01-06", value="0.2")]
    measure: Raw = {"actual": {"table": "events", "average": "value"}, "curve": curve}
    result = run(measure=measure, events=events, quotas=monthly(1, "10"))
    assert [row["paid"] for row in result.lines.rows()] == ["1000.00"]


def test_how_rows_were_counted_is_explained() -> None:
    """The different values are shown by the rows that stand for them, a mean by its rows."""
    for actual, rows in (
        ({"distinct": "contact_id"}, (1, 2)),
        ({"last": "value"}, ()),
        ({"average": "value"}, ()),
    ):
        measure = {"actual": {"table": "events"} | actual}
        result = run(measure=measure, events=EVENTS[:2], quotas=monthly(1))
        nodes = list(_all(cp.explain(result, "P1", "2027-01").payment))
        assert [node.value for node in nodes if node.name == "actual"] == [
            counted(to_date=False, events=None, **actual)[0]
        ]
        assert [node.rows for node in nodes if node.name == "actual"] == [rows]


def _all(node: Any) -> Any:
    yield node
    for part in node.of:
        yield from _all(part)


TARGETS = [{"count": "rows"}, {"sum": "value"}, {"distinct": "contact_id", "where": {"account_id": "A1"}}]
WAYS = [
    {"sum": "value"},
    {"count": "rows"},
    {"distinct": "contact_id"},
    {"average": "value"},
    {"last": "value"},
    {"retained": "contact_id"},
]


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Tables]:
    """Make a plan that counts events in some way, and events of two years, some before the plan."""
    way = draw(st.sampled_from(WAYS))
    looks_back = "retained" in way
    actual: Raw = {"table": "events", "if_missing": "zero", "missing_months": "zero"} | way
    if draw(st.booleans()):
        actual["where"] = {"accounts.potential": "high"}
    if draw(st.booleans()):
        actual |= {"from": "2027-02-10", "to": "2028-03-05"}
    if "last" not in way:
        actual["credit"] = draw(st.sampled_from(["own", "reports", "own_and_reports"]))
    period = draw(st.sampled_from(["month", "quarter"]))
    quotas: Raw = {"table": "quotas", "value": "quota", "spread": "months"}
    measure: Raw = {"actual": actual, "target": quotas, "quota_proration": "as_given"}
    if draw(st.booleans()):
        of: Raw = draw(st.sampled_from(TARGETS))
        measure |= {
            "target": {
                "of": {"table": "events"} | of,
                "if_zero": draw(st.sampled_from(["no_pay", "at_target"])),
            }
        }
        if draw(st.booleans()):
            measure["target"]["times"] = draw(st.sampled_from(["60%", "3"]))
        if draw(st.booleans()):
            measure["target"]["period"] = "before"
    if draw(st.booleans()):
        measure |= {
            "accumulate": "year_to_date",
            "balance": draw(st.sampled_from(["lapse", "carry", "recover"])),
        }
    words = {
        "years": "2",
        "performance_period": period,
        "payout_period": draw(st.sampled_from(["month", "quarter"])),
    }
    looks_back |= measure["target"].get("period") == "before"
    before = 2026 if looks_back else 2027
    days = st.builds(
        "{}-{:02d}-{:02d}".format, st.integers(before, 2028), st.integers(1, 12), st.integers(1, 28)
    )
    contacts, accounts = st.sampled_from(["C1", "C2", "C3"]), st.sampled_from(["A1", "A2", "A3"])
    amounts = st.sampled_from(["0", "1", "2.5", "-3", "7.0001", "100"])
    rows = draw(
        st.lists(
            st.builds(event, days, contacts, accounts, amounts, st.sampled_from(["P1", "P2"])), max_size=25
        )
    )
    if "last" in way:
        rows = list({(row["participant_id"], row["date"]): row for row in rows}.values())
    yearly = [
        {"participant_id": who, "period": year, "quota": "120"}
        for who in ("P1", "P2")
        for year in ("2027", "2028")
    ]
    people = [person(manager_id="P2"), person("2025-01-01", participant_id="P2")]
    tables: Tables = {"participants": people, "events": rows, "accounts": ACCOUNTS, "quotas": yearly}
    plan = small_plan(measure) | words
    if "of" in measure["target"]:
        del plan["measures"]["revenue"]["quota_proration"]
    return plan_text(plan), tables


@settings(max_examples=40, deadline=None)
@given(cases())
def test_every_way_agrees_with_counting_by_loops(case: tuple[str, Tables]) -> None:
    """However events are counted, engine and oracle pay the same, to the cent."""
    text, tables = case
    shown = tables if tables["events"] else tables | {"events": [event("2027-01-01", who="P1", value="0")]}
    result = cp.run(cp.parse_plan(text), panel(shown), through="2028-03")
    outcome = evaluate(read_plan(text), shown, through="2028-03")
    assert_same_money(result, outcome)
    names = [(row["participant_id"], row["month"]) for row in rows_of(result.lines)]
    found = dict(zip(names, result.lines["actual"].tolist(), strict=True))
    exact = {(row["participant_id"], row["month"]): float(row["actual"]) for row in outcome.lines}
    assert found == pytest.approx(exact)


@settings(max_examples=20, deadline=None)
@given(cases(), st.randoms())
def test_the_order_of_rows_means_nothing(case: tuple[str, Tables], random: Any) -> None:
    """Events in any order give the same lines."""
    text, tables = case
    if tables["events"]:
        other = random.sample(tables["events"], len(tables["events"]))
        results = [
            cp.run(cp.parse_plan(text), panel(tables | {"events": rows}), through="2028-03")
            for rows in (tables["events"], other)
        ]
        assert list(results[0].lines.rows()) == list(results[1].lines.rows())
