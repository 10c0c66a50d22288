"""Public data that lie beside a checkout, not in it; without them, the tests that read them are skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
"""The repository's top folder."""


def shared_folder() -> Path:
    """Find the folder ``shared`` beside the checkout; skip the test, or the module, if there is none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder 'shared' beside the checkout", allow_module_level=True)
    return folder
