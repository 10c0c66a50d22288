"""Commands of the ledger, one after another, each of which has to succeed."""

from __future__ import annotations

import shlex

from click.testing import CliRunner

from compplan.cli.main import main

POST = "post plan.yaml --data data --as Ann --month"
CORRECT = "correct plan.yaml --data data --as Ann --reason 'late sales'"


def ledger(*commands: str) -> str:
    """Give ``compplan ledger`` some commands; give what they print."""
    printed = ""
    for command in commands:
        done = CliRunner().invoke(main, ["ledger", *shlex.split(command)])
        assert done.exit_code == 0, done.output
        printed += done.output
    return printed
