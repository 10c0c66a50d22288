"""Codes CP6xx: the ledger."""

from __future__ import annotations

from compplan.diagnostics import Rule
from compplan.ledger import codes_posting, codes_store

RULES: tuple[Rule, ...] = (*codes_store.RULES, *codes_posting.RULES)
