"""What rows come to in windows of plan months, however they are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.quantity import Quantity

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Windows = Sequence[range]
"""Ranges of plan months in order; those that begin in one month grow, as years to date do."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Exact figures [windows, participants]: ``value``, over ``divisor`` where there is one."""

    value: Quantity
    divisor: Quantity | None = None


class Aggregate(Protocol):
    """Rows as they are counted, before it is known over which months."""

    @property
    def rows(self) -> Ints | Bools:
        """Count the rows of each month, or tell whether there are any [plan months, participants]."""

    def over(self, windows: Windows, counted: Bools | None) -> Figures:
        """Count over windows; where given, only the months ``counted`` [plan months, participants]."""
