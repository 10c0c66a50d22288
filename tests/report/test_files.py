"""Files are written all or none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from compplan.diagnostics import DiagnosticError
from compplan.engine.results.table import ResultTable
from compplan.report import table_files
from compplan.report.files import Writer, write_new, writing
from compplan.report.table_files import write_results


def _text(text: str) -> Writer:
    def write(file: IO[str]) -> None:
        file.write(text)

    return write


def _failing(error: BaseException) -> Writer:
    def write(file: IO[str]) -> None:
        file.write("half")
        raise error

    return write


def _write(folder: Path, files: Mapping[str, Writer]) -> None:
    with writing(str(folder)) as stage:
        for name, writer in files.items():
            stage.add(name, writer)


def _content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


def _table(name: str, *amounts: int) -> ResultTable:
    return ResultTable(name, {"amount": np.array(amounts, dtype=np.int64)}, {"amount": 2})


def test_all_files_get_their_names_at_the_end(tmp_path: Path) -> None:
    """Until the block ends nothing new is seen; then everything, old files replaced."""
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    with writing(str(tmp_path)) as stage:
        stage.add("a.csv", _text("new"))
        stage.add("b.csv", _text("new"))
        seen = {name: text for name, text in _content(tmp_path).items() if not name.startswith(".")}
        assert seen == {"a.csv": "old"}
    assert _content(tmp_path) == {"a.csv": "new", "b.csv": "new"}


@pytest.mark.parametrize("error", [ValueError("ours"), KeyboardInterrupt()], ids=["failure", "Ctrl-C"])
def test_a_failure_while_writing_changes_nothing(tmp_path: Path, error: BaseException) -> None:
    """If the second file fails, the first is not there either, and nothing half-written remains."""
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    with pytest.raises(type(error)):
        _write(tmp_path, {"a.csv": _text("new"), "b.csv": _failing(error)})
    assert _content(tmp_path) == {"a.csv": "old"}


def test_a_full_disk_is_a_problem_with_a_place(tmp_path: Path) -> None:
    """What the system refuses becomes a diagnostic, and the folders that were made are gone."""
    folder = tmp_path / "new" / "results"
    with pytest.raises(DiagnosticError) as caught:
        _write(folder, {"a.csv": _failing(OSError(28, "No space left on device"))})
    assert str(caught.value) == f"{folder}: error CP401 cannot be written: no space left on device"
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_cannot_be_given_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If one file cannot be replaced (a spreadsheet holds it open), the others keep their old content too."""
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name.endswith("c.csv.new"):
            raise PermissionError(13, "Permission denied", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(DiagnosticError) as caught:
        _write(tmp_path, dict.fromkeys(("a.csv", "b.csv", "c.csv", "d.csv"), _text("new")))
    assert "c.csv: error CP401 cannot be written: permission denied" in str(caught.value)
    assert _content(tmp_path) == {"a.csv": "old", "b.csv": "old", "c.csv": "old"}


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A folder that has a file's name is left alone."""
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(DiagnosticError, match="is a folder"):
        _write(tmp_path, {"a.csv": _text("new")})
    assert (tmp_path / "a.csv").is_dir()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A file that has the folder's name is left alone."""
    (tmp_path / "results").write_text("mine", encoding="utf-8")
    with pytest.raises(DiagnosticError, match="is not a folder"):
        _write(tmp_path / "results", {"a.csv": _text("new")})
    assert _content(tmp_path) == {"results": "mine"}


def test_a_new_file_is_never_half_written(tmp_path: Path) -> None:
    """A text that cannot be written whole leaves no file."""
    with pytest.raises(UnicodeEncodeError):
        write_new(str(tmp_path / "plan.yaml"), "good until \ud800")
    assert list(tmp_path.iterdir()) == []


def test_results_of_an_earlier_run_do_not_stay_beside_new_ones(tmp_path: Path) -> None:
    """A table that the earlier manifest lists and the new one does not is deleted; other files stay."""
    write_results(str(tmp_path), "run", {}, [_table("payments", 1), _table("balances", 2)])
    (tmp_path / "notes.csv").write_text("mine", encoding="utf-8")
    write_results(str(tmp_path), "run", {}, [_table("payments", 3)])
    assert set(_content(tmp_path)) == {"payments.csv", "run.json", "notes.csv"}
    assert (tmp_path / "payments.csv").read_text(encoding="utf-8") == "amount\n0.03\n"


@pytest.mark.parametrize(
    "listed",
    ['{"files": [{"file": "../mine.csv"}]}', '{"files": [{"file": "mine.txt"}]}', '{"files": 5}', "[", "[]"],
)
def test_a_manifest_of_others_deletes_nothing(tmp_path: Path, listed: str) -> None:
    """A manifest that compplan did not write is not believed."""
    folder = tmp_path / "results"
    folder.mkdir()
    for mine in (tmp_path / "mine.csv", folder / "mine.txt"):
        mine.write_text("mine", encoding="utf-8")
    (folder / "run.json").write_text(listed, encoding="utf-8")
    write_results(str(folder), "run", {}, [_table("payments", 1)])
    assert (tmp_path / "mine.csv").exists()
    assert (folder / "mine.txt").exists()


def test_a_failure_keeps_the_earlier_results_and_their_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that fails while it writes leaves the earlier files and what is said of them."""
    write_results(str(tmp_path), "run", {"of": "the first"}, [_table("payments", 1), _table("lines", 2)])
    before = _content(tmp_path)
    monkeypatch.setattr(table_files, "json_text", _refuse)
    with pytest.raises(ArithmeticError):
        write_results(str(tmp_path), "run", {}, [_table("payments", 3)])
    assert _content(tmp_path) == before
    assert json.loads(before["run.json"])["of"] == "the first"


def _refuse(*_: object) -> str:
    raise ArithmeticError
