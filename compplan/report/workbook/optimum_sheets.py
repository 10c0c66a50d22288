"""The sheets of a search: what was tried, what it brings; budget and weights of worldviews can be changed."""

from __future__ import annotations

from collections.abc import Sequence

from compplan import months as calendar
from compplan.decision.optimum import Optimum, Weighed
from compplan.plan.path import weights_by_month
from compplan.report.decision_ways import named_by_steps, steps_text, way_text
from compplan.report.decision_words import PILOT, bound_text, fails_text, words
from compplan.report.workbook.book import Book, Sheet, Span
from compplan.report.workbook.cells import Column, Given, Grid, Kind, Value, widths
from compplan.report.workbook.live import Live

_TRIED = "Scenarios of a model, not forecasts. Differences are to {}; MC error is that of a mean."


def kind_of(optimum: Optimum) -> Kind:
    """Give the kind of the differences of the figure that is sought."""
    return "share_change" if optimum.aim.metric == "favourable_share" else "whole_change"


def write_frontier(book: Book, optimum: Optimum) -> Span:
    """Write what nothing tried beats: pay, the figure in each worldview, behaviour, regret and risk."""
    views, metric, kind = optimum.prepared.worldviews, words(optimum.aim.metric), kind_of(optimum)
    columns = [
        Column("Path"),
        *(Column("Pay", "whole_change"), Column("MC error", "whole")),
        *(
            column
            for view in views
            for column in (Column(f"{metric} {view}", kind), Column("MC error", _plain(kind)))
        ),
        *(Column("Favourable share", "share"), Column("Worst regret", _plain(kind)), Column("Risk", "share")),
        Column("  Of the way gone"),
    ]
    rows = [_point(optimum, each) for each in optimum.frontier]
    sheet = _begin(book, "Frontier", "The frontier", Grid(columns, rows), optimum)
    sheet.say(
        "Nothing that was tried beats these in pay, gain, behaviour and worst regret at once; pay and "
        "behaviour are means over worldviews."
    )
    sheet.row += 1
    return sheet.table(Grid(columns, rows), main=True)


def _point(optimum: Optimum, each: Weighed) -> list[Value]:
    views, metric = optimum.prepared.worldviews, optimum.aim.metric
    pay = [each.gains[view, "payout_cost"] for view in views]
    shares = [each.figures[view, "favourable_share"].mean for view in views]
    brings = (each.gains[view, metric] for view in views)
    return [
        way_text(each.candidate),
        *(sum(figure.mean for figure in pay) / len(pay), max(figure.error for figure in pay)),
        *(value for figure in brings for value in (figure.mean, figure.error)),
        *(sum(shares) / len(shares), max(each.regret.values()), each.risk),
        f"  {steps_text(each.candidate)}",
    ]


def write_candidates(book: Book, optimum: Optimum, listed: Sequence[Weighed]) -> None:
    """Write the P90 of pay of every candidate beside a budget that the reader may change."""
    views, known = optimum.prepared.worldviews, [_dearest(optimum, each) for each in listed]
    columns = [
        Column("Path"),
        *(Column(f"P90 of pay {view}", "whole") for view in views),
        *(Column("Left of budget", "whole_change"), Column("Within budget"), Column("Risk", "share")),
        Column("  Of the way gone"),
    ]
    wide: list[list[Value]] = [
        [way_text(each.candidate), *([-max(known) * 10] * (len(views) + 1)), "", 0.0, ""] for each in listed
    ]
    sheet = _begin(book, "Candidates", "What they cost", Grid(columns, wide), optimum)
    sheet.say(
        "Change the yellow cell: a candidate keeps the budget if its P90 of pay does in every worldview."
    )
    sheet.row += 1
    asked: list[list[Value]] = [["Budget", Given(optimum.aim.budget or max(known), "whole")]]
    span = sheet.table(Grid([Column(""), Column("Over the plan", "whole")], asked))
    budget = book.define("budget", span.cell(0, 1))
    rows = [_cost(sheet, at, optimum, each, budget) for at, each in enumerate(listed)]
    sheet.table(Grid(columns, rows), main=True)


