"""Codes CP314 to CP318, and CP340 to CP349: a sources file, and what it names."""

from __future__ import annotations

from compplan.diagnostics import Rule

_FILE = "sources.yaml\nsources: 1\nfiles:\n  people: {path: participants.csv%s}\ntables:\n  participants: "
_PEOPLE = _FILE % ""
_MAPPED = "{from: people, columns: {participant_id: participant_id, start_date: start_date%s}"
_URL = "databases: {crm: {url: %s}}"

RULES = (
    Rule(
        "CP314",
        "mapping-lacks-column",
        "The columns that a sources file lists for a table lack one that the table must have.",
        "Where columns are listed, those alone are taken.",
        f"{_PEOPLE}{_MAPPED % ''}, constants: {{role: seller}}}}",
        f"{_PEOPLE}{_MAPPED % ''}, constants: {{role: seller, target_incentive: 12000}}}}",
    ),
    Rule(
        "CP315",
        "files-differ",
        "Files of one pattern have different columns, or hold different kinds of values in one.",
        "A column that some files lack would be missing for their rows without a word.",
        "deals-01.csv with rep, closed and value; deals-02.csv with rep, closed and amount",
        "both with rep, closed and value",
    ),
    Rule(
        "CP316",
        "beside-the-sources",
        "A folder with a sources file holds a file that is named like a table and that nothing uses.",
        "The sources file says where all tables come from; the other file would be left out without a word.",
        "quotas.csv beside a sources.yaml without quotas",
        "quotas.csv, and a sources.yaml that names it and has a table quotas",
    ),
    Rule(
        "CP317",
        "unclear-form",
        "What a sources file states of cells cannot be: a date format without a year, one mark for decimals"
        " and thousands, or rounding beyond four decimals.",
        "Every amount and date has to have one way to be read.",
        _FILE % ', date_format: "%d.%m."' + "{from: people}",
        _FILE % ', date_format: "%Y-%m-%d"' + "{from: people}",
    ),
    Rule(
        "CP318",
        "not-a-database",
        "The URL of a database cannot be read, is of none that is known, or has a parameter that is not.",
        "PostgreSQL and SQLite are known. Parameters that are not could change what the driver does.",
        _URL % "mysql://db.example.org/crm",
        _URL % "postgresql://db.example.org/crm",
    ),
    Rule(
        "CP340",
        "password-in-file",
        "The URL of a database holds a password.",
        "Files are copied, sent and kept for good. Name the environment variable that holds the password.",
        _URL % "postgresql://reader:secret@db.example.org/crm",
        _URL % "postgresql://reader@db.example.org/crm, password_from: CRM_PASSWORD",
    ),
    Rule(
        "CP341",
        "unknown-source",
        "A table comes from a file or database that the sources file does not name.",
        "A table without a source would be missing.",
        f"{_PEOPLE}{{from: peopel}}",
        f"{_PEOPLE}{{from: people}}",
    ),
    Rule(
        "CP342",
        "path-leads-out",
        "A path leads out of the folder of the sources file, perhaps by a link.",
        "A sources file that somebody sent should not read files elsewhere, unless you allow it.",
        "files: {people: {path: ../people.csv}}",
        "files: {people: {path: people.csv}}",
    ),
    Rule(
        "CP343",
        "no-such-file",
        "There is no file of a path, or of a pattern; or a folder in it has a pattern.",
        "What is not there cannot count, and nobody would see it.",
        f"{_PEOPLE}{{from: people}}".replace("participants.csv", "people.csv"),
        f"{_PEOPLE}{{from: people}}",
    ),
    Rule(
        "CP344",
        "no-such-column",
        "A file, or the result of a query, has no column of a name that the sources file takes.",
        "Columns are found by their exact names.",
        f"{_PEOPLE}{_MAPPED % ', role: Role, target_incentive: target_incentive'}}}",
        f"{_PEOPLE}{_MAPPED % ', role: role, target_incentive: target_incentive'}}}",
    ),
    Rule(
        "CP345",
        "not-as-stated",
        "A number or date is not written as the sources file says.",
        "With a decimal comma stated, '1.234' would be another amount than without; no other way is tried.",
        _FILE % ', date_format: "%d.%m.%Y"' + "{from: people}",
        _FILE % ', date_format: "%Y-%m-%d"' + "{from: people}",
    ),
    Rule(
        "CP346",
        "query-fails",
        "A query is not one SELECT, gives two columns of one name, or the database refuses it.",
        "Queries read; nothing else is asked.",
        "query: delete from deals",
        "query: select agent as participant_id, closed as date, value as amount from deals",
    ),
    Rule(
        "CP347",
        "no-connection",
        "A database cannot be reached or opened, or the variable that holds its password is not set.",
        "Its tables would be missing.",
        "password_from: CRM_PASSWORD, and no such variable",
        "export CRM_PASSWORD=...",
    ),
    Rule(
        "CP348",
        "missing-library",
        "A source needs a library that is not installed.",
        "DuckDB and psycopg are large, and most people do not need them.",
        "query: over files, without duckdb",
        "pip install 'compplan[sql]'",
    ),
    Rule(
        "CP349",
        "does-not-apply",
        "A word of a sources file does not apply where it stands, or one is missing that goes with it.",
        "It would do nothing, and somebody believes that it does.",
        _FILE % ", sheet: People" + "{from: people}",
        f"{_PEOPLE}{{from: people}}",
    ),
)
