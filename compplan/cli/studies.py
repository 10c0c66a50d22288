"""Options and inputs that commands about simulated plans share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from compplan.cli import inputs, options, screen

if TYPE_CHECKING:
    from compplan.decision.api import Sensitivity
    from compplan.decision.optimum import Optimum

_SHARED = (
    click.option("--data", "folder", metavar="FOLDER", help="Folder with the company's tables."),
    click.option(
        "--assumptions",
        metavar="FILE",
        help="Assumptions file: business, parameters, worldviews, workforce.",
    ),
    click.option(
        "--worldview", "views", multiple=True, metavar="NAME", help="Show this worldview; else all."
    ),
    click.option(
        "--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, metavar="N", help="Seed."
    ),
    click.option(
        "--through", type=options.month, metavar="YYYY-MM", help="Last month; else the plans' last."
    ),
    options.as_if,
    options.assume,
    options.cluster,
)


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the data and assumptions of a study, and its seed and months."""
    for decorate in reversed(_SHARED):
        command = decorate(command)
    return command


def study_inputs(ctx: click.Context, given: dict[str, Any]) -> dict[str, Any]:
    """Read what a study needs from the shared options; give it as arguments of the library's functions."""
    from compplan.simulation.parameters.read import load_assumptions, shipped_assumptions

    known = load_assumptions(given["assumptions"]) if given["assumptions"] else shipped_assumptions()
    folder = given["folder"]
    if folder is None and known.workforce is None:
        message = "give --data FOLDER, or assumptions that describe a workforce"
        raise click.UsageError(message, ctx)
    plans, panel = (
        (inputs.read_plans(given["plans"]), None)
        if folder is None or known.workforce is not None
        else inputs.read_inputs(given["plans"], folder)
    )
    return {
        "plans": plans,
        "data": panel,
        "assumptions": known,
        "worldviews": given["views"] or None,
        "seed": given["seed"],
        "through": options.text_of(given["through"]),
        "as_if": options.text_of(given["as_if"]),
        "assume": given["assume"],
    }


def write_shown(found: Optimum | Sensitivity, given: dict[str, Any]) -> list[str]:
    """Write the page and the workbook that are asked for; give their paths."""
    if given["html"]:
        found.to_html(given["html"])
    if given["xlsx"]:
        found.to_xlsx(given["xlsx"])
    return [given[kind] for kind in ("html", "xlsx") if given[kind]]


def say_found(given: dict[str, Any], text: str, document: dict[str, Any], written: list[str]) -> None:
    """Print what was found, as text with the files that were written, or as JSON."""
    if given["as_json"]:
        screen.say_json(document)
        return
    screen.say(text)
    if written:
        screen.say(f"\nwritten: {', '.join(written)}")
