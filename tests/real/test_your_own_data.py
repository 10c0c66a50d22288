"""The page that walks through data of one's own does what it says, on the files as they lie."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

import compplan as cp
from tests.cli.company import call
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "your-own-data.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```\n", PAGE, re.DOTALL)
FILES = ("sales_teams.parquet", "sales_pipeline.parquet", "products.parquet")


def test_the_walk_shows_what_one_sees(
    shared_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is written and each command run, in order: all print what the page shows."""
    raw = shared_folder / "data" / "crm_sales" / "raw"
    if not raw.is_dir():
        pytest.skip("the CRM files are not here")
    for name in FILES:
        shutil.copy(raw / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    commands = 0
    for kind, text in BLOCKS:
        first, _, shown = text.partition("\n")
        if kind == "yaml":
            Path(first.removeprefix("# ")).write_text(text, encoding="utf-8")
        else:
            done = call(*shlex.split(first.removeprefix("$ compplan ")))
            assert done.stdout + done.stderr == shown, first
            commands += 1
    assert commands >= 4


def test_every_word_on_the_page_is_one_of_sources(tmp_path: Path) -> None:
    """What the page shows beside the walk is right, but for files that are not here."""
    further = [text for kind, text in BLOCKS if kind == "yaml" and text.startswith("# more.yaml")]
    people = "  participants: {from: terms}\n"
    (tmp_path / "sources.yaml").write_text("sources: 1\n" + "".join(further) + people, encoding="utf-8")
    with pytest.raises(cp.DiagnosticError) as told:
        cp.load_data(tmp_path)
    assert len(further) == 2
    assert [problem.code for problem in told.value.diagnostics] == ["CP343"] * 3
