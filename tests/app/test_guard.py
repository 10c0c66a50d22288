"""Requests that no page of the application sends are refused by a server that is really started."""

from __future__ import annotations

import socket

import pytest

from compplan.app import guard
from compplan.app.guard import BODY_BYTES
from compplan.app.protocol import HEAD_BYTES, Protocol
from compplan.app.site import GET, POST
from tests.app.serving import FORM, Served, scripts

HOSTS = {
    "another name": ["Host: evil.example"],
    "no port": ["Host: 127.0.0.1"],
    "another port": ["Host: 127.0.0.1:1"],
    "a name before it": ["Host: evil.example@{host}"],
    "a name behind it": ["Host: {host}.evil.example"],
    "two of ours": ["Host: {host}", "Host: {host}"],
    "ours, then another": ["Host: {host}", "Host: evil.example"],
    "none": [],
    "another spelling": ["Host: 127.1:{port}"],
}


@pytest.mark.parametrize("lines", HOSTS.values(), ids=HOSTS)
def test_a_request_names_exactly_one_host_with_its_port(small: Served, lines: list[str]) -> None:
    """A page of another site whose name was pointed at this computer gets nothing."""
    head = [line.format(host=small.host, port=small.port) for line in lines]
    answer = small.ask("GET / HTTP/1.1", *head, small.cookie)
    assert answer.status in (400, 421)
    assert b"seller" not in answer.body


def test_an_old_request_without_host_is_refused(small: Served) -> None:
    """HTTP/1.0 needs no host, but we do."""
    assert small.ask("GET / HTTP/1.0", small.cookie).status == 421


def test_both_names_of_this_computer_serve(small: Served) -> None:
    """127.0.0.1 and localhost are ours."""
    for host in small.session.hosts:
        assert small.ask("GET / HTTP/1.1", f"Host: {host}", small.cookie).status == 200


def test_nobody_listens_beyond_the_loopback_address(small: Served) -> None:
    """Other addresses, even of this computer, are closed."""
    with pytest.raises(OSError, match=r"refused|unreachable"):
        socket.create_connection(("127.0.0.2", small.port), timeout=2)


@pytest.mark.parametrize("cookie", ["", "Cookie: {name}=", "Cookie: {name}=x", "Cookie: other={token}"])
def test_without_the_sessions_token_nothing_is_shown(small: Served, cookie: str) -> None:
    """Other users of this computer see no pay."""
    line = cookie.format(name=small.session.cookie, token=small.session.entry)
    for path in (*GET, "/app.css"):
        answer = small.ask(f"GET {path} HTTP/1.1", f"Host: {small.host}", *([line] if line else []))
        assert answer.status == 401


def test_the_printed_address_becomes_a_cookie(small: Served) -> None:
    """The token leaves the address at once, for a cookie that scripts and other sites cannot use."""
    path = f"/compare?against=mixed.yaml&token={small.session.entry}"
    answer = small.ask(f"GET {path} HTTP/1.1", f"Host: {small.host}")
    assert (answer.status, answer.headers["location"]) == (303, "/compare?against=mixed.yaml")
    assert small.session.entry in answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict"} <= set(answer.headers["set-cookie"].split("; "))


def test_the_address_that_starts_a_browser_lets_in_once(small: Served) -> None:
    """Who reads it in the list of processes comes too late."""
    path = small.session.ticket().partition(small.host)[2]
    first, second = (small.ask(f"GET {path} HTTP/1.1", f"Host: {small.host}") for _ in range(2))
    assert (first.status, second.status) == (303, 401)
    assert path.partition("=")[2] not in first.headers["set-cookie"]


def test_the_way_in_leads_to_no_other_site(small: Served) -> None:
    """An address that begins like that of another site stays here."""
    path = f"//evil.example/?token={small.session.entry}"
    answer = small.ask(f"GET {path} HTTP/1.1", f"Host: {small.host}")
    assert answer.headers["location"] == "/evil.example/"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_sites_lead_nowhere(small: Served, site: str) -> None:
    """Neither a link nor a picture of another site, or of another port, gets an answer."""
    assert small.get("/", f"Sec-Fetch-Site: {site}").status == 403


ORIGINS = {
    "none": [],
    "another": ["Origin: http://evil.example"],
    "null": ["Origin: null"],
    "another port": ["Origin: http://127.0.0.1:1"],
    "another scheme": ["Origin: https://{host}"],
    "two": ["Origin: http://{host}", "Origin: http://evil.example"],
}


@pytest.mark.parametrize("origin", ORIGINS.values(), ids=ORIGINS)
def test_forms_come_from_our_own_origin(small: Served, origin: list[str]) -> None:
    """A form of another site is refused, even with cookie and token."""
    body = f"form_token={small.session.form}&plan=mixed.yaml&text=x"
    lines = [line for line in small.head(body) if not line.startswith("Origin")]
    own = [line.format(host=small.host) for line in origin]
    assert small.ask("POST /check HTTP/1.1", *lines, *own, body=body).status == 403


@pytest.mark.parametrize("token", ["", "form_token=", "form_token=x", "form_token={0}&form_token={0}"])
def test_forms_bring_the_sessions_token(small: Served, token: str) -> None:
    """A form that was not made by a page of this session is refused, on every address."""
    body = f"plan=mixed.yaml&text=x&{token.format(small.session.form)}"
    for path in POST:
        assert small.ask(f"POST {path} HTTP/1.1", *small.head(body), body=body).status == 403


