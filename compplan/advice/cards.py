"""The report cards of one measure on the history, a table of columns for each behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from compplan.engine.act import report_card_columns
from compplan.engine.results.result import Result
from compplan.plan.model import Measure

Columns = Mapping[str, NDArray[Any]]


def cards_of(result: Result, measure: Measure) -> list[Columns]:
    """Give the rows of `Result.report_card` of a measure, by behaviour; none if it has no ratings."""
    compiled = result.plans[0].compiled
    component = next(part for part in compiled.components if part.measure.id == measure.id)
    return list(report_card_columns(compiled, component))
