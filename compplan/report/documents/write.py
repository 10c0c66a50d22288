"""All documents that follow from a plan, written into one folder."""

from __future__ import annotations

from collections.abc import Iterator
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
from compplan.report.documents.survey import Asked, accounts_asked, forms, write_sheet
from compplan.report.documents.survey_book import survey_book
from compplan.report.files import Writer, writing
from compplan.report.plain_plan.document import plan_document
from compplan.report.statements.html import html_of


def write_documents(
    folder: str,
    plan: Plan,
    *,
    panel: Panel | None,
    month: int | None,
    candidates: Path | None,
    result: Result | None = None,
) -> list[str]:
    """Write letter, plan in plain language, surveys and the assessment of candidates; give the paths.

    ``month`` is the month index that customers are asked about, by default the plan's first. With a panel
    there is a form for each account, and a sheet to fill in; with a result, report cards to hand out and the
    coaching that was newly agreed.
    All or nothing; DiagnosticError (CP401) if a file cannot be written, or with what is wrong with the
    candidates' ratings.
    """
    made = dict(_made(plan, panel, plan.starts if month is None else month, candidates, result))
    with writing(folder) as stage:
        for name, content in made.items():
            if isinstance(content, bytes):
                stage.add_bytes(name, content)
            else:
                stage.add(name, content)
    return [str(Path(folder) / name) for name in made]


def _made(
    plan: Plan, panel: Panel | None, month: int, candidates: Path | None, result: Result | None
) -> Iterator[tuple[str, Writer | bytes]]:
    yield "letter.html", partial(_write, letter(plan))
    yield "plan.html", partial(_write, html_of(plan.title, [plan_document(plan)]))
    agreed = meetings(result, month) if result else []
    if agreed:
        yield f"coaching-{calendar.month_text(month)}.csv", partial(write_meetings, found=agreed)
    asked = accounts_asked(plan, panel, month) if panel else []
    for card in plan.report_cards:
        name = f"{card.id}-{calendar.month_text(month)}"
        yield f"survey-{name}.html", partial(_write, forms(plan, card, asked, month))
        if asked:
            yield f"ratings-{name}.csv", _sheet(card, asked, month)
            yield f"ratings-{name}.xlsx", survey_book(card, asked, month)
        if result:
            cards = report_cards(plan, card, result, month)
            yield f"report-cards-{name}.html", partial(_write, cards)
        if candidates:
            found = assess(plan, card, candidates)
            yield f"assessment-{card.id}.html", partial(_write, assessment(plan, card, found))


def _sheet(card: ReportCard, asked: list[Asked], month: int) -> Writer:
    return lambda file: write_sheet(file, card, asked, month)


def _write(text: str, file: IO[str]) -> None:
    file.write(text)
