"""What git knows of the checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in the checkout; skip the test where the project was unpacked without its history."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def listed(*options: str) -> list[Path]:
    """List the files that `git ls-files` names and that exist, relative to the top folder."""
    answer = git("ls-files", "-z", *options)
    answer.check_returncode()
    return [Path(name) for name in answer.stdout.split("\0") if name and (ROOT / name).is_file()]


def project_files() -> list[Path]:
    """List the project's files: tracked ones and new ones that are not ignored.

    Virtual environments are left out, whatever they are called.
    """
    files = set(listed("--cached", "--others", "--exclude-standard"))
    environments = {file.parent for file in files if file.name == "pyvenv.cfg"}
    return sorted(file for file in files if environments.isdisjoint(file.parents))
