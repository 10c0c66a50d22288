"""Every rule of every part, by its code: the one list of what compplan may say."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType

from compplan.advice import codes as advice
from compplan.cases import codes as cases
from compplan.data import codes as data
from compplan.decision import codes as decision
from compplan.diagnostics import Rule
from compplan.engine.checks import codes as engine
from compplan.learning import codes as learning
from compplan.ledger import codes as ledger
from compplan.plan import codes as plan
from compplan.report import codes as report
from compplan.signoff import codes as signoff
from compplan.simulation import codes as simulation

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "CP0": "A plan file that cannot be read",
        "CP1": "The shape of a plan: its keys and values",
        "CP2": "The meaning of a plan",
        "CP3": "Data, and a plan with data",
        "CP4": "What a command is asked for, and what it writes",
        "CP5": "A simulation: what it is asked for, what it assumes, and what the past teaches of it",
        "CP6": "The ledger",
        "CP7": "Cases: worked examples of a plan",
        "CP8": "Sign-off",
        "CP9": "Advice: right by the rules, but perhaps not what was meant",
    }
)
"""What codes are about, by their first digit."""


def _gathered() -> tuple[Rule, ...]:
    rules = (
        *plan.RULES.values(),
        *data.RULES.values(),
        *engine.RULES,
        *advice.RULES,
        *cases.RULES,
        *signoff.RULES,
        *report.RULES,
        *ledger.RULES,
        *simulation.RULES,
        *decision.RULES,
        *learning.RULES,
    )
    return tuple(sorted(rules, key=lambda rule: rule.code))


ALL = _gathered()
"""Rules in the order of their codes."""
RULES: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in ALL})
"""Rules by code."""


def group_of(rule: Rule) -> str:
    """Give the first digit of a rule's code, such as ``CP1``, by which rules are grouped."""
    return rule.code[:3]


def find_rule(word: str) -> Rule | None:
    """Find a rule by its code or name, in letters of any case.

    >>> find_rule("cp101").name, find_rule("unknown-key").code
    ('unknown-key', 'CP101')
    """
    wanted = word.casefold()
    return next((rule for rule in ALL if wanted in (rule.code.casefold(), rule.name)), None)


def similar(word: str) -> str | None:
    """Find the code or name that was probably meant; of several as like, the first.

    >>> similar("CP1O1"), similar("unknown-kee")
    ('CP101', 'unknown-key')
    """
    words = [rule.code.casefold() for rule in ALL] + [rule.name for rule in ALL]
    near = difflib.get_close_matches(word.casefold(), words, len(words))
    best = min(near, key=lambda found: _unlike(word.casefold(), found), default=None)
    return best.upper() if best and best.startswith("cp") else best


def _unlike(word: str, found: str) -> tuple[float, int, str]:
    in_place = sum(mine == its for mine, its in zip(word, found, strict=False))
    return -difflib.SequenceMatcher(None, word, found).ratio(), -in_place, found
