"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import shared


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Give the folder of public data beside the checkout; skip the test where it is absent."""
    return shared.shared_folder()
