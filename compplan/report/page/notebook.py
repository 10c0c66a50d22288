"""What a notebook shows of a study and of a comparison: a picture or two, and a small table."""

from __future__ import annotations

from compplan.engine.compare import Comparison
from compplan.engine.results.notebook import comparison_html as comparison_table
from compplan.notebook import html_table
from compplan.pictures.axes import Axis
from compplan.pictures.figures import figure
from compplan.pictures.intervals import intervals
from compplan.pictures.listing import List
from compplan.report.page.replay_page import falls
from compplan.report.page.samples import changes, colour_of, compared, interval, next_to, when
from compplan.simulation.sampling import mean_error
from compplan.simulation.study import Study

_ASKED = {"pay": "payout_cost", "revenue": "revenue", "net contribution": "net_contribution"}
_MOST = 6
"""Paths that are drawn at most."""


def study_shown(study: Study) -> str:
    """Write what each path does to revenue in each worldview as pictures, and a table of means."""
    paths = (study.paths[1:] or study.paths)[:_MOST]
    axis = Axis("money", signed=compared(study))
    rows = {
        view: [
            interval(path.name, changes(study, view, path.name, "revenue"), colour_of(study, path.name))
            for path in paths
        ]
        for view in study.worldviews
    }
    ends = tuple(end for each in rows.values() for row in each for end in row.wide)
    zero = (0.0,) if compared(study) else ()
    pictures = [
        intervals(List(f"Revenue, {view}", axis, (*ends, *zero)), {"": each}) for view, each in rows.items()
    ]
    return "".join(pictures) + _means(study)


def _means(study: Study) -> str:
    rows = [
        (path.name, view, *(_mean(study, view, path.name, metric) for metric in _ASKED.values()))
        for path in study.paths[1:] or study.paths
        for view in study.worldviews
    ]
    said = f"scenario, not forecast: {when(study)}, {study.samples} samples, seed {study.setting.seed}"
    caption = f"{said}; {next_to(study, 'means over samples')}"
    return html_table(caption, ("path", "worldview", *_ASKED), rows, count=len(rows), numbers=tuple(_ASKED))


def _mean(study: Study, view: str, path: str, metric: str) -> str:
    samples = changes(study, view, path, metric)
    mean, error = figure(float(samples.mean()), "money", signed=True), figure(mean_error(samples), "money")
    return f"{mean} \u00b1{error}"


def comparison_shown(comparison: Comparison) -> str:
    """Write how pay falls or rises from the first plan to each other, and the costs by plan year."""
    return "".join(falls(comparison).values()) + comparison_table(comparison)
