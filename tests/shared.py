"""What tests of several parts use: where things are, and what fixtures give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[Path, str], None]
"""Checks that a file holds exactly a text; the fixture ``golden`` gives it."""
ROOT = Path(__file__).resolve().parents[1]
"""The repository's top folder."""


def shared_folder() -> Path:
    """Find the folder ``shared`` beside the checkout; skip the test, or the module, if there is none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder 'shared' beside the checkout", allow_module_level=True)
    return folder
