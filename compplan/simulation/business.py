"""What is assumed of the business: growth, margin, interest, and what surveys and coaching cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Business:
    """Yearly rates as shares; costs in units of the currency.

    ``market_growth`` moves revenue, ``quota_growth`` quotas, ``headcount_growth`` the number of participants.
    ``survey_cost`` is for each response, ``coaching_cost`` for each behaviour coached in a month.
    """

    market_growth: float
    quota_growth: float
    headcount_growth: float
    gross_margin: float
    discount_rate: float
    survey_cost: float
    coaching_cost: float

    def market(self, months: int) -> Floats:
        """Give the factor on revenue of each month, beside behaviour."""
        return _growing(self.market_growth, months)

    def quota(self, months: int) -> Floats:
        """Give by what quotas outgrow the market."""
        return _growing(self.quota_growth, months) / self.market(months)

    def headcount(self, months: int) -> Floats:
        """Give the factor on totals of each month."""
        return _growing(self.headcount_growth, months)

    def discount(self, months: int) -> Floats:
        """Give the present value of 1 in each month."""
        return 1 / _growing(self.discount_rate, months)


def _growing(rate: float, months: int) -> Floats:
    """Grow year by year: the first year is at 1, as quotas and head counts are set for years."""
    factors: Floats = (1 + rate) ** (np.arange(months) // 12).astype(float)
    return factors
