"""Words that came to the language after its first version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any

LATER: Mapping[str, bool] = MappingProxyType({"later": True})


DERIVED: Mapping[str, bool] = MappingProxyType({"derived": True})
"""Marks a field that follows from another part of the plan, so that no digest holds it twice."""


def later(default: Any) -> Any:
    """Give a dataclass a field whose default is no part of a plan's digest, so that older digests hold."""
    return field(default=default, metadata=LATER)
