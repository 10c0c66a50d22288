"""``compplan ledger init``, ``post``, ``differences``, ``correct`` and ``reverse``."""

from __future__ import annotations

from typing import Literal

import click

from compplan.cli import options, screen
from compplan.cli.ledger import common

_post_month = click.option(
    "--month", type=common.month, required=True, metavar="YYYY-MM", help="Month to post."
)
_through = click.option(
    "--through", type=common.month, metavar="YYYY-MM", help="Last month to compare; else the last one posted."
)
_into = click.option(
    "--month",
    type=common.month,
    metavar="YYYY-MM",
    help="Open month to post in; else the first that is open.",
)
_replaces = click.option(
    "--replaces", multiple=True, metavar="PLAN_ID", help="A posted plan in whose place these come."
)


@click.command()
@common.address
def init(address: str) -> None:
    """Make a new, empty ledger: a file, or tables in a database of PostgreSQL."""
    from compplan.ledger.store import open_store

    store = open_store(address, create=True)
    store.close()
    screen.say(f"made {store.name}")


@click.command()
@options.plans
@options.data
@_post_month
@common.by
@common.new
@options.outside
@common.address
def post(
    plans: tuple[str, ...],
    folder: str,
    month: str,
    by: str,
    new: tuple[str, ...],
    outside: Literal["error", "ignore"],
    address: str,
) -> None:
    """Post what the plans pay for a month. The same run posted again changes nothing."""
    from compplan.ledger.posting import post as post_run
    from compplan.report.ledger_text import posted_text

    with common.opened(address) as store:
        run = common.read_run(plans, folder, month, outside, to_pay=True)
        done = post_run(store, run, by=by, new=new)
    already = f"{month} is posted already, by entry {done.entry.number}; nothing changed"
    common.say_appended(done, posted_text(done.entry), already=already)


@click.command()
@options.plans
@options.data
@_through
@_replaces
@options.outside
@common.address
def differences(
    plans: tuple[str, ...],
    folder: str,
    through: str | None,
    replaces: tuple[str, ...],
    outside: Literal["error", "ignore"],
    address: str,
) -> None:
    """Show what plans and data give beyond what is posted, by participant and component."""
    from compplan.ledger.difference import differences as differing
    from compplan.ledger.difference import last_posted
    from compplan.report.ledger_text import differences_text

    with common.opened(address) as store:
        run = common.read_run(plans, folder, through or last_posted(store), outside)
        with store.reading():
            found = differing(store, run, replaces)
    screen.say(differences_text(found, run.currency))


@click.command()
@options.plans
@options.data
@_through
@_into
@common.by
@common.reason
@click.option("--dispute", type=int, metavar="ENTRY", help="The dispute that it follows from.")
@_replaces
@common.new
@options.outside
@common.address
def correct(
    plans: tuple[str, ...],
    folder: str,
    through: str | None,
    month: str | None,
    by: str,
    reason: str,
    dispute: int | None,
    replaces: tuple[str, ...],
    new: tuple[str, ...],
    outside: Literal["error", "ignore"],
    address: str,
) -> None:
    """Post what plans and data give beyond what is posted, in the open month."""
    from compplan.ledger.difference import last_posted
    from compplan.ledger.posting import correct as correct_run
    from compplan.report.ledger_text import posted_text

    with common.opened(address) as store:
        run = common.read_run(plans, folder, through or last_posted(store), outside, to_pay=True)
        done = correct_run(
            store, run, by=by, reason=reason, month=month, replaces=replaces, dispute=dispute, new=new
        )
    common.say_appended(
        done, posted_text(done.entry), already="what is posted equals this run; nothing changed"
    )


@click.command()
@click.argument("number", type=int, metavar="ENTRY")
@common.by
@common.reason
@common.address
def reverse(number: int, by: str, reason: str, address: str) -> None:
    """Take a posting back: post its lines with the opposite sign, in the open month."""
    from compplan.ledger.posting import reverse as reverse_entry
    from compplan.report.ledger_text import posted_text

    with common.opened(address) as store:
        done = reverse_entry(store, number, by=by, reason=reason)
    already = f"entry {number} is reversed already, by entry {done.entry.number}; nothing changed"
    common.say_appended(done, posted_text(done.entry), already=already)
