"""What every question about simulated plans may be given: named once, for all functions that take it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypedDict

from compplan.simulation.parameters.read import Assumptions


class Inputs(TypedDict, total=False):
    """Keyword arguments that `simulate`, `optimize` and `sensitivity` have in common; each may be left out.

    - ``seed``: the same seed gives the same figures, bit for bit, however they were worked out; 1 by default.
    - ``through``: the last month, ``YYYY-MM``; by default the plans' last.
    - ``paths``: further paths to the end of the last plan: ``step``, ``osing``, ``linear:24``,
      ``s_curve:24``, ``hold:12``, ``boldness:0.5``, ``status_quo``.
    - ``assumptions``: loaded, or their file; by default those that ship with compplan.
    - ``worldviews``: the names of those shown; by default all of the assumptions.
    - ``as_if``: the month in which the recorded history of the data begins, if it is not that of the plans.
    - ``assume``: attainments that history did not record, by measure.
    """

    seed: int
    through: str | None
    paths: Sequence[str]
    assumptions: Assumptions | str | os.PathLike[str] | None
    worldviews: Sequence[str] | None
    as_if: str | None
    assume: Mapping[str, Fraction] | None
