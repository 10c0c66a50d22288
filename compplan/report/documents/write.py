"""All documents that follow from a plan, written into one folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from compplan import months as calendar
from compplan.data.model import Panel
from compplan.engine.results.result import Result
from compplan.plan.model import Plan, ReportCard
from compplan.report.documents.assessment import assess, assessment
from compplan.report.documents.cards import report_cards
from compplan.report.documents.coaching import meetings, write_meetings
from compplan.report.documents.letter import letter
from compplan.report.documents.recognition import recognition
from compplan.report.documents.survey import Asked, accounts_asked, forms, write_sheet
from compplan.report.documents.survey_book import survey_book
from compplan.report.files import Writer, writing
from compplan.report.plain_plan.document import plan_document
from compplan.report.statements.blocks import Sheet
from compplan.report.statements.html import html_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What documents are written from beside a plan: data, a month index, ratings of candidates, as PDF too.

    Without a month, customers are asked about the plan's first. With data there is a form for each account,
    and a sheet to fill in.
    """

    panel: Panel | None = None
    month: int | None = None
    candidates: Path | None = None
    pdf: bool = False


def write_documents(folder: str, plan: Plan, wanted: Wanted, result: Result | None = None) -> list[str]:
    """Write letter, plan in plain language, surveys and the assessment of candidates; give the paths.

    With a result, report cards to hand out, who was recognised, and the coaching that was newly agreed.
    All or nothing; DiagnosticError (CP401) if a file cannot be written, or with what is wrong with the
    candidates' ratings.
    """
    made = dict(_made(wanted, plan, result))
    with writing(folder) as stage:
        for name, content in made.items():
            if isinstance(content, bytes):
                stage.add_bytes(name, content)
            else:
                stage.add(name, content)
    return [str(Path(folder) / name) for name in made]


def _made(wanted: Wanted, plan: Plan, result: Result | None) -> Iterator[tuple[str, Writer | bytes]]:
    papers = _papers(wanted, plan, result)
    for name, title, sheets in papers:
        yield f"{name}.html", partial(_write, html_of(title, sheets))
        if wanted.pdf:
            from compplan.report.statements.pdf import pdf_of

            yield f"{name}.pdf", pdf_of(title, sheets)
    yield from _tables(wanted, plan, result)


def _papers(wanted: Wanted, plan: Plan, result: Result | None) -> Iterator[tuple[str, str, Sequence[Sheet]]]:
    """Give each paper's name, title and sheets."""
    yield "letter", f"Announcement: {plan.title}", [letter(plan)]
    yield "plan", plan.title, [plan_document(plan)]
    month = plan.starts if wanted.month is None else wanted.month
    accounts = accounts_asked(plan, wanted.panel, month) if wanted.panel else []
    for card in plan.report_cards:
        name = f"{card.id}-{calendar.month_text(month)}"
        yield f"survey-{name}", f"Survey: {plan.title}", forms(card, accounts, month)
        if result:
            yield f"report-cards-{name}", f"Report cards: {plan.title}", report_cards(card, result, month)
        if wanted.candidates:
            found = assess(plan, card, wanted.candidates)
            yield f"assessment-{card.id}", f"Assessment: {plan.title}", [assessment(plan, card, found)]
    if result and len(result.recognition):
        yield "recognition", f"Recognition: {plan.title}", [recognition(plan, result)]


def _tables(wanted: Wanted, plan: Plan, result: Result | None) -> Iterator[tuple[str, Writer | bytes]]:
    """Give the sheets to fill in: answers of customers, and when coaching was held."""
    month = plan.starts if wanted.month is None else wanted.month
    accounts = accounts_asked(plan, wanted.panel, month) if wanted.panel else []
    for card in plan.report_cards if accounts else ():
        name = f"ratings-{card.id}-{calendar.month_text(month)}"
        yield f"{name}.csv", _sheet(card, accounts, month)
        yield f"{name}.xlsx", survey_book(card, accounts, month)
    agreed = meetings(result, month) if result else []
    if agreed:
        yield f"coaching-{calendar.month_text(month)}.csv", partial(write_meetings, found=agreed)


def _sheet(card: ReportCard, asked: list[Asked], month: int) -> Writer:
    return lambda file: write_sheet(file, card, asked, month)


def _write(text: str, file: IO[str]) -> None:
    file.write(text)
