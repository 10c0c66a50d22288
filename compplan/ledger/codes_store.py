"""Codes CP601 to CP606 and CP640 to CP642: the database of a ledger, and what it holds."""

from __future__ import annotations

from compplan.diagnostics import Rule

RULES = (
    Rule(
        "CP601",
        "no-ledger",
        "There is no ledger at a path or address; or a new one would overwrite what is there.",
        "A posting to a new, empty ledger by mistake would pay everything once more.",
        "compplan ledger list --ledger legder.sqlite",
        "compplan ledger list --ledger ledger.sqlite",
    ),
    Rule(
        "CP602",
        "other-version",
        "The tables of a ledger are of a version that this compplan does not know.",
        "What it does not know it could leave out. Nothing was changed.",
        "a ledger written by a later compplan",
        "the same ledger, with that version of compplan",
    ),
    Rule(
        "CP603",
        "database-fails",
        "The database reports an error: a full disk, a file that may not be written, a lost connection.",
        "A posting is recorded whole or not at all. Given again, it is recorded once.",
        "compplan ledger post ..., on a full disk",
        "compplan ledger post ..., with room on the disk",
    ),
    Rule(
        "CP604",
        "not-durable",
        "The database would say that something is recorded before it is safe on the disk.",
        "A power cut could lose a payment that was acknowledged.",
        "fsync = off in the settings of PostgreSQL",
        "fsync = on",
    ),
    Rule(
        "CP605",
        "ledger-busy",
        "Another process has held the ledger so long that this one gave up.",
        "One change is made at a time. Nothing was recorded.",
        "compplan ledger post ..., while another process is stopped in the middle of a posting",
        "the same, once that process has ended",
    ),
    Rule(
        "CP606",
        "password-in-address",
        "The address of a database holds a password.",
        "Command lines are kept in histories, and shown to other users of a machine.",
        "--ledger postgresql://pay:secret@db.example.org/pay",
        "--ledger postgresql://pay@db.example.org/pay, and PGPASSWORD",
    ),
    Rule(
        "CP640",
        "entry-altered",
        "An entry of the ledger is not as it was written, or is missing.",
        "Each entry holds the digest of the one before it, so that no change goes unseen.",
        "an amount that was changed in the file",
        "a correction: compplan ledger correct ... --reason TEXT",
    ),
    Rule(
        "CP641",
        "database-damaged",
        "The entries are as they were written, but the database around them is damaged, or lacks its guards.",
        "A damaged index gives wrong sums; without its triggers, a table can be changed.",
        "a trigger that was dropped",
        "the ledger from a copy that verifies",
    ),
    Rule(
        "CP642",
        "anchor-not-held",
        "The chain does not hold an anchor that was kept elsewhere; or what is given is no anchor.",
        "Entries at the end were cut off, or the whole chain was written anew.",
        "compplan ledger verify --anchor 12:0123abcd..., of a ledger with 11 entries",
        "compplan ledger verify --anchor 11:4567ef01...",
    ),
)