def _cost(sheet: Sheet, at: int, optimum: Optimum, each: Weighed, budget: Live) -> list[Value]:
    views = optimum.prepared.worldviews
    pay = [each.figures[view, "payout_cost"].p90 for view in views]
    cells = [sheet.here(at, 1 + number, figure) for number, figure in enumerate(pay)]
    left = Live(f"{budget.formula}-MAX({_range(cells)})", budget.number - max(pay), atom=False)
    here = sheet.here(at, 1 + len(views), left)
    within = Live(f'IF({here.formula}>=0,"yes","no")', "yes" if left.number >= 0 else "no")
    way = steps_text(each.candidate) if named_by_steps(each.candidate) else ""
    return [way_text(each.candidate), *pay, left, within, each.risk, f"  {way}"]


def _dearest(optimum: Optimum, each: Weighed) -> float:
    return max(each.figures[view, "payout_cost"].p90 for view in optimum.prepared.worldviews)


def write_regret(book: Book, optimum: Optimum, listed: Sequence[Weighed]) -> None:
    """Write what each candidate gives away in each worldview, and its mean by weights that can be changed."""
    views, kind = optimum.prepared.worldviews, kind_of(optimum)
    columns = [
        Column("Path"),
        *(Column(f"{words(optimum.aim.metric)} {view}", kind) for view in views),
        *(Column(f"Regret {view}", _plain(kind)) for view in views),
        *(Column("Worst regret", _plain(kind)), Column("Weighted mean", kind)),
    ]
    most = {view: listed[0].gains[view, optimum.aim.metric].mean + listed[0].regret[view] for view in views}
    largest = -10 * max(abs(each.gains[view, optimum.aim.metric].mean) for each in listed for view in views)
    wide: list[list[Value]] = [
        [way_text(each.candidate), *([largest] * (len(columns) - 1))] for each in listed
    ]
    sheet = _begin(book, "Regret", "Regret over worldviews", Grid(columns, wide), optimum)
    sheet.say(
        "Regret is what a path gives away next to the best that was tried in the worldview. Nobody knows "
        "which worldview holds: change the yellow weights to see which path is best on average by your own."
    )
    sheet.row += 1
    weights: list[list[Value]] = [
        ["Weight of the worldview", *(Given(1 / len(views), "share") for _ in views)],
        ["Best that was tried", *most.values()],
    ]
    head = [Column(""), *(Column(view, kind) for view in views)]
    given = sheet.table(Grid(head, weights))
    rows = [_regret(sheet, at, optimum, each, given) for at, each in enumerate(listed)]
    sheet.table(Grid(columns, rows), main=True)


def _regret(sheet: Sheet, at: int, optimum: Optimum, each: Weighed, given: Span) -> list[Value]:
    views = optimum.prepared.worldviews
    brings = [each.gains[view, optimum.aim.metric].mean for view in views]
    cells = [sheet.here(at, 1 + number, figure) for number, figure in enumerate(brings)]
    lost = [given.cell(1, 1 + number) - cell for number, cell in enumerate(cells)]
    shown = [sheet.here(at, 1 + len(views) + number, figure) for number, figure in enumerate(lost)]
    worst = Live(f"MAX({_range(shown)})", max(figure.number for figure in lost))
    weights = [given.cell(0, 1 + number) for number in range(len(views))]
    weighed = sum(weight.number * figure for weight, figure in zip(weights, brings, strict=True))
    whole = sum(weight.number for weight in weights)
    span = f"{weights[0].formula}:{weights[-1].formula.rpartition('!')[2]}"
    mean = Live(
        f'IF(SUM({span})=0,"",SUMPRODUCT({span},{_range(cells)})/SUM({span}))',
        weighed / whole if whole else "",
    )
    return [way_text(each.candidate), *brings, *lost, worst, mean]


