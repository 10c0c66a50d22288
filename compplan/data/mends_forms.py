"""Why a cell is not written as its sources file says: asked for bad cells only."""

from __future__ import annotations

from compplan.data.forms import Form
from compplan.data.mends import Reason
from compplan.data.problems import quote

_MARKS = {".": "point", ",": "comma", "'\N{RIGHT SINGLE QUOTATION MARK}": "apostrophe"}
_HINT = "correct it, or state how this column is written"


def unlike_reason(text: str, form: Form) -> Reason:
    """Say that text is no date or month in a stated format."""
    return f"{quote(text)} is not a date written as {form.date}", _HINT


def unlike_number_reason(text: str, form: Form) -> Reason:
    """Say that text is no number with the stated marks."""
    marks = f"a decimal {_MARKS[form.decimal]}"
    if form.thousands:
        between = _MARKS.get(form.thousands, "space")
        marks += f" and {'an' if between == 'apostrophe' else 'a'} {between} between thousands"
    return f"{quote(text)} is not a number with {marks}", _HINT
