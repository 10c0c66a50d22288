"""The benchmark of digests runs, and finds digests that are as they should be."""

from __future__ import annotations

import random

import yaml

from benchmarks.digest import written
from compplan.plan.digest import digest
from compplan.plan.load import parse_plan
from tests.benchmarks.test_runs import run_benchmark
from tests.shared import ROOT


def test_rewrites_keep_the_digest_and_edits_change_it() -> None:
    """On a few plans, all of them do."""
    printed = run_benchmark("benchmarks.digest", "--plans", "20")
    assert "rewrites that keep the digest: 20 of 20\n" in printed
    assert "edits of one value that change it: 20 of 20;" in printed


def test_the_plain_writing_of_a_plan_is_the_plan() -> None:
    """What is rewritten is the plan of the file, and rewrites differ from each other as texts."""
    text = (ROOT / "plans" / "bold.yaml").read_text(encoding="utf-8")
    tree = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  texts alone
    assert digest(parse_plan(written(tree, random.Random(0), plain=True))) == digest(parse_plan(text))
    assert len({written(tree, random.Random(seed)) for seed in range(10)}) == 10
