"""What pages show is what the engine pays, for the plan and path in their address."""

from __future__ import annotations

import csv
import io
import re
import warnings
from pathlib import Path
from urllib.parse import parse_qsl

import openpyxl
import pytest

import compplan as cp
from compplan.app.view import View, view_of
from compplan.report.tables_text import grouped
from tests.app.serving import Answer, Served, served
from tests.cli.company import PLAN

WRONG = PLAN.replace("1: {revenue: 75%, relationship: 25%}", "1: {revenue: 75%, relatonship: 25%}")
LINE = PLAN[: PLAN.index("1: {revenue")].count("\n") + 1


def rows(answer: Answer) -> list[dict[str, str]]:
    """Read a table that was downloaded."""
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.text)))


def paid(folder: Path, plan: str) -> str:
    """Give what a plan pays in all."""
    result = cp.load_plan(folder / plan).run(folder / "data")
    total = sum(int(row["amount"].replace(".", "")) for row in result.payments.rows())
    return grouped(f"{total // 100}.{total % 100:02d}")


def test_the_company_is_paid_what_a_run_pays(small: Served) -> None:
    """The headline is the sum of the payments of a run."""
    answer = small.get("/?plan=mixed.yaml")
    assert answer.status == 200
    assert f"{paid(small.desk.workspace.root, 'mixed.yaml')} USD" in answer.plain
    assert "behaviour as it was" in answer.plain


def test_a_path_that_stays_is_compared_with_itself(small: Served) -> None:
    """At boldness 0 nothing differs from the weights of before; at 100 the end is there from the start."""
    still = small.get("/?plan=mixed.yaml&bold=0&part=1").plain
    assert "0.00 USD" in still
    assert "0 gain, 0 lose" in still
    assert f"{paid(small.desk.workspace.root, 'revenue-only.yaml')} USD" in still
    at_once = small.get("/?plan=mixed.yaml&bold=100&part=1").plain
    assert f"{paid(small.desk.workspace.root, 'mixed.yaml')} USD" in at_once


def test_the_part_is_the_page_without_its_frame(small: Served) -> None:
    """What the slider loads is what a page without script shows."""
    whole, part = (small.get(f"/?plan=mixed.yaml&bold=45{more}").text for more in ("", "&part=1"))
    assert part.strip() in whole
    assert 'class="view"' not in part


def test_one_can_go_from_the_company_down_to_a_payment(small: Served) -> None:
    """Links lead from the company to a group, a participant and the steps of a payment, in the same view."""
    text = small.get("/?plan=mixed.yaml&bold=45").plain
    for begins in ("/group", "/participant", "/payment"):
        (link, *_) = re.findall(rf'href="({begins}\?[^"]+)"', text)
        answer = small.get(link)
        assert answer.status == 200
        text = answer.plain
        assert "bold=45" in link
    assert "measure weight" in text
    assert "data/quotas.csv" in text
    assert str(small.desk.workspace.root) not in text


def test_a_participant_can_be_looked_up_by_id(small: Served) -> None:
    """In a company of thousands, a page lists some; the others are found in the same view."""
    text = small.get("/?plan=mixed.yaml&bold=45").text
    form = text[text.index('action="/participant"') :]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form[: form.index("</form>")]))
    assert fields == {"plan": "mixed.yaml", "bold": "45"}


def test_payments_add_up_to_what_is_shown(small: Served) -> None:
    """The downloaded payments are those of the page."""
    listed = rows(small.get("/download/payments.csv?plan=mixed.yaml"))
    total = sum(int(row["amount"].replace(".", "")) for row in listed)
    assert grouped(f"{total // 100}.{total % 100:02d}") in small.get("/?plan=mixed.yaml").plain
    assert {row["participant_id"] for row in rows(small.get("/download/lines.csv?plan=mixed.yaml"))}


@pytest.mark.parametrize(
    "path", ["payments.xlsx?plan=mixed.yaml&bold=35", "compare.xlsx?plans=revenue-only.yaml&plans=mixed.yaml"]
)
def test_workbooks_open(small: Served, path: str) -> None:
    """What is downloaded is a workbook with a summary."""
    answer = small.get(f"/download/{path}")
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no rules for typing into cells
        assert "Summary" in openpyxl.load_workbook(io.BytesIO(answer.body)).sheetnames


