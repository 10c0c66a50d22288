"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.company import write_company


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with the small company: ``mixed.yaml``, ``revenue-only.yaml`` and ``data``."""
    write_company(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path
