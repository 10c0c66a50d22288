"""The command line: commands loaded when asked for, and an exit code for every way to end."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from typing import Any

import click

from compplan.cli import screen
from compplan.diagnostics import DiagnosticError
from compplan.report.plain import one_line

COMMANDS = {
    "init": "Write a commented starter plan.",
    "validate": "Check plan files, and data with them.",
    "rule": "Explain what a code such as CP101 means.",
    "sign": "Approve a plan's exact content.",
    "documents": "Write the letter, survey and assessment of a plan.",
    "survey": "Check a survey sheet that came back, and add it.",
    "run": "Pay the participants of plans, to the cent.",
    "explain": "Show how one payment came about.",
    "statements": "Write what each participant was paid, and why.",
    "estimate": "Say what somebody would be paid, and next.",
    "compare": "Replay plans on the same data.",
    "simulate": "Simulate how people may answer to plans.",
    "optimize": "Search for the best path under a budget and a risk.",
    "sensitivity": "Say which assumption decides an answer.",
    "backtest": "Test forecasts on the past.",
    "noise": "Say how much of ratings is chance.",
    "learn": "Say what is known and how.",
    "identify": "Say what data or a pilot would teach.",
    "calibrate": "Learn parameters from the company's own data.",
    "diff": "Say what changes from one plan to another.",
    "test": "Run worked examples of plans.",
    "app": "Look at plans live, in a browser.",
    "ledger": "Keep what was paid: post, correct, approve, verify.",
    "demo": "Run and compare the example plans.",
}
"""Commands in the order of use, each with its line of help, so that help loads none of them."""
PROBLEMS, OUR_FAILURE, INTERRUPTED = 1, 3, 130


class Commands(click.Group):
    """A group whose commands are modules of this package, each named as its command."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Name the commands, in the order in which they are used."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command; None if there is none of this name."""
        if cmd_name in COMMANDS:
            return _load(cmd_name)
        self.commands.update({name: _load(name) for name in COMMANDS})  # click suggests one of these
        return None

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line, on any terminal: what its encoding lacks is written as an escape."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command: problems exit 1, our own failure 3, Ctrl-C 130; click exits 2 if used wrongly."""
        try:
            return super().invoke(ctx)
        except DiagnosticError as error:
            screen.problems(error.diagnostics)
            ctx.exit(PROBLEMS)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            _own_failure(error)
            ctx.exit(OUR_FAILURE)


def _load(name: str) -> click.Command:
    command: click.Command = getattr(importlib.import_module(f"compplan.cli.{name}"), name)
    return command


def _own_failure(error: Exception) -> None:
    if os.environ.get("COMPPLAN_DEBUG") == "1":
        import traceback

        traceback.print_exc()
    what = one_line(f"{type(error).__name__}: {error}")
    click.echo(
        f"compplan itself failed ({what}); please report it, with what COMPPLAN_DEBUG=1 shows", err=True
    )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="compplan", message="%(prog)s %(version)s", prog_name="compplan")
def main() -> None:
    """Plans that pay for results and relationships: checked, run to the cent, explained and compared."""
