"""The codes of everything that can be wrong with a plan file: what, why, and an example bad and mended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from compplan.diagnostics import Rule
from compplan.documents import codes_file, codes_shape
from compplan.plan import (
    codes_actuals,
    codes_advice,
    codes_amends,
    codes_earnings,
    codes_limits,
    codes_links,
    codes_matrix,
    codes_meaning,
    codes_measures,
    codes_payment,
    codes_pools,
    codes_ranks,
    codes_ratings,
    codes_rules,
    codes_scorecards,
)

_ALL = (
    *codes_file.RULES,
    *codes_shape.RULES,
    *codes_meaning.RULES,
    *codes_measures.RULES,
    *codes_rules.RULES,
    *codes_actuals.RULES,
    *codes_earnings.RULES,
    *codes_ranks.RULES,
    *codes_payment.RULES,
    *codes_links.RULES,
    *codes_matrix.RULES,
    *codes_scorecards.RULES,
    *codes_limits.RULES,
    *codes_pools.RULES,
    *codes_ratings.RULES,
    *codes_advice.RULES,
    *codes_amends.RULES,
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in _ALL})
"""Rules by code; ``bad`` and ``good`` are parts of a plan file, or say what file is meant."""
