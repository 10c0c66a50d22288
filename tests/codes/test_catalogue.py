"""The one list of all rules, and its page."""

from __future__ import annotations

import re

from compplan.advice import codes as advice
from compplan.cases import codes as cases
from compplan.data import codes as data
from compplan.decision import codes as decision
from compplan.engine.checks import codes as engine
from compplan.learning import codes as learning
from compplan.ledger import codes as ledger
from compplan.plan import codes as plan
from compplan.report import codes as report
from compplan.report.catalogue import ALL, GROUPS, RULES, find_rule, group_of, similar
from compplan.report.catalogue_text import list_text, page, rule_text
from compplan.signoff import codes as signoff
from compplan.simulation import codes as simulation
from tests.shared import ROOT, Golden


def test_no_two_rules_have_the_same_code_or_name() -> None:
    """A code or a name stands for one rule."""
    assert len(RULES) == len({rule.name for rule in ALL}) == len(ALL)


def test_the_list_holds_the_rules_of_every_part() -> None:
    """No rule of any part is left out."""
    lists = (engine, advice, report, cases, signoff, ledger, simulation, decision, learning)
    parts = (plan.RULES.values(), data.RULES.values(), *(each.RULES for each in lists))
    assert sorted(rule.code for part in parts for rule in part) == [rule.code for rule in ALL]
    assert len(list((ROOT / "compplan").rglob("codes.py"))) == len(parts)


def test_every_code_that_is_told_has_a_rule() -> None:
    """Each code in the source is explained, and each rule is told somewhere."""
    files = [file for file in (ROOT / "compplan").rglob("*.py") if not file.stem.startswith("codes")]
    told = {code for file in files for code in re.findall(r'"(CP\d{3})"', file.read_text(encoding="utf-8"))}
    assert told == set(RULES)


def test_each_part_has_codes_of_its_own() -> None:
    """Each part has its own numbers; of CP3xx, data alone have those below 350."""
    assert {group_of(rule) for rule in plan.RULES.values()} == {"CP0", "CP1", "CP2", "CP9"}
    assert all("CP300" <= code < "CP350" for code in data.RULES)
    assert all("CP350" <= rule.code < "CP400" for rule in engine.RULES)
    assert {group_of(rule) for rule in report.RULES} == {"CP4"}
    assert {group_of(rule) for rule in ledger.RULES} == {"CP6"}
    assert {group_of(rule) for rule in simulation.RULES} == {"CP5"}
    assert {group_of(rule) for rule in advice.RULES} == {"CP9"}
    assert {group_of(rule) for rule in cases.RULES} == {"CP7"}
    assert {group_of(rule) for rule in signoff.RULES} == {"CP8"}
    assert {group_of(rule) for rule in ALL} == set(GROUPS)


def test_rules_are_explained_in_sentences() -> None:
    """Every rule says in sentences what is wrong and why, and shows it wrong and right."""
    for rule in ALL:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name), rule.code
        assert all(re.fullmatch(r"[A-Z'0-9].*[.]", text) for text in (rule.what, rule.why)), rule.code
        assert rule.bad != rule.good, rule.code


def test_a_rule_is_wrapped_and_its_examples_are_not() -> None:
    """Prose fits the terminal; what could be put into a file keeps its lines."""
    rule = RULES["CP203"]
    head, what, why, wrong, right = rule_text(rule, 40).split("\n\n")
    assert head == "CP203 measure-without-weight"
    assert max(map(len, f"{what}\n{why}".splitlines())) <= 40
    assert why.startswith("Why: ")
    assert wrong == "Wrong:\n" + "\n".join(f"  {line}" for line in rule.bad.splitlines())
    assert right.startswith("Right:\n  weights:\n")


def test_the_list_names_every_rule_below_its_group() -> None:
    """Groups have titles, and each rule stands in its own."""
    text = list_text()
    assert [line.split() for line in text.splitlines() if line.startswith("  ")] == [
        [rule.code, rule.name] for rule in ALL
    ]
    assert text.index(GROUPS["CP1"]) < text.index("CP101") < text.index(GROUPS["CP2"])


def test_a_rule_is_found_by_code_or_name() -> None:
    """Small letters will do; what is unknown gives what is near, if anything is."""
    assert find_rule("cp101") is find_rule("Unknown-Key") is RULES["CP101"]
    assert find_rule("CP1") is None
    assert (similar("cp10l"), similar("unknown-kee"), similar("wages")) == ("CP101", "unknown-key", None)


def test_the_page_is_up_to_date(golden: Golden) -> None:
    """``docs/codes.md`` is what the rules give now."""
    golden(ROOT / "docs" / "codes.md", page())
