"""The pages one can go to."""

from __future__ import annotations

from urllib.parse import urlencode

from compplan.app.view import View


def menu(view: View) -> tuple[tuple[str, str], ...]:
    """Give the pages and their addresses; the plan that is looked at goes along."""
    plan = f"?{urlencode({'plan': view.plan})}" if view.plan else ""
    company = view.at(group="", participant="", month="").address("/")
    return (
        ("Company", company),
        ("Compare", "/compare"),
        ("Edit", f"/edit{plan}"),
        ("Simulate", "/simulate"),
        ("Best path", "/optimize"),
        ("What decides", "/sensitivity"),
    )
