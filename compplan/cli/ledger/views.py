"""``compplan ledger list``, ``show``, ``balances`` and ``accruals``."""

from __future__ import annotations

import click

from compplan.cli import options, screen
from compplan.cli.ledger import common


@click.command("list")
@click.option("--month", type=common.month, metavar="YYYY-MM", help="Entries of this month alone.")
@common.address
def list_entries(month: str | None, address: str) -> None:
    """List the entries in their order."""
    from compplan.ledger.entries import entries, names
    from compplan.report.ledger_text import entries_text

    with common.opened(address) as store, store.reading():
        chosen = entries(store, "month = ?", (month,)) if month else entries(store)
        screen.say(entries_text(chosen, names(store)))


@click.command()
@click.argument("number", type=int, required=False, metavar="[ENTRY]")
@click.option("--participant", metavar="P", help="Show the lines of a participant instead.")
@common.address
@click.pass_context
def show(ctx: click.Context, number: int | None, participant: str | None, address: str) -> None:
    """Show an entry with its lines, or the lines of a participant in all entries."""
    if (number is None) == (participant is None):
        message = "give an entry, or --participant"
        raise click.UsageError(message, ctx)
    from compplan.ledger.views import entry_view, participant_view
    from compplan.report.ledger_text import entry_text, history_text

    with common.opened(address) as store, store.reading():
        if number is not None:
            screen.say(entry_text(entry_view(store, number)))
        else:
            screen.say(history_text(participant_view(store, str(participant))))


@click.command()
@common.address
def balances(address: str) -> None:
    """List what is held back, advanced as a draw, or overpaid and not yet set off."""
    from compplan.ledger.sums import balances as open_balances
    from compplan.report.ledger_text import balances_text

    with common.opened(address) as store, store.reading():
        screen.say(balances_text(open_balances(store)))


def _benefit(text: str) -> tuple[str, int]:
    component, _, months = text.partition("=")
    if not component or not (months.isascii() and months.isdigit() and 0 < int(months) <= 600):
        message = f"'{text}' is not such as product_revenue=36"
        raise click.BadParameter(message)
    return component, int(months)


@click.command()
@click.argument("plans", nargs=-1, metavar="[PLAN...]")
@click.option("--data", "folder", metavar="FOLDER", help="Tables; with plans, for what is expected.")
@options.through
@click.option(
    "--capitalise",
    type=_benefit,
    multiple=True,
    metavar="COMPONENT=MONTHS",
    help="Amortise a component over months of benefit instead (ASC 340-40).",
)
@common.address
@click.pass_context
def accruals(
    ctx: click.Context,
    plans: tuple[str, ...],
    folder: str | None,
    through: int | None,
    capitalise: tuple[tuple[str, int], ...],
    address: str,
) -> None:
    """Show the books by month: earned, paid, held, and with plans and data, what is expected beyond."""
    if bool(plans) != bool(folder):
        message = "give plans and --data together"
        raise click.UsageError(message, ctx)
    from compplan.ledger.capitalised import amortisation
    from compplan.ledger.difference import differences
    from compplan.ledger.sums import accruals as books
    from compplan.months import month_text
    from compplan.report.ledger_periods import accruals_text, amortisation_text

    with common.opened(address) as store:
        run = None
        if folder:
            run = common.read_run(plans, folder, None if through is None else month_text(through), "error")
        with store.reading():
            if capitalise:
                screen.say(amortisation_text(amortisation(store, dict(capitalise))))
                return
            expected = differences(store, run) if run else {}
            screen.say(accruals_text(books(store, expected, run.currency if run else None)))
