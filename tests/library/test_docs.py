from __future__ import annotations

import re
from contextlib import redirect_stdout
from inspect import getdoc, isclass, isfunction
from io import StringIO
from typing import Any

import pytest

import compplan as cp
from tests.shared import ROOT

PAGE = ROOT / "docs" / "library.md"
_BLOCK = re.compile(r"```(\w*)\n(.*?)```\n", re.DOTALL)
PUBLIC = [name for name in cp.__all__ if name != "__version__"]


def _blocks(text: str) -> list[tuple[int, str, str | None]]:
    """Give each block of Python: its line, code, and what it prints, if the next block says so."""
    found = list(_BLOCK.finditer(text))
    blocks = []
    for block, after in zip(found, [*found[1:], None], strict=True):
        if block[1] == "python":
            prints = after[2] if after and after[1] == "text" else None
            blocks.append((text[: block.start(2)].count("\n"), block[2], prints))
    return blocks


def _documented() -> list[tuple[str, Any]]:
    """List the public names, and the functions and properties of public classes."""
    found = []
    for name in PUBLIC:
        public = getattr(cp, name)
        found.append((name, public))
        for own, member in vars(public).items() if isclass(public) else ():
            if not own.startswith("_") and (isfunction(member) or isinstance(member, property)):
                found.append((f"{name}.{own}", member))
    return found


def test_the_page_for_developers_does_what_it_says() -> None:
    """Every block of code on the page runs, after those before it, and prints what the page says."""
    names: dict[str, Any] = {}
    blocks = _blocks(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) > 8
    for line, code, prints in blocks:
        out = StringIO()
        with redirect_stdout(out):
            exec(compile("\n" * line + code, str(PAGE), "exec"), names)  # noqa: S102  # the page's own code
        assert prints is not None or not out.getvalue()
        assert out.getvalue() == (prints or ""), f"block at line {line}"


@pytest.mark.parametrize(("name", "public"), _documented(), ids=[name for name, _ in _documented()])
def test_every_public_name_has_an_example(name: str, public: Any) -> None:
    """What compplan exports says what it does in one sentence, and shows an example."""
    text = getdoc(public)
    assert text, name
    assert re.match(r"[A-Z`][^\n]*(\n[^\n]+)*\.(\n|$)", text)
    assert ">>> " in text


def test_public_names_are_those_that_are_listed() -> None:
    """What ``dir`` shows is what can be imported."""
    assert dir(cp) == sorted(cp.__all__)
    with pytest.raises(AttributeError, match="no attribute 'laod_plan'"):
        cp.laod_plan  # type: ignore[attr-defined]  # noqa: B018
