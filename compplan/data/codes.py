"""The codes of everything that can be wrong with data: what, why, and an example bad and mended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from compplan.data import codes_cells, codes_files, codes_rows, codes_sources
from compplan.diagnostics import Rule

_ALL = (*codes_files.RULES, *codes_cells.RULES, *codes_rows.RULES, *codes_sources.RULES)

RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in _ALL})
"""Rules by code. ``bad`` and ``good`` are a file's name and text, or words where a file cannot be shown."""
