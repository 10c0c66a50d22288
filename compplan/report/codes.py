"""The rules about files that compplan writes and plans that it shows together, each with its stable code."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP401",
        "cannot-be-written",
        "A file or folder cannot be written.",
        "Results are written all or not at all, so nothing was changed.",
        "--out /results, without the right to write there",
        "--out results",
    ),
    Rule(
        "CP402",
        "file-exists",
        "A new plan would overwrite a file.",
        "What somebody wrote is never lost by a command that starts something new.",
        "compplan init plan.yaml, where plan.yaml exists",
        "compplan init my-plan.yaml",
    ),
    Rule(
        "CP403",
        "same-plan-id",
        "Two plans of one command have the same id.",
        "Results name plans by their ids, so these two could not be told apart.",
        "id: bold, in two files",
        "id: bold and id: bold-2028",
    ),
)
