"""Colours of series that colour-blind eyes tell apart, on light and on dark ground."""

from __future__ import annotations

LIGHT = ("#5b6470", "#0067b1", "#c24a00", "#00805f", "#a03a8f", "#8a6a00")
DARK = ("#b6bfca", "#5db3ff", "#ff9a57", "#3fd0a2", "#f29ae0", "#e3be3c")
"""The first one is for what the others are compared with. After Okabe and Ito (2008), darker or lighter so
that each has a contrast of 3 to 1 with its ground."""
DASHES = (None, None, "6 3", "2 3", "8 3 2 3", "4 2")
"""Dashes of lines, so that nobody depends on colours."""


def style_sheet() -> str:
    """Write the rules of a page that give series their colours, light and dark, and print light.

    >>> style_sheet().splitlines()[0][:18]
    ':root{--s0:#5b6470'
    """
    names = [f"--s{at}" for at in range(len(LIGHT))]
    classes = [f".s{at}{{color:var({name})}}" for at, name in enumerate(names)]
    dark = f"@media (prefers-color-scheme:dark){{@media screen{{:root{{{_values(names, DARK)}}}}}}}"
    return "\n".join([f":root{{{_values(names, LIGHT)}}}", dark, *classes])


def _values(names: list[str], colours: tuple[str, ...]) -> str:
    return ";".join(f"{name}:{colour}" for name, colour in zip(names, colours, strict=True))