def write_pilots(book: Book, optimum: Optimum) -> None:
    """Write every pilot that was tried, worldview by worldview, and what its evidence is worth."""
    kind = kind_of(optimum)
    columns = [
        *map(Column, ("Pilot", "Worldview")),
        *(Column(title, "share") for title in ("Goes on", "Right", "Stops wrongly", "Goes on wrongly")),
        *(Column("If always stopped", kind), Column("Next to a full start", kind)),
        *(
            Column("MC error", _plain(kind)),
            Column("Evidence worth, all", kind),
            Column("MC error", _plain(kind)),
        ),
    ]
    rows: list[list[Value]] = [
        [
            *(way_text(each.weighed.candidate), view),
            *(verdict.going, verdict.right, verdict.stopped_wrongly, verdict.gone_wrongly),
            *(verdict.cost.mean, verdict.next_to_full.mean, verdict.next_to_full.error),
            *(each.worth.evidence.mean, each.worth.evidence.error),
        ]
        for each in optimum.pilots
        for view, verdict in each.worth.verdicts.items()
    ]
    sheet = _begin(book, "Pilots", "Pilots", Grid(columns, rows), optimum)
    sheet.say(PILOT)
    sheet.row += 1
    sheet.table(Grid(columns, rows), main=True)


def write_fails(book: Book, optimum: Optimum) -> None:
    """Write, by worldview, for which parameters the chosen path fails, and what is given away there."""
    columns = [
        Column("Worldview"),
        Column("Where"),
        *(Column(t, "share") for t in ("Samples within", "Failing there", "Failing in all", "Failures held")),
        *(Column("Regret there", _plain(kind_of(optimum))), Column("Elsewhere", _plain(kind_of(optimum)))),
    ]
    rows: list[list[Value]] = [
        [
            view,
            " and ".join(bound_text(each) for each in region.bounds) or "no rule of one or two bounds tells",
            *(region.inside, region.failing, region.overall, region.covered),
            *(region.regret_inside, region.regret_outside),
        ]
        for view, region in optimum.regions.items()
    ]
    sheet = _begin(book, "Where it fails", "Where the chosen path fails", Grid(columns, rows), optimum)
    fails = fails_text(optimum.aim.metric)
    sheet.say(f"A path fails where {fails}. Half of the samples find the rule, the other half judge it.")
    sheet.row += 1
    sheet.table(Grid(columns, rows), main=True)


def write_path(book: Book, optimum: Optimum) -> Span:
    """Write the weights of the chosen path by month, and how much of its way is gone."""
    best, end = optimum.best.candidate, optimum.prepared.end
    plan = best.plan(end)
    columns = [Column("Plan month"), Column("Month"), Column("Of the way gone", "share")]
    columns += [Column(measure.title or measure.id, "share") for measure in plan.measures]
    rows: list[list[Value]] = [
        [f"{at + 1}", calendar.month_text(plan.starts + at), float(share), *map(float, weights)]
        for at, (share, weights) in enumerate(
            zip(best.shares, weights_by_month(plan.weights, plan.months), strict=False)
        )
    ]
    sheet = book.sheet("Path", "The chosen path", [*widths(Grid(columns, rows)), 60])
    sheet.say(_TRIED.format(optimum.prepared.paths[0].name))
    if best.pilot:
        sheet.say(f"Of those who go first. {PILOT}")
    sheet.row += 1
    return sheet.table(Grid(columns, rows), main=True)


def _begin(book: Book, name: str, title: str, grid: Grid, optimum: Optimum) -> Sheet:
    sheet = book.sheet(name, title, widths(grid))
    sheet.say(_TRIED.format(optimum.prepared.paths[0].name))
    return sheet


def _plain(kind: Kind) -> Kind:
    return "share" if kind == "share_change" else "whole"


def _range(cells: Sequence[Live]) -> str:
    return f"{cells[0].formula}:{cells[-1].formula}"
