"""Sheets as one HTML page that needs nothing else, without script, each on paper of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compplan.report.documents.page import heading, page, paragraph, table, text, titled, to_fill
from compplan.report.statements.blocks import (
    Block,
    Bullets,
    Cells,
    Form,
    Heading,
    Picture,
    Room,
    Sheet,
    Sign,
    Steps,
    Title,
    Words,
)


def html_of(title: str, sheets: Sequence[Sheet]) -> str:
    """Write sheets as a page; every text is escaped."""
    return page(title, ("\n".join(map(_block, sheet)) for sheet in sheets))


def _block(block: Block) -> str:
    match block:
        case Title(words, below):
            return heading(words) + (f"<p><small>{text(below)}</small></p>" if below else "")
        case Heading(words):
            return heading(words, 2)
        case Words(words, large):
            return f'<p class="large">{text(words)}</p>' if large else paragraph(words)
        case Bullets(texts):
            return f"<ul>{''.join(f'<li>{text(each)}</li>' for each in texts)}</ul>"
        case Cells():
            return _table(block)
        case Steps(lines):
            return f'<div class="steps">{"".join(_steps(lines))}</div>'
        case Picture(svg):
            return f"<figure>{svg}</figure>"
        case Sign(labels):
            return f'<div class="sign">{"".join(to_fill(label) for label in labels)}</div>'
        case Form() | Room():
            return _filled_in(block)


def _filled_in(block: Form | Room) -> str:
    """Write a table that somebody fills in by hand."""
    if isinstance(block, Room):
        return table(("About", "Comment"), ((text(each), "") for each in block.labels), name="write")
    boxes = ["&#9744;"] * len(block.choices)
    rows = ([titled(*_parted(each)), *boxes] for each in block.questions)
    return table(("", *block.choices), rows, kinds="t" + "b" * len(boxes))


def _table(block: Cells) -> str:
    rows = [[titled(*_parted(cell)) for cell in row] for row in block.rows]
    if block.total:
        rows[-1] = [f"<b>{cell}</b>" for cell in rows[-1]]
    kinds = "".join("n" if number else "t" for number in block.numbers)
    return table(block.header, rows, kinds=kinds)


def _parted(cell: str) -> tuple[str, str]:
    """Give what stands large in a cell and what stands small below it, after a line's end."""
    words, _, below = cell.partition("\n")
    return words, below


def _steps(lines: Sequence[tuple[int, str]]) -> Iterator[str]:
    for depth, words in lines:
        yield f'<p class="d{min(depth, 7)}">{text(words)}</p>'
