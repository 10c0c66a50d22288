"""``compplan ledger reconcile``, ``export`` and ``verify``."""

from __future__ import annotations

from pathlib import Path

import click

from compplan.cli import inputs, screen
from compplan.cli.ledger import common

DIFFER = 1


@click.command()
@common.month_argument
@click.argument("payroll", metavar="FILE")
@click.option("--participant-column", default="participant_id", show_default=True, metavar="NAME")
@click.option("--amount-column", default="amount", show_default=True, metavar="NAME")
@click.option("--currency", metavar="CODE", help="Where a month pays in several.")
@common.address
@click.pass_context
def reconcile(
    ctx: click.Context,
    month: str,
    payroll: str,
    participant_column: str,
    amount_column: str,
    currency: str | None,
    address: str,
) -> None:
    """Compare what a month's postings pay with a payroll file; ends with 1 if they differ.

    The file is CSV, Parquet or XLSX. Several rows of a participant are added up.
    """
    from compplan.ledger.reconcile import currency_of, read_payroll
    from compplan.ledger.reconcile import reconcile as compare
    from compplan.report.ledger_text import reconciled_text

    inputs.refuse_absent(payroll)
    with common.opened(address) as store, store.reading():
        code = currency_of(store, month, currency)
        paid = read_payroll(Path(payroll), participant_column, amount_column, code)
        found = compare(store, month, paid, code)
    screen.say(reconciled_text(found))
    if found.mismatches:
        ctx.exit(DIFFER)


@click.command()
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "json", "beancount"]),
    default="csv",
    show_default=True,
    help="Kind of the files.",
)
@click.option("--out", required=True, metavar="FOLDER", help="Write to this folder.")
@common.address
def export(file_format: str, out: str, address: str) -> None:
    """Write entries, lines and payments as tables, or all of it for Beancount."""
    from compplan.report.ledger_files import write_ledger
    from compplan.report.table_files import written_text

    with common.opened(address) as store, store.reading(), screen.step("writing"):
        written = write_ledger(out, store, file_format)
    screen.say(written_text(written))


@click.command()
@click.option(
    "--anchor", metavar="ENTRY:DIGEST", help="A head that was kept elsewhere; the chain must hold it."
)
@common.address
def verify(anchor: str | None, address: str) -> None:
    """Check every entry, line and text by the chain of digests; names the first bad entry.

    Whoever can write the ledger could write the whole chain anew: keep the heads that postings print
    elsewhere, and give one as --anchor.
    """
    from compplan.ledger.verify import verify as verify_chain
    from compplan.report.ledger_text import verified_text

    with common.opened(address) as store, screen.step("verifying"):
        found = verify_chain(store, anchor)
    screen.say(verified_text(found, anchored=anchor is not None))
