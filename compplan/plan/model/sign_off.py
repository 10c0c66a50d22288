"""Who has to sign a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Without = Literal["warn", "refuse"]


@dataclass(frozen=True, slots=True)
class SignOff:
    """The titles of those who have to sign the plan, and what a run does without a signature."""

    required: tuple[str, ...]
    without: Without = "warn"
