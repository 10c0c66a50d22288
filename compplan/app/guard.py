"""Who may ask for what: one exact host, pages of our own, the session's tokens, bodies that are small."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from compplan.app.protocol import HEAD_BYTES
from compplan.app.session import Session

BODY_BYTES = 1024 * 1024
BODY_SECONDS = 10.0
_FIELDS = 200
_FORM = "application/x-www-form-urlencoded"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),  # without referrer, browsers send forms without origin
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
"""Said with every answer."""


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818  it is an answer
    """Why a request is refused."""

    status: int
    text: str


class Guard:
    """Lets requests of the session's own pages through, and gives the fields of their forms to the site."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        """Stand before ``app``."""
        self._app, self._session = app, session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        try:
            answer = self._entry(scope)
            if answer is None and scope["method"] == "POST":
                scope["form"] = _form(await _body(receive), self._session)
        except Refusal as refusal:
            closing = {"connection": "close"}  # what was not read of its body must not be taken for a request
            answer = PlainTextResponse(refusal.text + "\n", refusal.status, headers=closing)
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _entry(self, scope: Scope) -> Response | None:
        """Check a request's head; send one that brings the address's token on without it."""
        head = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        _check(scope["method"], head, self._session)
        query = _pairs(scope["query_string"], "address")
        tokens = [value for name, value in query if name == "token"]
        if len(tokens) == 1 and scope["method"] == "GET" and self._session.admits(tokens[0]):
            return _entered(scope["path"], [pair for pair in query if pair[0] != "token"], self._session)
        if not any(map(self._session.enters, _cookies(_all(head, b"cookie"), self._session.cookie))):
            raise Refusal(401, "Open the address that 'compplan app' printed; it holds a token.")
        return None


def _check(method: str, head: list[tuple[bytes, str]], session: Session) -> None:
    """Refuse what no page of ours sends."""
    if sum(len(name) + len(value) for name, value in head) > HEAD_BYTES:
        raise Refusal(431, "Too long a head.")
    hosts = _all(head, b"host")
    if len(hosts) != 1 or hosts[0] not in session.hosts:
        raise Refusal(421, "This address is not ours.")
    if method not in ("GET", "HEAD", "POST"):
        raise Refusal(405, "No such method.")
    if any(site not in ("same-origin", "none") for site in _all(head, b"sec-fetch-site")):
        raise Refusal(403, "Another site asks.")
    lengths = _all(head, b"content-length")
    if any(not length.isdecimal() or int(length[:12]) > BODY_BYTES for length in lengths):
        raise Refusal(413, "Too long.")
    if method == "POST":
        if _all(head, b"origin") != [f"http://{hosts[0]}"]:
            raise Refusal(403, "Another origin asks.")
        kinds = [kind.partition(";")[0].strip().lower() for kind in _all(head, b"content-type")]
        if kinds != [_FORM]:
            raise Refusal(415, f"Forms are sent as {_FORM}.")


def _all(head: Iterable[tuple[bytes, str]], name: bytes) -> list[str]:
    return [value for each, value in head if each == name]


def _cookies(headers: Iterable[str], name: str) -> list[str]:
    """Give the values of a cookie; those of other programs on this computer may have any form."""
    pairs = (part.strip().partition("=") for header in headers for part in header.split(";"))
    return [value for each, _, value in pairs if each == name]


def _entered(path: str, query: list[tuple[str, str]], session: Session) -> Response:
    """Keep the token in a cookie and send the browser to the address without it."""
    target = "/" + path.lstrip("/") + (f"?{urlencode(query)}" if query else "")
    answer = RedirectResponse(target, 303)
    answer.set_cookie(session.cookie, session.entry, httponly=True, samesite="strict")
    return answer


async def _body(receive: Receive) -> bytes:
    """Read a body that is small, in time."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _read(receive)
    except TimeoutError:
        raise Refusal(408, "Too slow.") from None


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "Gone.")
        body += message.get("body", b"")
        if len(body) > BODY_BYTES:
            raise Refusal(413, "Too long.")
        if not message.get("more_body", False):
            return bytes(body)


def _form(body: bytes, session: Session) -> dict[str, list[str]]:
    """Give a form's fields, if it is one of the session's."""
    fields: dict[str, list[str]] = {}
    for name, value in _pairs(body, "form"):
        fields.setdefault(name, []).append(value)
    if len(tokens := fields.get("form_token", [])) != 1 or not session.sends(tokens[0]):
        raise Refusal(403, "The form is not of this session; load the page again.")
    return fields


def _pairs(text: bytes, what: str) -> list[tuple[str, str]]:
    """Read names and values, a number of them, of text in UTF-8."""
    try:
        return parse_qsl(text.decode(), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:
        raise Refusal(400, f"The {what} cannot be read.") from None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
        await send(message)

    return sending
