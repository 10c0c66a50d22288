"""``compplan ledger person`` and ``erase``."""

from __future__ import annotations

import click

from compplan.cli import screen
from compplan.cli.ledger import common

_name = click.argument("name", metavar="NAME")


@click.command()
@_name
@click.option("--out", metavar="FILE", help="Write to a new file instead.")
@common.address
def person(name: str, out: str | None, address: str) -> None:
    """Write all that is held about a person, a participant or somebody who made entries, as JSON."""
    from compplan.ledger.privacy import record
    from compplan.report.files import write_new
    from compplan.report.ledger_files import record_document
    from compplan.report.table_files import json_text

    with common.opened(address) as store:
        document = record_document(name, record(store, name))
    if out is None:
        screen.say(json_text(document).rstrip("\n"))
        return
    write_new(out, json_text(document))
    screen.say(f"written: {out}")


@click.command()
@_name
@common.by
@common.address
def erase(name: str, by: str, address: str) -> None:
    """Erase a person's name and all texts about the person, for good; lines, sums and the chain stay."""
    from compplan.ledger.privacy import erase as erase_person

    with common.opened(address) as store:
        done = erase_person(store, name, by=by)
    screen.say("erased; copies and backups made before hold the name still")
    common.say_appended(done, f"entry {done.entry.number} records it", already="")
