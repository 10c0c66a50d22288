"""Codes CP8xx: sign-off."""

from __future__ import annotations

from compplan.diagnostics import Rule

_REQUIRED = "sign_off: {required: [Chief Revenue Officer], without: warn}"

RULES = (
    Rule(
        "CP801",
        "not-signed",
        "Somebody by whom the plan requires to be signed has not signed it.",
        "Signatures tell everybody that the plan is meant; without them, the plan may refuse to pay.",
        f"{_REQUIRED}, and no sign-off file",
        f'{_REQUIRED}, after: compplan sign plan.yaml --as "Jo Ray, Chief Revenue Officer"',
    ),
    Rule(
        "CP802",
        "signed-before-a-change",
        "A signature that the plan requires was given to another content than the plan has now.",
        "Comments, layout and the spelling of numbers do not matter to a signature; every meaning does.",
        "a weight that was changed after the plan was signed",
        "the changed plan, signed again",
    ),
    Rule(
        "CP803",
        "sign-off-of-another-plan",
        "The sign-off file beside a plan names another plan.",
        "A signature is for one plan; a copied file would lend it to another.",
        "plan: bold, in gradual.signoff.yaml",
        "plan: gradual, in gradual.signoff.yaml",
    ),
    Rule(
        "CP804",
        "ssh-signature-failed",
        "OpenSSH could not make or check a signature.",
        "An SSH signature is optional, but one that is asked for has to be real.",
        "--key of a file that holds no key",
        "--key ~/.ssh/id_ed25519",
    ),
)
