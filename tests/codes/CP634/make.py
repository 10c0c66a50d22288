"""A new ledger."""

from tests.ledger.commands import ledger

ledger("init")
