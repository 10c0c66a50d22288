"""The digest follows a plan's meaning and nothing else."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from compplan.plan.digest import canonical, digest
from compplan.plan.load import parse_plan
from tests.plan.edits import BASE, replaced

RICH = replaced(
    ("title: Base", "title: Überblick\ndescription: Übergang in zwei Jahren"),
    ("sum: amount}", "sum: amount, where: {product: [b, a], größe: x}}"),
    (
        "quota_proration: as_given",
        "quota_proration: as_given\n    accumulate: year_to_date\n    balance: carry",
    ),
    ("rounding:", "assume: {relationship: 90%}\nrounding:"),
    ("measures:", "announced_weights: {path: linear, to: {relationship: 1}, over_months: 12}\nmeasures:"),
)

SAME = {
    "comment": ("id: base", "id: base # a comment"),
    "empty line": ("currency: USD", "\ncurrency: USD"),
    "quotes": ("id: base", 'id: "base"'),
    "percent as number": ("revenue: 80%, relationship: 20%", "relationship: 0.2, revenue: 0.8"),
    "trailing zeros": ("to: 0.01,", "to: 0.010,"),
    "weight of zero left out": ("{revenue: 100%, relationship: 0%}", "{revenue: 1}"),
    "default written out": ("sum: amount,", "sum: amount, credit: own, if_missing: error,"),
    "title that is the default": ("listening: {", "listening: {title: Listening, "),
    "order of favourable": ("favourable: [good]", "favourable: ['good']"),
    "order of values": ("[b, a]", "[a, b]"),
    "order of keys": ("years: 2\nperformance_period: month", "performance_period: month\nyears: 2"),
    "decomposed letters": ("Überblick", "U\u0308berblick"),
    "block style": ("{roles: [account_executive]}", "\n  roles:\n    - account_executive"),
}  # fmt: skip

OTHER = {
    "id": ("id: base", "id: Base"),
    "title": ("title: Überblick", "title: Ueberblick"),
    "description": ("in zwei Jahren", "in zwei Jahren."),
    "currency": ("currency: USD", "currency: EUR"),
    "announced": ("2026-10-01", "2026-10-02"),
    "not announced": ("announced: 2026-10-01\n", ""),
    "starts": ("2027-01-01", "2027-02-01"),
    "performance period": ("performance_period: month", "performance_period: quarter"),
    "payout period": ("payout_period: month", "payout_period: quarter"),
    "role": ("[account_executive]", "[account_manager]"),
    "another role": ("[account_executive]", "[account_executive, key_account_manager]"),
    "before": ("{revenue: 100%, relationship: 0%}", "{revenue: 99%, relationship: 1%}"),
    "weight": ("80%, relationship: 20%}", "80.0000001%, relationship: 19.9999999%}"),
    "announced weights": ("over_months: 12", "over_months: 13"),
    "actual": ("sum: amount", "sum: margin"),
    "where": ("[b, a]", "[b]"),
    "column of where": ("größe", "grösse"),
    "credit": ("sum: amount,", "sum: amount, credit: reports,"),
    "missing": ("sum: amount,", "sum: amount, if_missing: zero,"),
    "missing months": ("sum: amount,", "sum: amount, missing_months: zero,"),
    "target": ("value: quota", "value: target"),
    "spread": ("value: quota", "value: quota, spread: months"),
    "zero target": ("value: quota", "value: quota, if_zero: no_pay"),
    "quota proration": ("as_given", "calendar_days"),
    "accumulation": ("accumulate: year_to_date\n    balance: carry", "accumulate: period"),
    "balance": ("balance: carry", "balance: lapse"),
    "curve": ("tiered_marginal", "tiered_retroactive"),
    "band end": ("{to: 100%, rate: 1.0}", "{to: 100.0000001%, rate: 1.0}"),
    "rate": ("rate: 2.0", "rate: 2.000000001"),
    "threshold": ("{rate: 2.0}]", "{rate: 2.0}], threshold: 0"),
    "pays": ("[100%, 100%]]", "[100%, 100%]], threshold: 10%, pays: above_threshold"),
    "cap": ("{rate: 2.0}]", "{rate: 2.0}], cap: 9"),
    "point": ("[100%, 100%]]", "[100%, 101%]]"),
    "ratings": ("ratings: ratings", "ratings: survey"),
    "order of the scale": ("[poor, average, good]", "[average, poor, good]"),
    "favourable": ("favourable: [good]", "favourable: [good, average]"),
    "count": ("count: 5", "count: 6"),
    "pool": ("pool_previous_months: 5", "pool_previous_months: 6"),
    "then": ("then: exclude", "then: zero"),
    "attainment cap": ("attainment_cap: 125%", "attainment_cap: none"),
    "behaviour weight": ("{weight: 60%, target: 80%}\n      consulting: {weight: 40%",
                         "{weight: 40%, target: 80%}\n      consulting: {weight: 60%"),
    "behaviour target": ("{weight: 60%, target: 80%}", "{weight: 60%, target: 81%}"),
    "behaviour title": ("listening: {", "listening: {title: Hearing, "),
    "rounding": ("to: 0.01", "to: 0.05"),
    "rounding mode": ("half_up", "half_even"),
    "assumption": ("relationship: 90%}", "relationship: 91%}"),
}  # fmt: skip


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_another_spelling_has_the_same_digest(change: tuple[str, str]) -> None:
    """Layout, order of keys and spelling of numbers do not matter."""
    assert digest(parse_plan(replaced(change, base=RICH))) == digest(parse_plan(RICH))


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_another_value_has_another_digest(change: tuple[str, str]) -> None:
    """Every single value matters."""
    assert digest(parse_plan(replaced(change, base=RICH))) != digest(parse_plan(RICH))


def test_all_changes_have_digests_of_their_own() -> None:
    """No two different plans share a digest."""
    digests = [digest(parse_plan(replaced(change, base=RICH))) for change in OTHER.values()]
    assert len(set(digests)) == len(digests)


def _respell(found: re.Match[str], pick: random.Random) -> str:
    """Write a percentage as one of the numbers that mean the same."""
    whole = int(found[1])
    decimal = f"{whole // 100}.{whole % 100:02d}"
    return pick.choice([f"{whole}%", f"{whole}.0%", f"{whole}.00%", decimal, f"{decimal}0"])


def test_two_hundred_respellings_have_one_digest() -> None:
    """Numbers written at random in other ways, with comments between, leave the digest as it is."""
    pick = random.Random(1)
    for _ in range(200):
        text = re.sub(r"\b([0-9]{1,3})%", lambda found: _respell(found, pick), RICH)
        text = "".join(line + pick.choice(["", " # note", "\n"]) + "\n" for line in text.splitlines())
        assert digest(parse_plan(text)) == digest(parse_plan(RICH))


def test_the_digest_is_that_of_the_canonical_form() -> None:
    """Anyone can recompute the digest from the canonical form and its version line."""
    plan = parse_plan(RICH)
    expected = hashlib.sha256(b"compplan/plan/v1\n" + canonical(plan).encode()).hexdigest()
    assert digest(plan) == expected


def test_the_canonical_form_of_the_base_plan_is_known() -> None:
    """The form itself is a promise: a change of it would void every signature."""
    known = (Path(__file__).parent / "base.canonical.json").read_text(encoding="utf-8")
    assert canonical(parse_plan(BASE)) == known.rstrip("\n")


def _json_numbers(value: object) -> list[object]:
    if isinstance(value, dict):
        return [number for item in value.values() for number in _json_numbers(item)]
    if isinstance(value, list):
        return [number for item in value for number in _json_numbers(item)]
    return [] if isinstance(value, str) else [value]


def test_the_canonical_form_holds_only_objects_lists_and_texts() -> None:
    """Without JSON numbers and with ASCII keys, plain JSON output is the canonical form of RFC 8785."""
    text = canonical(parse_plan(RICH))
    assert _json_numbers(json.loads(text)) == []
    assert all(key.isascii() for key in re.findall(r'"([^"]*)":', text))


def _canonicaliser() -> Callable[[object], bytes]:
    return pytest.importorskip("rfc8785").dumps  # type: ignore[no-any-return]


def test_the_canonical_form_is_that_of_rfc_8785() -> None:
    """An independent writer of RFC 8785 gives the same bytes."""
    text = canonical(parse_plan(RICH))
    assert _canonicaliser()(json.loads(text)) == text.encode()


def test_figures_by_name_have_no_order() -> None:
    """A scorecard is the same whichever of its measures is named first."""
    card = "type: scorecard, earns: amount, curve: {type: flat, rate: 10}, of"
    orders = ("revenue: 60%, relationship: 40%", "relationship: 40%, revenue: 60%")
    added = [f"  both: {{{card}: {{{order}}}}}\n" for order in orders]
    plans = [parse_plan(replaced(("report_cards:\n", f"{each}report_cards:\n"))) for each in added]
    assert digest(plans[0]) == digest(plans[1])
