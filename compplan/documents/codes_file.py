"""Codes CP0xx: a file that cannot be read."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP001",
        "unreadable-file",
        "The file is missing, may not be read, or is a folder, pipe or device.",
        "A plan is a regular file, so that reading it twice gives the same plan.",
        "compplan validate plans/",
        "compplan validate plans/bold.yaml",
    ),
    Rule(
        "CP002",
        "file-too-large",
        "The file is larger than 1 MiB.",
        "A plan has a few pages; a larger file is something else, or meant to exhaust the reader.",
        "a file of 2 MiB",
        "a file of 3 KiB",
    ),
    Rule(
        "CP003",
        "not-utf-8",
        "The file is not UTF-8, or begins with a byte order mark.",
        "In another encoding the same bytes are other words, and two people would sign two plans.",
        "a file saved as 'Unicode' (UTF-16)",
        "a file saved as 'UTF-8'",
    ),
    Rule(
        "CP004",
        "hidden-character",
        "The file holds a control character, or one that changes the direction of writing.",
        "Such characters are invisible, and may show a reader another text than the one that counts.",
        'title: "Bold\\u202e plan"',
        'title: "Bold plan"',
    ),
    Rule(
        "CP005",
        "not-yaml",
        "The file is not YAML: a bracket or quote is open, the indentation is uneven, or a ':' is misplaced.",
        "Without its structure nothing in the file has a meaning.",
        "title: Bold: in three years",
        'title: "Bold: in three years"',
    ),
    Rule(
        "CP006",
        "empty-file",
        "The file holds nothing but blanks and comments.",
        "An empty file is an accident, not a plan that pays nothing.",
        "# to be written",
        "compplan: 1",
    ),
    Rule(
        "CP007",
        "several-documents",
        "The file holds more than one document, separated by '---'.",
        "A file is one plan, with one digest and one signature.",
        "title: Bold\n---\ntitle: Gradual",
        "title: Bold",
    ),
    Rule(
        "CP008",
        "not-keys-and-values",
        "The file holds a list or a text at its top.",
        "A plan is a set of keys and values.",
        "- compplan: 1",
        "compplan: 1",
    ),
    Rule(
        "CP009",
        "duplicate-key",
        "A key stands twice in one mapping.",
        "Only one of the two could count, and readers would disagree which.",
        "years: 2\nyears: 3",
        "years: 2",
    ),
    Rule(
        "CP010",
        "anchor-or-alias",
        "The file uses an anchor (&), an alias (*) or a merge key (<<).",
        "A plan says everything where it applies, so that a change in one place changes one thing.",
        "title: &name Bold",
        "title: Bold",
    ),
    Rule(
        "CP011",
        "tag",
        "The file uses a YAML tag, such as !!int.",
        "The plan format alone says which values are numbers, dates or texts.",
        "years: !!int 2",
        "years: 2",
    ),
    Rule(
        "CP012",
        "beyond-limits",
        "The file is nested deeper than 32, holds more than 50,000 values, a text of more than 16,384"
        " characters or a key of more than 128.",
        "No plan comes near; files that do are meant to exhaust the reader.",
        f"title: {'[' * 33}{']' * 33}",
        "title: Bold",
    ),
    Rule(
        "CP013",
        "strange-key",
        "A key is empty, a list or a mapping.",
        "Keys are words.",
        "applies_to: {[roles]: account_executive}",
        "applies_to: {roles: [account_executive]}",
    ),
)
