"""Periods: blocks of plan months."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Period = Literal["month", "quarter", "year"]
MONTHS_IN: Mapping[Period, int] = {"month": 1, "quarter": 3, "year": 12}
