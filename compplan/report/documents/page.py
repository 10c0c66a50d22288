"""A printable page: self-contained HTML without script, for A4 and Letter; every text from files escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from compplan.notebook import printable

_STYLE = """
@page { margin: 15mm 16mm }
body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; color: #1b1b1b; max-width: 170mm; margin: 8mm auto }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 4mm }
h3 { font-size: 11pt; margin: 4mm 0 1mm }
ul { margin: 0 }
h2 { font-size: 12.5pt; margin: 6mm 0 2mm }
p { margin: 2.5mm 0 }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 4mm; break-inside: avoid }
th, td { border-bottom: .3pt solid #999; padding: 1.2mm 2mm; text-align: left; vertical-align: top }
th { font-weight: bold; border-bottom: 1pt solid #333; line-height: 1.2; vertical-align: bottom }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
td.n { white-space: nowrap }
td small { display: inline-block; line-height: 1.2 }
td.box, th.box { text-align: center; width: 11% }
small { color: #555 }
tr, figure, .sign { break-inside: avoid }
h1, h2, h3 { break-after: avoid }
td:first-child { min-width: 20mm }
td { line-height: 1.25 }
.write td { height: 9mm }
@media print {
  body { margin: 0 auto; font-size: 10pt }
  h1 { font-size: 15pt; margin-bottom: 2mm }
  h2 { font-size: 11.5pt; margin: 4.5mm 0 1.5mm }
  p { margin: 1.8mm 0 }
  th, td { padding: .9mm 2mm }
  .write td { height: 8mm }
}
section + section { break-before: page }
.large { font-size: 14pt; font-weight: bold }
figure { margin: 3mm 0; max-width: 130mm }
figure svg { width: 100%; height: auto }
.steps p { margin: .6mm 0; font-size: 9.5pt; overflow-wrap: anywhere }
.steps .d0 { font-size: 11pt; margin-top: 2mm }
.d1 { padding-left: 5mm } .d2 { padding-left: 10mm } .d3 { padding-left: 15mm } .d4 { padding-left: 20mm }
.d5 { padding-left: 25mm } .d6 { padding-left: 30mm } .d7 { padding-left: 35mm }
.line { display: inline-block; border-bottom: .5pt solid #333; min-width: 60mm }
.write td:first-child { width: 45mm }
@media screen and (max-width: 600px) { body { padding: 0 4mm } table { display: block; overflow-x: auto } }
@media screen { section + section { border-top: 2pt solid #ccc; padding-top: 8mm; margin-top: 8mm } }
"""


def page(title: str, sections: Iterable[str]) -> str:
    """Write a page of sections, each on a sheet of its own when printed; they are HTML already."""
    body = "\n".join(f"<section>\n{section}\n</section>" for section in sections)
    known = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head = f"{known}<title>{text(title)}</title><style>{_STYLE}</style>"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def text(value: str) -> str:
    """Escape a text; what cannot be printed becomes a sign."""
    return escape(printable(value))


def heading(value: str, level: int = 1) -> str:
    """Write a heading."""
    return f"<h{level}>{text(value)}</h{level}>"


def paragraph(value: str) -> str:
    """Write a paragraph."""
    return f"<p>{text(value)}</p>"


def to_fill(label: str) -> str:
    """Write a label with a line to write on."""
    return f'<p>{text(label)}: <span class="line">&nbsp;</span></p>'


def titled(title: str, below: str) -> str:
    """Write a title with a smaller text below it, if there is one."""
    return text(title) + (f"<br><small>{text(below)}</small>" if below else "")


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, kinds: str = "", name: str = "") -> str:
    """Write a table of cells that are HTML already; ``kinds`` has a letter for each column.

    ``t`` is text, ``n`` a number, ``b`` a box to tick.
    """
    wanted = kinds.ljust(len(header), "t")
    classes = [{"n": ' class="n"', "b": ' class="box"'}.get(kind, "") for kind in wanted]
    head = _row("th", [text(cell) for cell in header], classes)
    lines = "\n".join(_row("td", row, classes) for row in rows)
    return f'<table class="{text(name)}"><thead>{head}</thead><tbody>\n{lines}\n</tbody></table>'


def _row(tag: str, cells: Sequence[str], classes: Sequence[str]) -> str:
    pairs = zip(cells, classes, strict=True)
    return f"<tr>{''.join(f'<{tag}{kind}>{cell}</{tag}>' for cell, kind in pairs)}</tr>"
