"""What ``docs/in-your-editor.md`` and the pre-commit hook tell people to write works."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.company import call
from tests.plan.edits import BASE, replaced
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "in-your-editor.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
WRONG = replaced(("title: Base", "titel: Base"), ("{rate: 2.0}", "{rate: 200}"))


def _blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCKS if kind == language]


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a right and a wrong plan in ``plans``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "right.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "plans" / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    return tmp_path


def test_every_block_can_be_read() -> None:
    """JSON is JSON, and YAML is YAML."""
    assert [json.loads(text) for text in _blocks("json")]
    assert [yaml.safe_load(text) for text in _blocks("yaml")]
    assert {language for language, _ in BLOCKS} == {"json", "yaml", "lua"}


@pytest.mark.usefixtures("plans")
def test_the_task_reads_what_compplan_prints() -> None:
    """The problem matcher of the task finds every line of the concise form, with all its parts."""
    (task,) = next(found["tasks"] for found in map(json.loads, _blocks("json")) if "tasks" in found)
    arguments = [each.replace("${relativeFile}", "plans/wrong.yaml") for each in task["args"]]
    *told, _ = call(*arguments).stdout.splitlines()
    pattern = task["problemMatcher"]["pattern"]
    found = [re.fullmatch(pattern["regexp"].removeprefix("^").removesuffix("$"), line) for line in told]
    parts = [
        [match[pattern[name]] for name in ("file", "line", "column", "severity", "code")]
        for match in found
        if match
    ]
    assert parts == [
        ["plans/wrong.yaml", "3", "1", "error", "CP101"],
        ["plans/wrong.yaml", "23", "74", "warning", "CP225"],
    ]


def _commands() -> list[str]:
    workflow: dict[str, Any] = next(
        found for found in map(yaml.safe_load, _blocks("yaml")) if "jobs" in found
    )
    steps = workflow["jobs"]["validate"]["steps"]
    return [step["run"] for step in steps if step.get("run", "").startswith("compplan ")]


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("command", _commands())
def test_the_steps_of_the_workflow_run(command: str) -> None:
    """Each step ends with 1 for a wrong plan, not with 2 for a wrong command line."""
    words = shlex.split(
        command.partition(" > ")[0].replace("plans/*.yaml", "plans/right.yaml plans/wrong.yaml")
    )
    done = call(*words[1:])
    assert (done.exit_code, done.stderr) == (1, "")
    assert "titel" in done.stdout


@pytest.mark.usefixtures("plans")
def test_the_hook_checks_the_files_that_it_is_given() -> None:
    """The hook's command takes files at its end; its pattern chooses YAML files of folders called plans."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert f"- id: {hook['id']}\n" in PAGE
    program, *arguments = shlex.split(hook["entry"])
    assert program == "compplan"
    assert call(*arguments, "plans/right.yaml").exit_code == 0
    assert call(*arguments, "plans/right.yaml", "plans/wrong.yaml").exit_code == 1
    chosen = [
        *("plans/a.yaml", "pay/plans/a.yml", "plans/data/sales.csv", "plans/old/a.yaml"),
        *("myplans/a.yaml", "a.yaml", "plans/a.yaml.bak"),
    ]
    assert [file for file in chosen if re.search(hook["files"], file)] == ["plans/a.yaml", "pay/plans/a.yml"]


def test_options_that_the_page_names_exist() -> None:
    """Every option after a command's name on the page is one of that command."""
    named = re.findall(r"`compplan (\w+)((?: --[\w-]+)+)", PAGE)
    assert named
    for command, options in named:
        text = call(command, "--help").stdout
        assert all(option in text for option in options.split()), (command, options)
