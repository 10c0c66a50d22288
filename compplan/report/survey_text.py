"""What a survey sheet holds, in words: who was asked, who answered, and who did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compplan.engine.intake.rates import Rate
from compplan.engine.intake.sheet import Sheet
from compplan.report.diagnostics_text import counted
from compplan.report.plain import one_line
from compplan.report.tables_text import share, table

_HEADER = ("participant", "accounts", "answered", "rate", "answers", "comments")


def survey_text(sheet: Sheet, rates: Sequence[Rate]) -> str:
    """Write how many answers a sheet has, and the response rates of each month."""
    empty = len(sheet.unanswered)
    head = f"{one_line(sheet.origin.file)}: {counted(len(sheet.answers), 'answer')}"
    head += f", {counted(empty, 'line')} left empty" if empty else ""
    return "\n\n".join([head, *_months(rates)])


def _months(rates: Sequence[Rate]) -> Iterator[str]:
    for month in dict.fromkeys(rate.month for rate in rates):
        mine = [rate for rate in rates if rate.month == month]
        rows = [_row(rate) for rate in mine if rate.responses]
        silent = [rate.participant for rate in mine if not rate.responses]
        yield table((month, *_HEADER[1:]), [*rows, _total(mine)], indent="  ")
        if silent:
            yield f"  No answer about {', '.join(silent)}."


def _row(rate: Rate) -> tuple[str, ...]:
    known = rate.accounts is not None
    return (
        rate.participant,
        str(rate.accounts) if known else "",
        str(rate.answered),
        share(rate.answered / rate.accounts, decimals=0) if rate.accounts else "",
        str(rate.responses),
        str(rate.comments),
    )


def _total(rates: Sequence[Rate]) -> tuple[str, ...]:
    accounts = sum(rate.accounts or 0 for rate in rates)
    answered = sum(rate.answered for rate in rates)
    return (
        "all",
        str(accounts) if accounts else "",
        str(answered),
        share(answered / accounts, decimals=0) if accounts else "",
        str(sum(rate.responses for rate in rates)),
        str(sum(rate.comments for rate in rates)),
    )
