"""Nothing outside the opened folder is read, and what is too much is refused."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from compplan.app import workspace
from compplan.app.workspace import Workspace, open_folder
from compplan.diagnostics import DiagnosticError
from compplan.documents.files import within
from compplan.plan.load import check_text
from tests.app.serving import Served
from tests.cli.company import PLAN

OUTSIDE = ("../secret.yaml", "up/secret.yaml", "link.yaml", "/etc/passwd", "data/sales.csv", "..", "", "a\0b")


@pytest.mark.parametrize("key", OUTSIDE)
def test_no_address_leads_out_of_the_folder(small: Served, key: str) -> None:
    """Neither paths nor links reach a plan that does not lie in the folder itself."""
    for path in (
        "/?plan={}",
        "/edit?plan={}",
        "/download/plan?plan={}",
        "/compare?against=mixed.yaml&plans={}",
    ):
        answer = small.get(path.format(quote(key)))
        assert "Hidden" not in answer.plain
        assert "root:" not in answer.plain
        assert answer.status == 404 or key == ""
    assert "link.yaml" not in small.get("/").plain


def secret_of(root: Path) -> str:
    """Name the plan beside the opened folder."""
    return str(root.parent / "secret.yaml")


WORDS = ("extends: {}", "amends: {{plan: {}, from: 2027-02-01}}", "extends: mixed.yaml\namends: {{plan: {}}}")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("path", ["../secret.yaml", "up/secret.yaml", "link.yaml", "{secret}", "/etc/passwd"])
def test_a_draft_rests_on_nothing_outside_the_folder(small: Served, path: str, word: str) -> None:
    """A typed text cannot make the application read, or tell whether there is, another file."""
    base = path.format(secret=secret_of(small.desk.workspace.root))
    text = f"compplan: 1\nid: draft\n{word.format(base)}\n"
    for address in ("/check", "/edit"):
        answer = small.post(address, {"plan": "mixed.yaml", "text": text})
        assert "lies outside the opened folder" in answer.plain
        assert "CP014" in answer.plain
    missing = small.post("/check", {"plan": "mixed.yaml", "text": text.replace("secret", "nothing")})
    if "secret" in text:
        assert "lies outside the opened folder" in missing.plain


def test_a_file_extends_nothing_outside_the_folder_by_a_detour(folder: Path) -> None:
    """A plan of the folder that a draft extends may itself not lead outside."""
    opened = folder / "opened"
    opened.mkdir()
    (opened / "detour.yaml").write_text("compplan: 1\nid: detour\nextends: ../mixed.yaml\n")
    work = Workspace(opened.resolve(), open_folder(str(folder), None).panel)
    (told,), _ = work.astray("compplan: 1\nid: draft\nextends: detour.yaml\n", "draft.yaml")
    assert told.code == "CP014"
    assert str(told.place) == f"{opened.resolve()}/detour.yaml:3:10"


def test_even_a_word_that_nobody_looked_at_leads_nowhere(folder: Path) -> None:
    """Checking a plan reads no file outside, nor tells which there are."""
    opened = folder / "opened"
    opened.mkdir()
    for base in ("../mixed.yaml", "../mixd.yaml"):
        text = f"compplan: 1\nid: draft\nextends: {base}\n"
        found = within(str(opened), lambda text=text: check_text(text, str(opened / "draft.yaml")))  # type: ignore[misc]
        assert found[0] is None
        assert "did you mean" not in str(found[1])
        assert [problem.code for problem in found[1]] == ["CP014"]
    assert check_text(text.replace("mixd", "mixed"), str(opened / "draft.yaml"))[0] is not None


def test_a_folder_may_be_extended_within(folder: Path) -> None:
    """Plans of the folder extend each other, and a changed base is another plan."""
    work = open_folder(str(folder), None)
    text = "compplan: 1\nid: draft\nextends: mixed.yaml\n"
    problems, before = work.astray(text, "draft.yaml")
    (folder / "mixed.yaml").write_text(PLAN.replace("75%", "65%").replace("25%", "35%"))
    assert problems == []
    assert work.astray(text, "draft.yaml")[1] != before


def refusals(folder: Path, data: Path | None = None) -> list[str]:
    """Give what is said when a folder cannot be opened."""
    with pytest.raises(DiagnosticError) as caught:
        open_folder(str(folder), str(data) if data else None)
    return [str(problem) for problem in caught.value.diagnostics]


def test_a_table_is_no_link_to_elsewhere(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that somebody sent cannot show other files of this computer."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "sales.csv"
    (folder / "data" / "sales.csv").rename(elsewhere)
    (folder / "data" / "sales.csv").symlink_to(elsewhere)
    (said,) = refusals(folder)
    assert "leads outside its folder" in said


def test_a_sources_file_has_to_be_named(folder: Path) -> None:
    """A folder that somebody sent cannot ask databases; who names the file has decided."""
    sources = folder / "data" / "sources.yaml"
    sources.write_text("sources: 1\n")
    (said,) = refusals(folder)
    assert f"name it: --data {sources}" in said
    assert "name it" not in "".join(refusals(folder, sources))


def test_a_folder_that_is_not_there(folder: Path) -> None:
    """The message names it."""
    for given, data in ((folder / "no", None), (folder, folder / "no")):
        (said,) = refusals(given, data)
        assert said == f"{folder / 'no'}: error CP001 there is no such folder"


def test_very_much_data_is_refused_before_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application is for looking; the command line has no such limit."""
    monkeypatch.setattr(workspace, "MOST_BYTES", 100)
    (said,) = refusals(folder)
    assert "more than the 100" in said
