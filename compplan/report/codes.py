"""Codes CP4xx: what a command is asked for, and files that it writes."""

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
    Rule(
        "CP404",
        "unknown-code",
        "No code or name of a rule is like the one asked for.",
        "There is nothing to explain.",
        "compplan rule CP1010",
        "compplan rule CP101",
    ),
    Rule(
        "CP405",
        "changed-meanwhile",
        "A file was changed while its mends were looked at.",
        "What somebody wrote in the meantime would be lost.",
        "saving plan.yaml in an editor before saying yes to 'write?'",
        "compplan validate --fix plan.yaml once more",
    ),
    Rule(
        "CP406",
        "ratings-cannot-take-answers",
        "The ratings are no single CSV file, or lack a column, so that a sheet's answers cannot be added.",
        "Answers that are half written, or lose their comments, are worse than none.",
        "compplan survey plan.yaml sheet.csv --data company/ --add, where ratings come from a database",
        "adding the sheet's rows where the ratings come from",
    ),
    Rule(
        "CP441",
        "no-cluster",
        "No cluster of Dask can be reached at an address, or it has no worker.",
        "There is nobody to send the work to.",
        "--cluster tcp://10.0.0.5:8786, where no scheduler runs",
        "dask scheduler, and dask worker tcp://10.0.0.5:8786, before the command",
    ),
    Rule(
        "CP442",
        "other-versions",
        "A worker of a cluster has another version of compplan or of a library than this machine.",
        "Results would depend on which machine worked them out.",
        "compplan 0.1.0 here, 0.2.0 on a worker",
        "pip install compplan==0.1.0 on the worker",
    ),
)
