"""The project's texts and settings agree with each other."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import Any

from tests.house.git import project_files
from tests.shared import ROOT

TEST_COMMAND = "uv run pytest"


def test_every_test_says_what_it_tests() -> None:
    """Each test function has a docstring."""
    tests = [
        (file, node)
        for file in project_files()
        if file.parts[0] == "tests" and file.suffix == ".py"
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]
    assert tests
    assert [f"{file}:{node.lineno}" for file, node in tests if not ast.get_docstring(node)] == []


def test_the_changelog_has_an_unreleased_section() -> None:
    """The changelog says what changed since the last release."""
    text = _text("CHANGELOG.md")
    section = re.search(r"^## \[Unreleased\]\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section
    assert re.search(r"^- \S", section[1], re.MULTILINE)


def test_the_readme_and_the_checks_run_the_same_tests() -> None:
    """What the README tells people to run is what the checks run."""
    assert f"pip install uv && {TEST_COMMAND}\n" in _text("README.md")
    assert _text(".ci/run").endswith(f"\ncheck {TEST_COMMAND}\n")


def test_every_dependency_has_a_tested_version() -> None:
    """Each package that the project asks for is bound to the version that its tests were run with."""
    settings = tomllib.loads(_text("pyproject.toml"))
    asked = {_package(requirement) for requirement in _requirements(settings)} - {"compplan"}
    tested = {_package(pin) for pin in settings["tool"]["uv"]["constraint-dependencies"] if "==" in pin}
    assert asked
    assert asked - tested == set()


def _requirements(settings: dict[str, Any]) -> list[str]:
    project = settings["project"]
    groups = (*project["optional-dependencies"].values(), *settings["dependency-groups"].values())
    return [*project["dependencies"], *(requirement for group in groups for requirement in group)]


def _package(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