def test_the_addresss_token_is_not_that_of_forms(small: Served) -> None:
    """Who only has the address cannot send forms."""
    body = f"plan=mixed.yaml&text=x&form_token={small.session.entry}"
    assert small.ask("POST /check HTTP/1.1", *small.head(body), body=body).status == 403


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain", ""])
def test_forms_are_of_one_kind(small: Served, kind: str) -> None:
    """Nothing but a form's own kind is read."""
    lines = [line for line in small.head("{}") if not line.startswith("Content-Type")]
    answer = small.ask("POST /check HTTP/1.1", *lines, f"Content-Type: {kind}", body="{}")
    assert answer.status == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "X"])
def test_no_other_methods(small: Served, method: str) -> None:
    """Pages are got and forms are posted; there is nothing else."""
    answer = small.ask(f"{method} / HTTP/1.1", f"Host: {small.host}", small.cookie)
    assert answer.status == 405
    assert "access-control-allow-origin" not in answer.headers


def test_getting_changes_nothing(small: Served) -> None:
    """No address that is got leaves a draft or a simulation, and none of a form can be got."""
    query = f"?plan=mixed.yaml&text=x&plans=mixed.yaml&samples=4&form_token={small.session.form}"
    files = {path: path.stat().st_mtime_ns for path in small.desk.workspace.root.rglob("*")}
    for path in GET:
        assert small.get(path + query).status < 500
    for path in POST.keys() - GET.keys():
        assert small.get(path + query).status == 405
    assert "mixed.yaml~" not in "".join(small.desk.plans.keys())
    assert small.desk.studies.running() is None
    assert {path: path.stat().st_mtime_ns for path in small.desk.workspace.root.rglob("*")} == files


def test_a_long_body_is_refused_before_it_is_read(small: Served) -> None:
    """The announced length is enough to refuse; not a byte is waited for."""
    lines = [line for line in small.head() if not line.startswith("Content-Length")]
    for length in (BODY_BYTES + 1, 10**30):
        answer = small.ask("POST /check HTTP/1.1", *lines, f"Content-Length: {length}")
        assert answer.status in (400, 413)


def test_a_long_body_without_length_is_cut(small: Served) -> None:
    """A body that comes in pieces is read as far as the limit, no further."""
    lines = [line for line in small.head() if not line.startswith("Content-Length")]
    head = "\r\n".join(["POST /check HTTP/1.1", *lines, "Transfer-Encoding: chunked", "", ""])
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    assert small.send(head.encode() + piece * (BODY_BYTES // 0x10000 + 1)).status == 413


def test_a_body_with_two_lengths_is_refused(small: Served) -> None:
    """What two readers might cut differently is not read at all."""
    body = f"form_token={small.session.form}"
    answer = small.ask("POST /check HTTP/1.1", *small.head(body), "Content-Length: 3", body=body)
    assert answer.status == 400


def test_a_slow_body_is_refused(small: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who announces a form and does not send it does not keep the server waiting."""
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.2)
    assert small.ask("POST /check HTTP/1.1", *small.head("x" * 50), body="x").status == 408


def test_a_slow_head_is_cut_off(small: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that says nothing, and a head that never ends though bytes keep coming, are closed."""
    monkeypatch.setattr(Protocol, "seconds", 0.3)
    assert small.send(b"").status == 0
    with socket.create_connection(("127.0.0.1", small.port), timeout=10) as connection:
        assert _is_closed(connection)


def test_the_next_head_of_a_connection_is_cut_off_too(small: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that was good once does not stay open for good."""
    monkeypatch.setattr(Protocol, "seconds", 0.3)
    head = f"GET /icon.svg HTTP/1.1\r\nHost: {small.host}\r\n{small.cookie}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", small.port), timeout=10) as connection:
        connection.sendall(head.encode())
        answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 200")
        assert _is_closed(connection)


def _is_closed(connection: socket.socket) -> bool:
    """Send a byte of a head now and then, until the other side closes the connection."""
    connection.settimeout(0.05)
    for _ in range(60):
        try:
            connection.sendall(b"G")
            if connection.recv(65536) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_a_huge_head_is_refused(small: Served) -> None:
    """Heads have a limit, whether they come at once or never end."""
    assert small.get("/", f"X-Long: {'x' * (HEAD_BYTES + 1)}").status in (400, 431)
    assert small.send(b"GET / HTTP/1.1\r\nX-Long: " + b"x" * 4 * HEAD_BYTES).status in (0, 400, 431)


def test_every_answer_says_what_it_allows(small: Served) -> None:
    """Pages may load and run nothing but our two files, be framed by nobody, and are kept nowhere."""
    paths = [*GET, "/app.js", "/nothing"]
    answers = [*map(small.get, paths), small.ask("GET / HTTP/1.1", "Host: evil.example")]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers
        assert "server" not in answer.headers
        assert scripts(answer.text) == [] or answer.headers["content-type"].startswith("text/javascript")


def test_an_address_of_another_kind_is_not_found(small: Served) -> None:
    """Whole addresses, and what looks like files, lead nowhere."""
    for target in ("http://evil.example/", "/../../etc/passwd", "/%2e%2e/secret.yaml", "/static/app.js", "*"):
        answer = small.ask(f"GET {target} HTTP/1.1", f"Host: {small.host}", small.cookie)
        assert answer.status in (400, 404)


def test_a_form_that_is_no_text_is_refused(small: Served) -> None:
    """Bytes that are no UTF-8, and fields without number, are refused rather than guessed."""
    for body in ("\udcff", "&".join(f"a{at}=" for at in range(300))):
        sent = body.encode(errors="surrogateescape")
        head = [*small.head()[:3], f"Content-Type: {FORM}", f"Content-Length: {len(sent)}"]
        request = "\r\n".join(["POST /check HTTP/1.1", *head, "Connection: close", "", ""])
        assert small.send(request.encode() + sent).status == 400
