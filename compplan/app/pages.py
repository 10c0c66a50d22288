"""Pages as HTML: templates whose every text is escaped, and the two files that they need."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compplan import __version__
from compplan.notebook import printable
from compplan.report.page.model import Page
from compplan.report.page.render import style_of

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
_PLAIN = Page("", "", "", "", (), (), ())
_LONGEST = 400
"""Letters of a text that are shown; names and comments come from files and may have any length."""


def render(name: str, **shown: Any) -> str:
    """Write a page, or a part of one, by its template."""
    return _environment().get_template(name).render(version=__version__, **shown)


@cache
def style() -> str:
    """Give the style sheet."""
    return "\n".join([style_of(_PLAIN), _static("app.css")])


@cache
def script() -> str:
    """Give the script."""
    return _static("app.js")


def shortened(text: str) -> str:
    """Cut a long text, and put a sign for what cannot be printed."""
    return printable(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "\u2026")


def _static(name: str) -> str:
    return (_FOLDER / "static" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def seen(value: Any) -> Any:
        return value if isinstance(value, (Markup, Whole)) else shortened(str(value))

    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawn"] = Markup  # pictures escape their own texts
    environment.filters["whole"] = Whole
    return environment


class Whole(str):
    """A text that is shown as it is, whole and with its lines; still escaped."""

    __slots__ = ()
