"""Arguments and options that several commands have, and how their values are read."""

from __future__ import annotations

from fractions import Fraction
from importlib.util import find_spec

import click

from compplan.grammar import parse_number, parse_typed
from compplan.months import month_text, parse_month


def month(text: str) -> int:
    """Read ``YYYY-MM`` as a month index."""
    index = parse_month(text)
    if index is None:
        message = f"'{text}' is not a month such as 2027-03"
        raise click.BadParameter(message)
    return index


def text_of(month: int | None) -> str | None:
    """Write a month index as ``YYYY-MM``, as the library takes it; None stays None."""
    return None if month is None else month_text(month)


def number(text: str) -> float:
    """Read a number, or a percentage: ``0.3`` and ``30%`` are the same, ``9,000,000`` is nine million."""
    value = parse_typed(text)
    if value is None:
        message = f"'{text}' is not a number such as 0.3, 30% or 9000000"
        raise click.BadParameter(message)
    return float(value)


def share(text: str) -> float:
    """Read a share between 0 and 1, neither of them: ``0.3`` or ``30%``."""
    value = number(text)
    if not 0 < value < 1:
        message = f"'{text}' is not between 0% and 100%"
        raise click.BadParameter(message)
    return value


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
as_if = click.option("--as-if", type=month, metavar="YYYY-MM", help="Month in which recorded history begins.")
assume = click.option(
    "--assume",
    type=assumption,
    metavar="MEASURE=SHARE",
    multiple=True,
    callback=assumptions,
    help="Attainment of a measure that history did not record, such as relationship=85%.",
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
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
