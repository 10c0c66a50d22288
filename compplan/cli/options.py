"""Arguments and options that several commands have, and how their values are read."""

from __future__ import annotations

from fractions import Fraction
from importlib.util import find_spec

import click

from compplan.grammar import parse_number, parse_typed
from compplan.months import parse_month


def month(text: str) -> int:
    """Read ``YYYY-MM`` as a month index."""
    index = parse_month(text)
    if index is None:
        message = f"'{text}' is not a month such as 2027-03"
        raise click.BadParameter(message)
    return index


def number(text: str) -> float:
    """Read a number, or a percentage: ``0.3`` and ``30%`` are the same, ``9,000,000`` is nine million."""
    value = parse_typed(text)
    if value is None:
        message = f"'{text}' is not a number such as 0.3, 30% or 9000000"
        raise click.BadParameter(message)
    return float(value)


def assumption(text: str) -> tuple[str, Fraction]:
    """Read ``MEASURE=SHARE``: a measure's id and the attainment that history did not record."""
    measure, _, number = text.partition("=")
    share = parse_number(number)
    if not measure or share is None or share < 0:
        message = f"'{text}' is not such as relationship=85%"
        raise click.BadParameter(message)
    return measure, share


def assumptions(
    ctx: click.Context, param: click.Parameter, values: tuple[tuple[str, Fraction], ...]
) -> dict[str, Fraction]:
    """Collect options that give a figure to a name; each name once."""
    given = dict(values)
    if len(given) < len(values):
        message = "a name is given twice"
        raise click.BadParameter(message, ctx, param)
    return given


def refuse_pdf_without_typst(*, wanted: bool) -> None:
    """Refuse to begin what could not write its PDF."""
    if wanted and find_spec("typst") is None:
        message = "--pdf needs typst: pip install 'compplan[pdf]', or print the pages from a browser"
        raise click.UsageError(message)


plans = click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
data = click.option(
    "--data", "folder", required=True, metavar="FOLDER", help="Folder with the company's tables."
)
through = click.option(
    "--through", type=month, metavar="YYYY-MM", help="Last month to pay; else the last month of the data."
)
outside = click.option(
    "--outside",
    type=click.Choice(["error", "ignore"]),
    default="error",
    show_default=True,
    help="What to do with rows dated outside the plans.",
)
cluster = click.option(
    "--cluster", metavar="ADDRESS", help="Use the workers of a Dask scheduler, such as tcp://host:8786."
)
out = click.option("--out", metavar="FOLDER", help="Write the tables to this folder.")
html = click.option(
    "--html", metavar="FILE", help="Write a page for executives: one file, to be opened in any browser."
)
xlsx = click.option("--xlsx", metavar="FILE", help="Write a workbook for finance to this file.")
