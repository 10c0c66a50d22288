"""The page of a study."""

from __future__ import annotations

from compplan.report.page.basis import assumptions, study_record
from compplan.report.page.model import Page, Section, Stop
from compplan.report.page.people import people
from compplan.report.page.render import render
from compplan.report.page.samples import compared, holds_shares, paths_shown, shown, when
from compplan.report.page.study_cards import cards
from compplan.report.page.study_sections import by_year, over_time, report_card, scenarios
from compplan.report.page.weights import bold_note, weight_paths
from compplan.simulation.study import Study


def study_html(study: Study) -> str:
    """Write a study as one HTML file for executives, without a request to any network."""
    return render(study_page(study))


def study_page(study: Study) -> Page:
    """Put together the page of a study: answers first."""
    return Page(
        kind="Scenario, not forecast",
        title=f"What {_paths(study)} may do to pay, ratings and revenue",
        lead=_lead(study),
        warning=study.notes[0],
        stops=tuple(Stop(path.name, bold_note(path.plan)) for path in paths_shown(study)),
        cards=cards(study),
        sections=tuple(_sections(study)),
        shown=shown(study),
    )


def _sections(study: Study) -> list[Section]:
    months = study.setting.months
    parts = [over_time(study), weight_paths(study.plans, months), scenarios(study), by_year(study)]
    if any(map(holds_shares, paths_shown(study))):
        parts.append(report_card(study))
    if compared(study):
        parts.append(people(study))
    return [*parts, assumptions(study), study_record(study)]


def _paths(study: Study) -> str:
    count = len(study.paths)
    return "a pay path" if count == 1 else f"{count} pay paths"


def _lead(study: Study) -> str:
    views = ", ".join(study.worldviews)
    text = (
        f"{len(study.setting.workforce.ids)} participants, {when(study)}, {study.samples} samples in each of "
        f"{len(study.worldviews)} worldviews: {views}."
    )
    if not compared(study):
        return text
    read = "dots are means, thin lines hold nine of ten samples, thick ones half"
    return f"{text} Differences are to {study.paths[0].name}; {read}."
