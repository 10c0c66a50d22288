"""The codes of what this part tells."""

from __future__ import annotations

import re

from compplan.report.codes import RULES
from tests.shared import ROOT


def test_every_code_that_is_told_is_described_once() -> None:
    """The codes CP4xx in the sources of reports, command line and cluster are those that have a rule."""
    files = [
        file for part in ("report", "cli", "cluster") for file in (ROOT / "compplan" / part).glob("*.py")
    ]
    texts = [file.read_text(encoding="utf-8") for file in files if file.name != "codes.py"]
    told = {code for text in texts for code in re.findall(r'Diagnostic\(\s*"(CP\d{3})"', text)}
    assert sorted(told) == sorted(rule.code for rule in RULES)
