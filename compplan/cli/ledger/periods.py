"""``compplan ledger approve``, ``close``, ``pay`` and ``periods``."""

from __future__ import annotations

import click

from compplan.cli import screen
from compplan.cli.ledger import common


@click.command()
@common.month_argument
@common.by
@common.address
def approve(month: str, by: str, address: str) -> None:
    """Approve all that is posted in a month; not by whoever posted it."""
    from compplan.ledger.periods import approve as approve_month

    with common.opened(address) as store:
        done = approve_month(store, month, by=by)
    common.say_appended(done, f"{month} is approved", already=f"{month} is approved already; nothing changed")


@click.command()
@common.month_argument
@common.by
@common.address
def close(month: str, by: str, address: str) -> None:
    """Close a month and those before it: nothing posts to them any more."""
    from compplan.ledger.periods import close as close_month

    with common.opened(address) as store:
        done = close_month(store, month, by=by)
    common.say_appended(done, f"{month} is closed", already=f"{month} is closed already; nothing changed")


@click.command()
@common.month_argument
@common.by
@common.address
def pay(month: str, by: str, address: str) -> None:
    """Record that a closed and approved month was paid."""
    from compplan.ledger.periods import pay as pay_month

    with common.opened(address) as store:
        done = pay_month(store, month, by=by)
    common.say_appended(done, f"{month} is paid", already=f"{month} is paid already; nothing changed")


@click.command()
@common.address
def periods(address: str) -> None:
    """List the months: open, closed or paid, by whom approved, and what they pay."""
    from compplan.ledger.entries import names
    from compplan.ledger.periods import periods as all_periods
    from compplan.report.ledger_periods import periods_text

    with common.opened(address) as store, store.reading():
        screen.say(periods_text(all_periods(store), names(store)))
