"""Options and outputs that the commands about a company's past share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from compplan import months as calendar
from compplan.cli import inputs, options, screen

if TYPE_CHECKING:
    from compplan.learning.known import Known

_SHARED = (
    click.argument("plan", metavar="PLAN"),
    options.data,
    click.option(
        "--through", type=options.month, metavar="YYYY-MM", help="Last month; else that of the data."
    ),
    click.option(
        "--as-if", type=options.month, metavar="YYYY-MM", help="Month in which recorded history begins."
    ),
    click.option(
        "--assume",
        type=options.assumption,
        metavar="MEASURE=SHARE",
        multiple=True,
        callback=options.assumptions,
        help="Attainment of a measure that history did not record, such as relationship=85%.",
    ),
    options.html,
    options.xlsx,
    click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables."),
)


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command a plan, data, the months to look at, and the ways to write."""
    for decorate in reversed(_SHARED):
        command = decorate(command)
    return command


def arguments(given: dict[str, Any]) -> dict[str, Any]:
    """Read plan and data; give them with the months as arguments of the library's functions."""
    (plan,), panel = inputs.read_inputs([given["plan"]], given["folder"])
    months = {name: _text(given[name]) for name in ("through", "as_if")}
    return {"plan": plan, "data": panel, "assume": given["assume"], **months}


def tell(given: dict[str, Any], known: Known) -> None:
    """Write the files that are asked for, and print what is known."""
    from compplan.report.learning.files import known_document
    from compplan.report.learning.text import known_text

    for name, write in (("html", known.to_html), ("xlsx", known.to_xlsx)):
        if given[name]:
            write(given[name])
    if given["as_json"]:
        screen.say_json(known_document(known))
        return
    screen.say(known_text(known))
    written = [given[name] for name in ("html", "xlsx") if given[name]]
    if written:
        screen.say(f"\nwritten: {', '.join(written)}")


def _text(month: int | None) -> str | None:
    return None if month is None else calendar.month_text(month)
