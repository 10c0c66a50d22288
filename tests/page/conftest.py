"""Pages for the tests of this folder: of a study with many paths, and of a replay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import compplan as cp
from compplan.report.page.study_page import study_html
from tests.pictures.examples import HOSTILE

PLANS = ("status-quo.yaml", "bold.yaml", "gradual.yaml")
PATHS = ("hold:12", "linear:24", "step", "boldness:0.2", "boldness:0.8")


def plans() -> list[cp.Plan]:
    """Give three plans of the example company."""
    return [cp.load_plan(cp.bundled("plans") / name) for name in PLANS]


def hostile_plans() -> list[cp.Plan]:
    """Give the same plans under hostile names."""
    return [replace(plan, id=name, title=name) for plan, name in zip(plans(), HOSTILE, strict=True)]


@pytest.fixture(scope="session")
def study() -> cp.Study:
    """Give a study of eight paths in three worldviews."""
    return cp.simulate(plans(), cp.bundled("plans") / "data", samples=4, seed=1, paths=PATHS)


@pytest.fixture(scope="session")
def hostile_study() -> cp.Study:
    """Give a short study of plans under hostile names."""
    return cp.simulate(hostile_plans()[:2], cp.bundled("plans") / "data", samples=2, through="2027-03")


@pytest.fixture(scope="session")
def study_page(study: cp.Study) -> str:
    """Give its page."""
    return study_html(study)


@pytest.fixture(scope="session")
def comparison() -> cp.Comparison:
    """Give a replay of three plans."""
    return cp.compare(plans(), cp.bundled("plans") / "data")


@pytest.fixture(scope="session")
def study_file(study_page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of the study's page."""
    file = tmp_path_factory.mktemp("page") / "study.html"
    file.write_text(study_page, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def replay_file(comparison: cp.Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of the replay's page."""
    file = tmp_path_factory.mktemp("page") / "replay.html"
    comparison.to_html(file)
    return file
