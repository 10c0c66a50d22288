"""A plan that states only what differs from another means what the whole would mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from compplan import resources
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.plan.digest import digest
from compplan.plan.load import load_plan
from compplan.report.scenario_schema import scenario_schema
from tests.plan.edits import BASE, replaced
from tests.shared import ROOT, Golden

HEAD = "compplan: 1\nextends: base.yaml\nid: base\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that holds the whole plan."""
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


def _digest(folder: Path, text: str, name: str = "scenario.yaml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return digest(load_plan(folder / name))


def _problems(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DiagnosticError) as caught:
        load_plan(folder / "scenario.yaml")
    return caught.value.diagnostics


def test_a_scenario_without_differences_is_the_plan(folder: Path) -> None:
    """Only `extends` and the head: the same meaning, the same digest."""
    assert _digest(folder, HEAD) == digest(load_plan(folder / "base.yaml"))


def test_one_word_at_depth_is_laid_over(folder: Path) -> None:
    """A key laid over at depth leaves its neighbours as they are."""
    over = HEAD + "report_cards: {customer: {minimum_responses: {count: 9}}}\n"
    whole = replaced(("minimum_responses: {count: 5", "minimum_responses: {count: 9"))
    assert _digest(folder, over) == _digest(folder, whole, "whole.yaml")


def test_rows_of_weights_are_replaced_whole(folder: Path) -> None:
    """A measure that a row does not name has no weight, also if the other plan's row names it."""
    over = HEAD + "weights: {by_year: {2: {revenue: 100%}}}\n"
    plan = load_plan(_written(folder, over))
    assert [str(weight) for weight in dict(plan.weights.rows)[2]] == ["1", "0"]


def test_keys_of_another_variant_fall_away(folder: Path) -> None:
    """Where another path is chosen, the rows of the old one do not stay behind."""
    over = HEAD + "weights: {path: linear, to: {revenue: 40%, relationship: 60%}}\n"
    plan = load_plan(_written(folder, over))
    assert plan.weights.type == "linear"
    assert plan.weights.before == load_plan(folder / "base.yaml").weights.before


def test_none_takes_a_mapping_away(folder: Path) -> None:
    """A behaviour can be taken out; its weight must go elsewhere."""
    behaviours = load_plan(folder / "base.yaml").report_cards[0].behaviours
    first, *others = [behaviour.id for behaviour in behaviours]
    rest = ", ".join(f"{name}: {{weight: {100 // len(others)}%}}" for name in others)
    over = f"{HEAD}report_cards: {{customer: {{behaviours: {{{first}: none, {rest}}}}}}}\n"
    plan = load_plan(_written(folder, over))
    assert [behaviour.id for behaviour in plan.report_cards[0].behaviours] == others


def test_scenarios_can_extend_scenarios(folder: Path) -> None:
    """The nearest file wins."""
    _written(folder, HEAD + "title: One\ndescription: Stays\n", "one.yaml")
    plan = load_plan(_written(folder, "compplan: 1\nextends: one.yaml\nid: two\ntitle: Two\n", "two.yaml"))
    assert (plan.id, plan.title, plan.description) == ("two", "Two", "Stays")


def test_a_fault_is_named_in_the_file_that_has_it(folder: Path) -> None:
    """What the scenario says wrongly is there, what the plan says wrongly is in the plan."""
    (own,) = _problems(folder, HEAD + "report_cards: {customer: {minimum_responses: {cuont: 9}}}\n")
    assert (own.code, Path(own.place.file).name, own.place.line) == ("CP101", "scenario.yaml", 4)
    (folder / "base.yaml").write_text(replaced(("years: 2", "years: two")), encoding="utf-8")
    (other,) = _problems(folder, HEAD)
    assert Path(other.place.file).name == "base.yaml"


def test_a_missing_plan_is_one_message(folder: Path) -> None:
    """A name that is misspelt gives one message, with the file that was meant."""
    (problem,) = _problems(folder, HEAD.replace("base.yaml", "bsae.yaml"))
    assert (problem.code, problem.hint) == ("CP014", "did you mean 'base.yaml'?")


def test_an_empty_mapping_in_a_scenario_is_told(folder: Path) -> None:
    """What would change nothing is no silent part of a file, beside what else is wrong."""
    empty, other = _problems(folder, HEAD + "report_cards: {customer: {behaviours: {}}}\nyears: 0\n")
    assert (empty.code, empty.place.line, empty.place.column) == ("CP112", 4, 27)
    assert empty.hint == "delete it, or write 'behaviours: none' to do without"
    assert other.place.line == 5


def test_a_misspelt_extends_is_one_message(folder: Path) -> None:
    """The file is no plan that lacks everything."""
    (problem,) = _problems(folder, HEAD.replace("extends", "extneds"))
    assert (problem.code, problem.place.line, problem.hint) == ("CP101", 2, "did you mean 'extends'?")


@pytest.mark.parametrize(("value", "code"), [("", "CP112"), ("~", "CP112"), ("[base.yaml]", "CP103")])
def test_extends_names_a_plan(folder: Path, value: str, code: str) -> None:
    """What names no plan is told once, at the key."""
    (problem,) = _problems(folder, HEAD.replace("base.yaml", value))
    assert (problem.code, problem.place.line, problem.place.column) == (code, 2, 1)


def test_a_misspelt_choice_is_one_message(folder: Path) -> None:
    """Keys of the variant that was meant are not called unknown in the one that the other plan chose."""
    over = HEAD + "weights: {paht: linear, to: {revenue: 40%, relationship: 60%}, over_months: 12}\n"
    (problem,) = _problems(folder, over)
    assert (problem.code, problem.hint) == ("CP101", "did you mean 'path'?")


@pytest.mark.parametrize("line", ["compplan: 1\n", "id: base\n"])
def test_a_scenario_has_its_own_head(folder: Path, line: str) -> None:
    """Its version and id do not come from the other plan, or two plans would have one id."""
    (problem,) = _problems(folder, HEAD.replace(line, ""))
    assert (problem.code, problem.place.line) == ("CP102", 1)
    assert line.partition(":")[0] in problem.message


def test_plans_in_a_circle_are_refused(folder: Path) -> None:
    """Two plans that extend each other have no whole."""
    _written(folder, HEAD.replace("base.yaml", "scenario.yaml"), "other.yaml")
    (problem,) = _problems(folder, HEAD.replace("base.yaml", "other.yaml"))
    assert problem.code == "CP015"


def test_the_schema_of_scenarios_is_that_of_plans(golden: Golden) -> None:
    """Editors know every word in a scenario that they know in a plan."""
    golden(ROOT / "schemas" / "scenario.schema.json", scenario_schema())


def test_the_schema_of_scenarios_is_one(folder: Path) -> None:
    """It is a JSON Schema, takes a small scenario, and refuses a misspelt key."""
    schema = json.loads(resources.text("schemas", "scenario.schema.json"))
    Draft202012Validator.check_schema(schema)
    small = {"compplan": 1, "extends": str(folder / "base.yaml"), "id": "b", "weights": {"path": "linear"}}
    assert list(Draft202012Validator(schema).iter_errors(small)) == []
    assert list(Draft202012Validator(schema).iter_errors({**small, "wieghts": {}}))


def _written(folder: Path, text: str, name: str = "scenario.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


AMENDED = {
    "names no key of a plan": (
        "bold.yaml",
        "write amends: {plan: bold.yaml, from: 2027-07-01, year_to_date: freeze}",
    ),
    "has a misspelt plan": (
        "{pln: base.yaml, from: 2027-07-01, year_to_date: freeze}",
        "did you mean 'plan'?",
    ),
    "has no plan": ("{from: 2027-07-01, year_to_date: freeze}", "add 'plan: plan-2027.yaml'"),
}


@pytest.mark.parametrize(("value", "hint"), AMENDED.values(), ids=AMENDED)
def test_an_amendment_of_no_plan_is_one_message(folder: Path, value: str, hint: str) -> None:
    """What the file does not state is not missing."""
    over = HEAD.replace("extends: base.yaml", f"amends: {value}") + "measures: {revenue: {title: Sales}}\n"
    (problem,) = _problems(folder, over)
    assert (problem.place.line, problem.hint) == (2, hint)


def test_a_key_that_the_other_plan_has_can_be_meant(folder: Path) -> None:
    """A misspelt key of a scenario is asked for, though the plan that it extends has that key."""
    (problem,) = _problems(folder, HEAD + "measues: {revenue: {title: Sales}}\n")
    assert (problem.code, problem.place.line, problem.hint) == ("CP101", 4, "did you mean 'measures'?")


def test_a_misspelt_amends_is_one_message(folder: Path) -> None:
    """The file is no plan that lacks its dates, though it states measures."""
    amends = "amend: {plan: base.yaml, from: 2027-07-01, year_to_date: freeze}"
    over = HEAD.replace("extends: base.yaml", amends) + "measures: {revenue: {title: Sales}}\n"
    (problem,) = _problems(folder, over)
    assert (problem.code, problem.place.line, problem.hint) == ("CP101", 2, "did you mean 'amends'?")


def test_an_amendment_without_readable_measures_is_one_message(folder: Path) -> None:
    """That rules and weights name measures is no mistake of theirs."""
    over = HEAD + "measures: 80%\n"
    (problem,) = _problems(folder, over)
    assert (problem.code, problem.place.line) == ("CP103", 4)
