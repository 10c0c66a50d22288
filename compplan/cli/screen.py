"""What commands print: text on standard output, problems and progress on standard error."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

import click

from compplan.diagnostics import Diagnostic
from compplan.report.diagnostics_text import full


def say(text: str = "") -> None:
    """Print a text on standard output."""
    click.echo(text)


def problems(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics on standard error, in colour on a terminal."""
    click.echo(full(diagnostics, colour=colour(sys.stderr)), err=True, color=colour(sys.stderr))


def colour(stream: IO[str]) -> bool:
    """Tell whether to write colours: to terminals, unless ``NO_COLOR`` is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show on a terminal what is being done, while it is being done."""
    shown = sys.stderr.isatty()
    if shown:
        click.echo(f"{what} ...", nl=False, err=True)
    try:
        yield
    finally:
        if shown:
            click.echo("\r" + " " * (len(what) + 4) + "\r", nl=False, err=True)


@contextmanager
def progress(what: str, unit: str = "samples") -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how much of long work is done, and how long the rest may take.

    What is not known in advance (0) is not told. Where nothing is done yet, the work begins anew.
    """
    shown = sys.stderr.isatty()
    begun = time.monotonic()
    wide = 0

    def tell(done: int, of: int) -> None:
        nonlocal begun, wide
        begun = begun if done else time.monotonic()
        if not shown or not done:
            return
        left = (time.monotonic() - begun) / done * (of - done)
        text = f"{what}: {done:,} of {of:,} {unit}, {left:.0f} s left" if of else f"{what}: {done:,} {unit}"
        click.echo("\r" + text.ljust(wide), nl=False, err=True)
        wide = max(wide, len(text))

    try:
        if shown:
            click.echo(f"{what} ...", nl=False, err=True)
            wide = len(what) + 4
        yield tell
    finally:
        if shown:
            click.echo("\r" + " " * wide + "\r", nl=False, err=True)


@contextmanager
def reading(folder: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show on a terminal that tables are read, and of the rows of large ones how many are."""
    with progress(f"reading {folder}", "rows") as tell:
        yield lambda _table, rows, of: tell(rows, of)


def say_if(text: str) -> None:
    """Print a text on standard output, unless it is empty."""
    if text:
        click.echo(text, color=colour(sys.stdout))


def say_json(document: Mapping[str, Any]) -> None:
    """Print a JSON document on standard output."""
    click.echo(json.dumps(document, indent=1))
