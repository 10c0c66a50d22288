"""Options of the ledger's commands, and how they read their inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from compplan.cli import inputs, screen
from compplan.cli.options import month as month_index
from compplan.diagnostics import DiagnosticError
from compplan.months import month_text

if TYPE_CHECKING:
    from compplan.ledger.model import Appended
    from compplan.ledger.run import Run
    from compplan.ledger.store import Store

address = click.option(
    "--ledger",
    "address",
    default="ledger.sqlite",
    show_default=True,
    envvar="COMPPLAN_LEDGER",
    metavar="FILE|URL",
    help="File of the ledger, or postgresql://user@host/name; also from COMPPLAN_LEDGER.",
)
by = click.option("--as", "by", required=True, metavar="NAME", help="Who does it; it is recorded.")
reason = click.option("--reason", required=True, metavar="TEXT", help="Why; it is recorded.")
new = click.option(
    "--new",
    multiple=True,
    metavar="PARTICIPANT",
    help="Somebody with late lines who is not a person that was erased.",
)


def month(text: str) -> str:
    """Read ``YYYY-MM``."""
    return month_text(month_index(text))


month_argument = click.argument("month", type=month, metavar="YYYY-MM")


@contextmanager
def opened(address: str) -> Iterator[Store]:
    """Open a ledger for a command."""
    from compplan.ledger.store import open_store

    _refuse_absent(address)
    store = open_store(address)
    try:
        yield store
    finally:
        store.close()


def _refuse_absent(address: str) -> None:
    """Name the ledger that was meant, if the file that is given is not there but one of a like name is."""
    from compplan.documents.files import absent

    told = absent(address) if "://" not in address else None
    if told is not None and told.hint is not None:
        raise DiagnosticError([replace(told, code="CP601", message="there is no ledger here")])


def read_run(
    plans: Sequence[str],
    folder: str,
    through: str | None,
    outside: Literal["error", "ignore"],
    *,
    to_pay: bool = False,
) -> Run:
    """Run plans on data through a month, as the ledger takes it; ``to_pay`` as their sign-off allows."""
    from compplan.engine.run import run
    from compplan.ledger.run import run_of
    from compplan.signoff.status import refuse_unsigned

    chosen, panel = inputs.read_inputs(plans, folder)
    unsigned = refuse_unsigned(chosen) if to_pay else []
    if unsigned:
        screen.problems(unsigned)
    with screen.step("paying"):
        last = None if through is None else month_index(through)
        result = run(chosen, panel, through=last, outside=outside)
        return run_of(result, panel, through=through, sources=_sources(folder))


def say_appended(done: Appended, what: str, *, already: str) -> None:
    """Say what was recorded, and the head to be kept elsewhere."""
    screen.say(already if done.already else what)
    for note in done.notes:
        screen.say(f"Note: {note}")
    screen.say(f"head {done.entry.head}")


def _sources(folder: str) -> str | None:
    from compplan.sources.locate import sources_file

    file = sources_file(Path(folder))
    return None if file is None else hashlib.sha256(file.read_bytes()).hexdigest()