def test_a_path_of_the_slider_can_be_kept_as_a_file(small: Served, tmp_path: Path) -> None:
    """The scenario that is downloaded pays what the page showed."""
    root = small.desk.workspace.root
    answer = small.get("/download/plan?plan=mixed.yaml&bold=35")
    (tmp_path / "mixed.yaml").write_text(PLAN)
    (tmp_path / "scenario.yaml").write_text(answer.text)
    result = cp.load_plan(tmp_path / "scenario.yaml").run(root / "data")
    shown = rows(small.get("/download/payments.csv?plan=mixed.yaml&bold=35"))
    assert [row["amount"] for row in result.payments.rows()] == [row["amount"] for row in shown]
    assert small.get("/download/plan?plan=mixed.yaml").text == PLAN


def test_a_path_of_the_slider_can_be_kept_and_compared(folder: Path) -> None:
    """It becomes a draft that pays what the slider showed, beside the plan that it extends."""
    with served(folder) as server:
        shown = rows(server.get("/download/payments.csv?plan=mixed.yaml&bold=35"))
        kept = server.post("/path", {"plan": "mixed.yaml", "bold": "35"})
        draft = kept.headers["location"].partition("plan=")[2]
        assert draft.startswith("mixed-at-35.yaml~")
        assert rows(server.get(f"/download/payments.csv?plan={draft}")) == shown
        assert "mixed-at-35" in server.get(f"/compare?against=mixed.yaml&plans={draft}").plain
        assert server.get(f"/edit?plan={draft}").status == 200
        assert server.get(f"/download/plan?plan={draft}&bold=5").status == 422
        for fields in ({"plan": draft, "bold": "5"}, {"plan": "mixed.yaml"}, {"plan": "../x", "bold": "5"}):
            assert server.post("/path", fields).status == 404


def test_sheets_can_be_handed_out(small: Served) -> None:
    """The statement of a payment and the plan in plain language, on the path that is shown."""
    query = "plan=mixed.yaml&bold=35&participant=ann&month=2027-01"
    statement = small.get(f"/download/statement.html?{query}").plain
    assert "Statement for ann, 2027-01" in statement
    (paid,) = (
        row["amount"]
        for row in rows(small.get(f"/download/payments.csv?{query}"))
        if (row["participant_id"], row["month"]) == ("ann", "2027-01")
    )
    assert f"Paid for 2027-01: {grouped(paid)} USD" in statement
    assert "How you are paid from 2027-01" in small.get(f"/download/plan.html?{query}").plain


def test_scenarios_stand_side_by_side(small: Served) -> None:
    """Each plan's cost is shown, with its difference to the first."""
    answer = small.get("/compare?against=revenue-only.yaml&plans=mixed.yaml")
    for plan in ("mixed.yaml", "revenue-only.yaml"):
        assert paid(small.desk.workspace.root, plan) in answer.plain
    (link,) = re.findall(r'href="(/download/by_year[^"]+)"', answer.plain)
    assert rows(small.get(link))[0]["plan"] == "revenue-only"
    (link,) = re.findall(r'href="(/download/compare.html[^"]+)"', answer.plain)
    page = small.get(link)
    assert page.headers["content-disposition"] == 'attachment; filename="compare.html"'
    assert "What 2 plans would have paid" in page.plain
    (link,) = re.findall(r'href="(/download/participants[^"]+)"', answer.plain)
    assert {row["plan"] for row in rows(small.get(link))} == {"mixed", "revenue-only"}


def test_a_wrong_weight_is_told_at_its_line(small: Served) -> None:
    """The same codes, places and mends as `compplan validate` gives."""
    told = small.post("/check", {"plan": "mixed.yaml", "text": WRONG})
    assert told.status == 200
    assert f'data-line="{LINE}"' in told.text
    assert "error CP202" in told.text
    assert "did you mean 'relationship'?" in told.plain
    kept = small.post("/edit", {"plan": "mixed.yaml", "text": WRONG})
    assert kept.status == 422
    assert "relatonship" in kept.plain
    assert (small.desk.workspace.root / "mixed.yaml").read_text() == PLAN


