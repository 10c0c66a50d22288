"""A page as one HTML file that needs nothing else: its policy lets the browser load and run nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compplan import __version__
from compplan.notebook import printable
from compplan.pictures.colours import style_sheet
from compplan.report.page.model import Page

if TYPE_CHECKING:
    from jinja2 import Template

_FOLDER = Path(__file__).parent
_LONGEST = 400
"""Letters of a text that are shown; names and comments come from files and may have any length."""


def render(page: Page) -> str:
    """Write a page as HTML; every text of it is escaped, and what cannot be printed becomes a sign."""
    from markupsafe import Markup  # slow to import with jinja2

    style, script = Markup(style_of(page)), Markup(_text("page.js"))  # noqa: S704  # our own files
    content, allowed = Markup(content_of(page)), policy(style, script)  # noqa: S704  # escaped by its template
    return _template("page").render(
        page=page, style=style, script=script, content=content, policy=allowed, version=__version__
    )


def content_of(page: Page) -> str:
    """Write what stands between head and script: for a page that has a head of its own."""
    return _template("content").render(page=page, version=__version__).strip()


def policy(style: str, script: str) -> str:
    """Give a content policy that allows this style sheet, this script and nothing else.

    >>> policy("", "")[:19]
    "default-src 'none';"
    """
    allowed = f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def style_of(page: Page) -> str:
    """Give the style sheet of a page: that of all pages, and which frame is seen at which stop."""
    return "\n".join([_text("page.css"), style_sheet(), *_frames(page)])


def _frames(page: Page) -> list[str]:
    """Show what belongs to the chosen stop; a browser without ``:has`` shows the first choice."""
    if len(page.stops) < 2:
        return []
    chosen = [
        f"body:has(#stop-{at}:checked) .frame-{at}{{display:block}}"
        f"body:has(#stop-{at}:checked) .row-{at} :is(th,td){{background:var(--mark)}}"
        for at in range(len(page.stops))
    ]
    otherwise = f"@supports not selector(:has(a)){{.frame-{page.shown}{{display:block}}}}"
    return [".frame{display:none}", otherwise, *chosen]


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, StrictUndefined  # slow to import
    from markupsafe import Markup

    def seen(value: Any) -> Any:
        if isinstance(value, Markup):
            return value
        text = str(value)
        return printable(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "\u2026")

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=seen, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["drawn"] = Markup  # pictures escape their own texts
    return environment.from_string(_text(f"{name}.html.jinja"))
