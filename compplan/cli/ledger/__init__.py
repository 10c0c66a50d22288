"""``compplan ledger``: what was posted, approved and paid, in commands that are loaded when asked for."""

from __future__ import annotations

import importlib

import click

COMMANDS = {
    "init": ("posting", "Make a new, empty ledger."),
    "post": ("posting", "Post the payments of a month."),
    "differences": ("posting", "Show what plans and data give beyond what is posted."),
    "correct": ("posting", "Post these differences, with a reason."),
    "reverse": ("posting", "Take a posting back, with a reason."),
    "approve": ("periods", "Approve a month as a second person."),
    "close": ("periods", "Close a month: nothing posts to it any more."),
    "pay": ("periods", "Record that a month was paid."),
    "periods": ("periods", "List the months with their state."),
    "list": ("views", "List the entries."),
    "show": ("views", "Show an entry, or the lines of a participant."),
    "balances": ("views", "List what is held back, advanced or overpaid."),
    "accruals": ("views", "Show the books by month; amortise capitalised components."),
    "reconcile": ("checking", "Compare a month's payments with a payroll file."),
    "export": ("checking", "Write the ledger as CSV tables, or for Beancount."),
    "verify": ("checking", "Check that nothing was altered, added or cut off."),
    "dispute": ("disputes", "Attach a question to a line."),
    "answer": ("disputes", "Answer a question."),
    "disputes": ("disputes", "List questions and answers."),
    "person": ("people", "Write all that is held about a person."),
    "erase": ("people", "Erase a person's name and texts; sums stay."),
}
"""Commands in the order of use: the module of each, and its line of help, so that help loads none."""


class LedgerCommands(click.Group):
    """A group whose commands are spread over the modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Name the commands, in the order in which they are used."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command; None if there is none of this name."""
        if cmd_name in COMMANDS:
            return _load(cmd_name)
        self.commands.update({name: _load(name) for name in COMMANDS})  # click suggests one of these
        return None


def _load(name: str) -> click.Command:
    module, _ = COMMANDS[name]
    function = "list_entries" if name == "list" else name
    command: click.Command = getattr(importlib.import_module(f"compplan.cli.ledger.{module}"), function)
    return command


@click.group(cls=LedgerCommands)
def ledger() -> None:
    """Keep what was paid: post runs, correct by adding, approve, close, pay, and verify.

    A ledger is one file (SQLite), or a database of PostgreSQL: --ledger postgresql://user@host/name.
    """