def test_a_good_text_becomes_a_draft_that_is_replayed(folder: Path) -> None:
    """A draft has an address, can be compared and downloaded; the file stays as it is."""
    bolder = PLAN.replace("1: {revenue: 75%, relationship: 25%}", "1: {revenue: 50%, relationship: 50%}")
    with served(folder) as server:
        sent = server.post("/edit", {"plan": "mixed.yaml", "text": bolder.replace("\n", "\r\n")})
        assert sent.status == 303
        (folder / "bolder.yaml").write_text(bolder)
        draft = sent.headers["location"].partition("plan=")[2]
        assert paid(folder, "bolder.yaml") in server.get(sent.headers["location"]).plain
        assert server.get(f"/download/plan?plan={draft}").text == bolder
        both = server.get(f"/compare?against=mixed.yaml&plans={draft}")
        assert paid(folder, "bolder.yaml") in both.plain
        assert (folder / "mixed.yaml").read_text() == PLAN


def test_an_unchanged_text_needs_no_draft(small: Served) -> None:
    """Replaying a file's own text leads to the file."""
    sent = small.post("/edit", {"plan": "mixed.yaml", "text": PLAN})
    assert sent.headers["location"] == "/?plan=mixed.yaml"


def test_a_text_can_be_taken_home(small: Served) -> None:
    """A text is given back as a file, right or wrong."""
    answer = small.post("/download/text", {"plan": "mixed.yaml", "text": WRONG})
    assert answer.headers["content-disposition"] == 'attachment; filename="mixed.yaml"'
    assert answer.text == WRONG


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/?plan=nothing.yaml", 404, "no such plan"),
        ("/?plan=mixed.yaml~0000000000000000", 404, "no longer held"),
        ("/participant?plan=mixed.yaml&participant=nobody", 404, "Nobody of this id"),
        ("/payment?plan=mixed.yaml&participant=ann&month=2031-01", 422, "has no payment in 2031-01"),
        ("/payment?plan=mixed.yaml&participant=nobody&month=2027-01", 422, "no plan of the run pays"),
        ("/?plan=mixed.yaml&as_if=2040-01", 422, "CP366"),
        ("/?plan=mixed.yaml&as_if=2027-13", 200, "'2027-13' is not a month"),
        ("/?plan=mixed.yaml&assume=relationship", 200, "'relationship' is not such as"),
        ("/?plan=mixed.yaml&bold=x", 200, "as the plan says"),
        ("/group?plan=mixed.yaml&group=nobody", 200, "Nobody of this name"),
        ("/download/compare.html?plans=mixed.yaml", 422, "Choose more plans"),
        ("/download/by_year.csv", 422, "Choose more plans"),
        ("/edit?plan=nothing.yaml", 404, "no such plan"),
        ("/compare?against=mixed.yaml&plans=nothing.yaml", 404, "no such plan"),
        ("/study?id=nothing", 404, "no longer held"),
        ("/download/plan?plan=nothing.yaml", 404, "no such plan"),
        ("/download/payments.csv?plan=nothing.yaml", 404, "no such plan"),
        ("/download/summary.csv?id=nothing", 404, "No such simulation"),
    ],
)
def test_what_is_not_there_is_told(small: Served, path: str, status: int, said: str) -> None:
    """A wrong address gets a sentence that says what is wrong with it."""
    answer = small.get(path)
    assert (answer.status, said in answer.plain) == (status, True)


def test_a_plan_with_errors_is_shown_with_them(folder: Path) -> None:
    """The page of a wrong plan tells its problems and leads to where it can be mended."""
    (folder / "mixed.yaml").write_text(WRONG)
    with served(folder) as server:
        answer = server.get("/?plan=mixed.yaml")
        assert answer.status == 422
        assert "did you mean 'relationship'?" in answer.plain
        assert 'href="/edit?plan=mixed.yaml"' in answer.text
        assert server.get("/").status == 200


def test_a_folder_without_plans_says_so(folder: Path) -> None:
    """There is nothing to show, and the page says that."""
    for file in folder.glob("*.yaml"):
        file.unlink()
    with served(folder) as server:
        assert "no such plan" in server.get("/").plain
        assert server.get("/compare").status == 200


def test_a_view_is_its_address() -> None:
    """What is written into an address is read from it again."""
    query = {"plan": "a.yaml", "bold": "35", "against": "b.yaml", "as_if": "2024-01"}
    query |= {"assume": "relationship=85%", "group": "north", "participant": "P001", "month": "2024-03"}
    view = view_of(query)
    path, _, written = view.address("/x").partition("?")
    assert path == "/x"
    assert dict(parse_qsl(written)) == query
    assert view_of(dict(parse_qsl(written))) == view
    assert View().address("/") == "/"
