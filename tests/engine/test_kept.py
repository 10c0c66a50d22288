"""What a panel keeps from one run for the next changes no result."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

import compplan as cp
from tests.engine.small import panel, rows_of
from tests.oracle.generate import generate
from tests.oracle.reading import Tables

OTHER_WORDS = {
    r"then: \w+": ["then: exclude", "then: neutral", "then: zero"],
    r"count: \d+": ["count: 1", "count: 4"],
    r"pool_previous_months: \d+": ["pool_previous_months: 0", "pool_previous_months: 6"],
    r"favourable: \[[^]]+\]": ["favourable: [good, excellent]", "favourable: [excellent]"],
    r"attainment_cap: [\w.%]+": ["attainment_cap: none", "attainment_cap: 1.1"],
    r"quota_proration: \w+": ["quota_proration: as_given", "quota_proration: calendar_days"],
    r"credit: \w+": ["credit: own", "credit: own_and_reports"],
    r"if_zero: \w+": ["if_zero: no_pay", "if_zero: at_target"],
    r"if_missing: \w+, missing": ["if_missing: zero, missing"],
    r"roles: \[[^]]+\]": ["roles: [account_executive]", "roles: [account_executive, key_account_manager]"],
    r"payout_period: \w+": ["payout_period: month", "payout_period: quarter", "payout_period: year"],
    r"performance_period: \w+": ["performance_period: month", "performance_period: quarter"],
    r"balance: \w+": ["balance: lapse", "balance: recover", "balance: carry"],
    r"accumulate: year_to_date, balance: \w+": ["accumulate: period"],
    r"accumulate: period": ["accumulate: year_to_date, balance: lapse"],
    r"mode: \w+": ["mode: up", "mode: down"],
    r"years: \d": ["years: 1", "years: 3"],
    r"product: [^},]+": ["product: hardware", "product: services"],
}


def variants(text: str, rng: Random) -> list[str]:
    """Give a plan's text, then with single words replaced in random order, then itself again."""
    changed = [
        re.sub(pattern, other, text)
        for pattern, others in OTHER_WORDS.items()
        for other in others
        if re.search(pattern, text)
    ]
    rng.shuffle(changed)
    return [text, *changed[:8], text]


def outcome(text: str, data: cp.Panel) -> list[Any]:
    """Give every table of a run, or what is said where it cannot run."""
    try:
        result = cp.run(cp.parse_plan(text), data, outside="ignore")
    except cp.DiagnosticError as error:
        return [str(each) for each in error.diagnostics]
    tables = (result.payments, result.lines, result.report_card, result.balances, result.uncovered)
    return [result.notes, *(str(rows_of(table)) if table.columns else "" for table in tables)]


@pytest.mark.parametrize("seed", range(8))
def test_runs_on_one_panel_are_those_on_a_fresh_one(seed: int) -> None:
    """Plans that differ in a word, run one after another on the same panel, give what each gives alone."""
    text, tables = generate(seed, participants=3)
    shared = panel(tables)
    for changed in variants(text, Random(seed)):
        assert outcome(changed, shared) == outcome(changed, panel(tables)), changed


def test_other_data_give_other_results() -> None:
    """A panel keeps what is its own: the same plan on other data pays otherwise."""
    text, tables = generate(2, participants=3)
    halved: Tables = tables | {
        "participants": [r | {"target_incentive": "6"} for r in tables["participants"]]
    }
    first, second = outcome(text, panel(tables)), outcome(text, panel(halved))
    assert first[1] != second[1]
    assert outcome(text, panel(tables)) == first


def test_an_assumption_is_no_measurement() -> None:
    """A replay with an assumed attainment leaves nothing behind for the replay without."""
    plan = cp.load_plan(cp.bundled("plans") / "bold.yaml")
    data = cp.load_data(cp.bundled("plans") / "data")
    before = cp.compare([plan], data).by_year
    assumed = cp.compare([plan], data, assume={"relationship": "90%"}).by_year
    after = cp.compare([plan], data).by_year
    assert list(before.rows()) == list(after.rows())
    assert list(before.rows()) != list(assumed.rows())
