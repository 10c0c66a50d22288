"""Weights and targets in fields: what is typed goes to its place in the text, or is refused with a reason."""

from __future__ import annotations

import re
from html import unescape

from tests.app.serving import Answer, Served

YEAR_1 = "weights.by_year.1."


def fields(answer: Answer) -> dict[str, str]:
    """Read the fields of a page, as a browser would send them."""
    found = re.findall(r'<input(?: type="hidden")? name="([^"]+)" value="([^"]*)"', answer.text)
    text = re.search(r"<textarea.*?>\n(.*)</textarea>", answer.text, re.DOTALL)
    assert text
    sent = {unescape(name): unescape(value) for name, value in found if name != "form_token"}
    return sent | {"text": unescape(text[1])}


def test_what_is_typed_goes_to_its_place(bundled: Served) -> None:
    """Two weights and a target change; every other character of the text stays, and nothing is kept."""
    sent = fields(bundled.get("/edit?plan=bold.yaml"))
    before = sent["text"]
    sent[f"field:{YEAR_1}product_revenue"], sent[f"field:{YEAR_1}relationship"] = "75", " 25 % "
    sent["field:report_cards.customer.behaviours.listening.target"] = "0.85"
    answer = bundled.post("/fields", {"plan": "bold.yaml", **sent})
    assert answer.status == 200
    after = fields(answer)["text"]
    assert after == before.replace(
        "1: {product_revenue: 80%, relationship: 20%}", "1: {product_revenue: 75%, relationship: 25%}"
    ).replace(
        "listening:         {title: Listening, weight: 20%, target: 80%,",
        "listening:         {title: Listening, weight: 20%, target: 0.85,",
    )
    assert fields(bundled.get("/edit?plan=bold.yaml"))["text"] == before


def test_weights_that_do_not_add_up_are_refused_and_stay_in_their_fields(bundled: Served) -> None:
    """The text is as it was, the reason is told, and nothing that was typed is lost."""
    sent = fields(bundled.get("/edit?plan=bold.yaml"))
    sent[f"field:{YEAR_1}relationship"] = "30%"
    answer = bundled.post("/fields", {"plan": "bold.yaml", **sent})
    assert answer.status == 422
    assert "Not put into the text" in answer.plain
    again = fields(answer)
    assert again["text"] == sent["text"]
    assert again[f"field:{YEAR_1}relationship"] == "30%"
    assert again[f"was:{YEAR_1}relationship"] == "20%"


def test_what_is_no_number_never_reaches_the_text(bundled: Served) -> None:
    """Markup and layout of a plan file are refused as they are."""
    sent = fields(bundled.get("/edit?plan=bold.yaml"))
    for wrong in ("a lot", "20%}\nrules: none", "<b>", "-5%"):
        typed = sent | {f"field:{YEAR_1}relationship": wrong}
        answer = bundled.post("/fields", {"plan": "bold.yaml", **typed})
        assert (answer.status, fields(answer)["text"]) == (422, sent["text"])
        assert "is not a number" in answer.plain


def test_a_field_that_was_not_touched_does_not_undo_what_was_written(bundled: Served) -> None:
    """Whoever changed the text by hand keeps that, as only fields that changed are put in."""
    sent = fields(bundled.get("/edit?plan=bold.yaml"))
    by_hand = sent["text"].replace(
        "2: {product_revenue: 50%, relationship: 50%}", "2: {product_revenue: 60%, relationship: 40%}"
    )
    typed = sent | {
        "text": by_hand,
        f"field:{YEAR_1}product_revenue": "70%",
        f"field:{YEAR_1}relationship": "30%",
    }
    after = fields(bundled.post("/fields", {"plan": "bold.yaml", **typed}))["text"]
    assert "2: {product_revenue: 60%, relationship: 40%}" in after
    assert "1: {product_revenue: 70%, relationship: 30%}" in after


def test_numbers_of_another_file_have_no_field(bundled: Served) -> None:
    """A plan that extends another shows those that it states itself."""
    names = fields(bundled.get("/edit?plan=gradual.yaml"))
    assert "field:weights.to.relationship" in names
    assert "field:weights.before.relationship" not in names
