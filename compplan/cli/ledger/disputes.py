"""``compplan ledger dispute``, ``answer`` and ``disputes``."""

from __future__ import annotations

import click

from compplan.cli import screen
from compplan.cli.ledger import common


def _line(text: str) -> tuple[int, int]:
    from compplan.ledger.disputes import number_of_line

    found = number_of_line(text)
    if found is None:
        message = f"'{text}' is no line such as 12.3"
        raise click.BadParameter(message)
    return found


@click.command()
@click.argument("line", type=_line, metavar="ENTRY.LINE")
@click.option("--question", required=True, metavar="TEXT", help="What is asked; it is recorded.")
@common.by
@common.address
def dispute(line: tuple[int, int], question: str, by: str, address: str) -> None:
    """Attach a question to a line, as a participant or for one."""
    from compplan.ledger.disputes import dispute as ask

    with common.opened(address) as store:
        done = ask(store, *line, question, by=by)
    number = done.entry.number
    already = f"this was asked already, as dispute {number}; nothing changed"
    common.say_appended(done, f"dispute {number} is recorded", already=already)


@click.command()
@click.argument("number", type=int, metavar="DISPUTE")
@click.option("--right/--wrong", required=True, help="Whether the line is to be corrected.")
@click.option("--text", required=True, metavar="TEXT", help="The answer; it is recorded.")
@common.by
@common.address
def answer(number: int, text: str, by: str, address: str, *, right: bool) -> None:
    """Answer a question. If it was right, correct with: compplan ledger correct ... --dispute DISPUTE."""
    from compplan.ledger.disputes import answer as reply

    with common.opened(address) as store:
        done = reply(store, number, text, right=right, by=by)
    common.say_appended(
        done, f"dispute {number} is answered", already=f"dispute {number} has this answer; nothing changed"
    )


@click.command()
@common.address
def disputes(address: str) -> None:
    """List questions with their lines and answers."""
    from compplan.ledger.disputes import disputes as all_disputes
    from compplan.ledger.entries import names
    from compplan.report.ledger_text import disputes_text

    with common.opened(address) as store, store.reading():
        screen.say(disputes_text(all_disputes(store), names(store)))
