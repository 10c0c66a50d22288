"""Report cards to hand out: figures with their uncertainty, and comments without their authors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from compplan import months as calendar
from compplan.data.model import TextColumn
from compplan.engine.rating.surveys import ALL_EQUAL, BURST, ONE_ACCOUNT
from compplan.engine.results.result import Result
from compplan.engine.results.table import ResultTable
from compplan.plan.model import ReportCard
from compplan.report.documents.asked import how_it_counts
from compplan.report.statements.blocks import Block, Bullets, Heading, Sheet, Title, Words
from compplan.report.statements.blocks import cells as table
from compplan.report.tables_text import share, trend_text

Row = dict[str, str]
Write = Callable[[Row], str]
_PATTERNS = {
    ONE_ACCOUNT: "More than half of the {responses} answers come from one account.",
    ALL_EQUAL: "All {responses} answers are the same.",
    BURST: "{responses} answers are many more than in the months before.",
}


def report_cards(card: ReportCard, result: Result, month: int) -> list[Sheet]:
    """Write a sheet for each participant with a report card of a month (a month index).

    No customer is named. Comments on a behaviour are shown, in the order of the alphabet, if the month has as
    many responses to it as a share needs (``minimum_responses.count``); else only their number is.
    """
    text_of = calendar.month_text(month)
    known = {each.id for each in card.behaviours}
    figures = _by(result.report_card, "participant_id", text_of, lambda row: row["behaviour"] in known)
    tables = [result.surveys, result.comments]
    surveys, comments = (
        _by(each, "participant_id", text_of, lambda row: row["report_card"] == card.id) for each in tables
    )
    actions = _by(result.actions, "participant_id", text_of, lambda row: bool(row["action"]))
    names = names_of(result)
    said = calendar.month_words(month)
    return [
        list(
            _sheet(
                card,
                Own(names.get(who, who), said, rows, surveys.get(who, []), comments.get(who, [])),
                actions.get(who, []),
            )
        )
        for who, rows in sorted(figures.items())
    ]


def names_of(result: Result) -> dict[str, str]:
    """Give names with ids, of those who have a name."""
    found: dict[str, str] = {}
    for plan in result.plans:
        panel = plan.compiled.panel
        column = panel.segments.columns.get("name")
        if isinstance(column, TextColumn):
            for person, code in zip(panel.segments.participant, column.codes, strict=True):
                if code >= 0:
                    who = panel.participants[person]
                    found[who] = f"{column.values[code]} ({who})"
    return found


@dataclass(frozen=True, slots=True)
class Own:
    """What one participant's sheet of a month is made from."""

    name: str
    month: str
    rows: list[Row]
    surveys: list[Row]
    comments: list[Row]


def remarks(survey: Row) -> list[str]:
    """Tell of patterns in a month's answers that a reader should know, as information."""
    patterns = survey["patterns"].split("; ") if survey["patterns"] else []
    return [_PATTERNS[each].format(responses=survey["responses"]) for each in patterns]


def _by(found: ResultTable, column: str, month: str, wanted: Callable[[Row], bool]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in found.rows():
        if row["month"] == month and wanted(row):
            rows.setdefault(row[column], []).append(row)
    return rows


def _sheet(card: ReportCard, own: Own, actions: list[Row]) -> Iterator[Block]:
    answered = (
        f"; {each['accounts_answered']} of {each['accounts']} accounts answered this month"
        for each in own.surveys
        if each["accounts"]
    )
    yield Title(f"Report card: {own.name}", f"{card.title}, {own.month}{''.join(answered)}")
    titles = {each.id: f"{each.title}\n{each.business_value}" for each in card.behaviours}
    columns = list(_columns(card))
    rows = [[titles[row["behaviour"]], *(write(row) for _, write in columns)] for row in own.rows]
    yield table(("Behaviour", *(name for name, _ in columns)), rows)
    yield from _notes(card)
    yield from (Words(remark) for survey in own.surveys for remark in remarks(survey))
    yield from _actions(card, actions)
    yield from _comments(card, own.comments)


def _actions(card: ReportCard, actions: list[Row]) -> Iterator[Block]:
    """Write what rules call for this month, with whom and until when."""
    if not actions:
        return
    titles = {each.id: each.title for each in card.behaviours}
    yield Heading("What is agreed")
    cells = [
        [
            titles.get(row["subject"], row["subject"].replace("_", " ")),
            row["action"].replace("_", " "),
            row["who"].replace("_", " "),
            row["status"],
            row["opened"],
            row["due"],
        ]
        for row in actions
        if row["action"] != "none" or row["status"] in ("closed", "ended")
    ]
    yield table(("About", "What", "With or to", "Status", "Since", "Due"), cells, 6)


def _columns(card: ReportCard) -> Iterator[tuple[str, Write]]:
    """Name the columns of a sheet, each with how it is written from a row."""
    mean = card.attains_by == "mean_value"
    yield "Answers", _responses
    yield "Favourable", _favourable
    if card.values:
        yield "Mean", lambda row: _mean(row["mean_value"])
    if card.shrinkage is not None:
        yield "Counts as", lambda row: _mean(row["score"]) if mean else _share(row["score"])
    yield "Target", lambda row: _mean(row["target"]) if mean else _share(row["target"])
    yield "To target", lambda row: _share(row["attainment"]) or row["status"]
    yield "Trend", lambda row: _signed(row["trend"], mean=mean)
    yield "Reliability", _reliability


def _responses(row: Row) -> str:
    pooled = int(row["pooled_months"])
    before = f"\nof {pooled + 1} months" if pooled else ""
    return row["responses"] + before


def _favourable(row: Row) -> str:
    """Write a favourable share, with the interval in which that of all customers may lie."""
    span = f"{_share(row['interval_low'])} to {_share(row['interval_high'])}"
    return f"{_share(row['favourable_share'])}\n{span}"


def _reliability(row: Row) -> str:
    """Write a reliability, with the responses that one of 50 % needs."""
    needed = row["responses_needed"]
    return _share(row["reliability"]) + (f"\n50% at {needed}" if needed else "")


def _notes(card: ReportCard) -> Iterator[Block]:
    said = (
        "With so few answers, the share of all customers may lie anywhere in the span below it (95 %). A "
        "reliability of 50% says that half of the differences between people are chance; below it stands how "
        "many answers that takes. The trend is the change over three months, of a share in points of a "
        "hundred."
    )
    yield Words(" ".join([said, *how_it_counts(card)[1:]]))


def _comments(card: ReportCard, comments: list[Row]) -> Iterator[Block]:
    if not comments:
        return
    least = card.minimum_responses.count
    yield Heading("In customers' words")
    shown, kept = list[str](), list[str]()
    for behaviour in card.behaviours:
        said = [row for row in comments if row["behaviour"] == behaviour.id]
        open_ = [f"{behaviour.title}: {row['comment']}" for row in said if row["shown"] == "yes"]
        shown += open_
        if said and not open_:
            kept.append(f"{behaviour.title}: {len(said)} kept back, as fewer than {least} answered.")
    if shown:
        yield Bullets(tuple(shown))
    if kept:
        yield Words(" ".join(kept))


def _share(figure: str) -> str:
    return share(float(figure), decimals=0) if figure else ""


def _signed(figure: str, *, mean: bool) -> str:
    """Write a change over three months: of a share in points of a hundred."""
    if not figure:
        return ""
    return trend_text(float(figure), mean=mean)


def _mean(figure: str) -> str:
    return f"{float(figure):.2f}" if figure else ""
