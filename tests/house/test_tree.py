"""The repository speaks of itself alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.git import git, listed, project_files
from tests.shared import ROOT

MACHINE_PATH = re.compile(r"(?<![\w.*~)\]}-])/(?:home|Users|root|work|tmp|mnt|opt)/\w")
REGISTRY = re.compile(r"https?://\S*(?:pypi|/simple\b|registry)|(?:index-url|find-links)[ =]", re.IGNORECASE)


def _texts() -> dict[Path, str]:
    texts = {}
    for file in project_files():
        raw = (ROOT / file).read_bytes()
        if b"\0" not in raw:
            texts[file] = raw.decode("utf-8", errors="replace")
    return texts


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file}:{number}: {line.strip()}"
        for file, text in _texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize(
    ("pattern", "bad", "good"),
    [
        (MACHINE_PATH, "see /" + "home/ann/plan.yaml", "write results/home/plan.yaml"),
        (REGISTRY, "from https:" + "//files.pypi.example/simple/x", "see https://example.org/plans"),
    ],
    ids=["machine path", "registry"],
)
def test_what_is_looked_for(pattern: re.Pattern[str], bad: str, good: str) -> None:
    """The patterns of this file find what they should, and only that."""
    assert pattern.search(bad)
    assert not pattern.search(good)


def test_no_file_names_a_path_of_a_machine() -> None:
    """No text file names an absolute path of somebody's machine, this one's included."""
    assert _lines_with(MACHINE_PATH) == []
    if len(ROOT.parts) > 2:
        assert _lines_with(re.compile(re.escape(f"{ROOT}/"))) == []


def test_no_file_names_a_registry() -> None:
    """No text file names a host or folder that packages are fetched from."""
    assert _lines_with(REGISTRY) == []


def test_the_lock_file_stays_out() -> None:
    """``uv.lock`` is ignored and not tracked: it would record somebody's package registry."""
    assert Path("uv.lock") not in listed("--cached")
    assert git("check-ignore", "--quiet", "--no-index", "uv.lock").returncode == 0
