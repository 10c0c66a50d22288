"""The survey sheet as a workbook: what is known stands locked, ratings are chosen from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compplan import months as calendar
from compplan.plan.model import ReportCard
from compplan.report.documents.survey import Asked
from compplan.report.workbook.book import Book
from compplan.report.workbook.cells import plain

_SHEET, _HELP = "ratings", "How to"
_COLUMNS = (
    ("participant_id", 15),
    ("name", 18),
    ("month", 10),
    ("behaviour", 18),
    ("question", 20),
    ("rating", 14),
    ("customer_id", 14),
    ("account", 24),
    ("contact_id", 14),
    ("comment", 48),
)
"""Columns and their widths in characters; ``compplan survey`` reads those of the table of ratings."""
_AT = {name: at for at, (name, _) in enumerate(_COLUMNS)}
_OPEN = frozenset({"rating", "contact_id", "comment"})
_SPARE = 200
"""Empty lines below, for more contacts of an account."""
_LONGEST = 2_000
"""Characters of a comment."""
_ALLOWED = ("select_locked_cells", "select_unlocked_cells", "format_columns", "format_rows", "autofilter")
_A4 = 9
_SAYS = (
    "Fill in the yellow cells of the sheet 'ratings': for each line that was answered a rating from the "
    "list, the contact if you know who answered, and the customer's own words.\n"
    "Leave a line empty if it was not answered: an empty rating is not a bad one.\n"
    "If several contacts of one account answered, write the others on the empty lines at the end.\n"
    "Everything else is locked against slips; there is no password.\n"
    "When it comes back: compplan survey PLAN THIS_FILE --data FOLDER; with --add the answers become ratings."
)


def survey_book(card: ReportCard, asked: Sequence[Asked], month: int) -> bytes:
    """Give the sheet to fill in as XLSX: a line for each account and behaviour, and empty ones below."""
    book = Book(f"Survey {calendar.month_text(month)}", [_SHEET, _HELP])
    lists = _write_help(book, card, asked)
    page = book.pages[_SHEET]
    for at, (name, width) in enumerate(_COLUMNS):
        page.set_column(at, at, width)
        page.write_string(0, at, name, book.form("text", "head"))
    lines = [(each, behaviour) for each in asked for behaviour in card.behaviours]
    for row, (each, behaviour) in enumerate(lines, 1):
        known = (
            *(each.participant, each.participant_name, calendar.month_text(month), behaviour.id),
            *(behaviour.title, "", each.account, each.account_name, "", ""),
        )
        for (name, _), cell in zip(_COLUMNS, known, strict=True):
            _write(book, row, name, cell, is_open=name in _OPEN)
    for row in range(len(lines) + 1, len(lines) + _SPARE + 1):
        for name, _ in _COLUMNS:
            _write(book, row, name, "", is_open=name not in ("name", "question", "account"))
    _check(page, len(lines), lists, calendar.month_text(month))
    _finish(book, page, len(lines))
    return book.close()


def _write(book: Book, row: int, name: str, cell: str, *, is_open: bool) -> None:
    form = book.form("text", "open" if is_open else "")
    if cell:
        book.pages[_SHEET].write_string(row, _AT[name], plain(cell), form)
    else:
        book.pages[_SHEET].write_blank(row, _AT[name], None, form)


def _check(page: Any, lines: int, lists: dict[str, str], month: str) -> None:
    """Let cells take what the intake takes, and say what is wrong while it is typed."""
    last = lines + _SPARE
    page.data_validation(1, _AT["rating"], last, _AT["rating"], _of_list("rating", lists["rating"]))
    for name in ("participant_id", "behaviour", "customer_id"):
        page.data_validation(lines + 1, _AT[name], last, _AT[name], _of_list(name, lists[name]))
    only = {"validate": "list", "source": [month], "error_title": "month", "error_message": f"It is {month}."}
    page.data_validation(lines + 1, _AT["month"], last, _AT["month"], only)
    shorter = {"validate": "length", "criteria": "<=", "value": _LONGEST, "error_title": "comment"}
    shorter["error_message"] = f"At most {_LONGEST:,} characters."
    page.data_validation(1, _AT["comment"], last, _AT["comment"], shorter)


def _of_list(name: str, source: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "stop",
        "error_title": name,
        "error_message": "Please choose from the list, or leave the cell empty.",
    }


def _write_help(book: Book, card: ReportCard, asked: Sequence[Asked]) -> dict[str, str]:
    """Say how to fill in the sheet, and list what its cells may hold; give each list's cells."""
    page, say, head = book.pages[_HELP], book.form("text", "say"), book.form("text", "head")
    page.set_column(0, 3, 24)
    page.set_column(4, 4, 60)
    says = _SAYS.split("\n")
    for row, text in enumerate(says):
        page.merge_range(row, 0, row, 4, text, say)
        page.set_row(row, 30)
    lists = {
        "rating": card.scale,
        "behaviour": [each.id for each in card.behaviours],
        "participant_id": list(dict.fromkeys(each.participant for each in asked)),
        "customer_id": list(dict.fromkeys(each.account for each in asked)),
    }
    top, cells = len(says) + 1, {}
    page.write_string(top, 4, "what each behaviour is for", head)
    for row, behaviour in enumerate(card.behaviours, top + 1):
        words = [behaviour.title, *([behaviour.business_value] if behaviour.business_value else [])]
        page.write_string(row, 4, plain(": ".join(words)), say)
    for at, (name, values) in enumerate(lists.items()):
        page.write_string(top, at, name, head)
        for row, value in enumerate(values, top + 1):
            page.write_string(row, at, plain(value), book.form("text"))
        letter = "ABCD"[at]
        cells[name] = f"='{_HELP}'!${letter}${top + 2}:${letter}${top + 1 + len(values)}"
    page.protect(options=dict.fromkeys(_ALLOWED, True))
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    return cells


def _finish(book: Book, page: Any, lines: int) -> None:
    """Mark a comment without its rating and where accounts begin, protect the rest, and set up the print."""
    last, wide = lines + _SPARE, len(_COLUMNS) - 1
    lacking = _where('=AND($J2<>"",$F2="")', book.file.add_format({"bg_color": "#F8C9C4"}))
    page.conditional_format(1, _AT["rating"], last, _AT["rating"], lacking)
    begins = _where("=$G2<>$G1", book.file.add_format({"top": 1, "top_color": "#52606D"}))
    page.conditional_format(1, 0, lines, wide, begins)
    page.protect(options=dict.fromkeys(_ALLOWED, True))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, wide)
    page.print_area(0, 0, lines, wide)
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.activate()


def _where(holds: str, form: Any) -> dict[str, Any]:
    return {"type": "formula", "criteria": holds, "format": form}
