"""What whoever attacks a page meets: by bytes, methods, sizes, other hosts, other sites."""

import json
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.portal.security.cast import act
from tests.portal.visiting import PASSWORD, demo, rows, sign_in, sign_up
from tests.running import Browser, Running
from tests.website.test_routes import ROUTES, paths

CANARY = "canary-9d41e"
POLICY = {
    "default-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "script-src": "'self'",
}
TEXTS = ("text/", "application/json", "image/svg+xml")
SENT_WITHOUT_TOKEN = {"choose_language", "cookie_choices"}
"""What whoever only reads may send: a token would need a session. The second asks the browser's own word."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("defences"), "support-desk") as site:
        yield site


@pytest.fixture(scope="module")
def ada(desk: Running) -> Browser:
    """Somebody who is signed in."""
    sign_up(desk, "ada")
    return sign_in(desk, "ada")


@pytest.fixture(scope="module")
def named(desk: Running) -> list[tuple[str, str]]:
    """Path and name of every route."""
    return paths(desk.folder)


def exchanged(site: Running, sent: bytes, silent: float = 3.0) -> bytes:
    """Everything that the server answers to these bytes until it closes, or was silent so many seconds."""
    context = ssl._create_unverified_context()
    heard = b""
    with (
        socket.create_connection(("127.0.0.1", site.port), 20) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as tls,
    ):
        with suppress(OSError):  # a server that refuses a body need not read it to its end
            tls.sendall(sent)
        tls.settimeout(silent)
        with suppress(TimeoutError, OSError):
            while piece := tls.recv(65536):
                heard += piece
    return heard


def request(site: Running, method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    """A request, byte for byte."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{site.port}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def log_of(site: Running) -> list[dict[str, object]]:
    """The lines of the site's log."""
    files = sorted(Path(site.folder / "data/log").iterdir())
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def test_every_answer_bears_the_strict_headers(
    desk: Running, ada: Browser, named: list[tuple[str, str]]
) -> None:
    nobody = desk.browser()
    style = re.findall(r'href="(/static/[^"]+\.css)"', nobody.get("/").text)
    assert style, "the reader saw nothing"
    others = ["/health", "/ready", "/nowhere/", "/static/nothing.css", *style]
    answers = [(path, nobody.get(path)) for path, _ in named]
    answers += [(path, ada.get(path)) for path, _ in named[::3]]
    answers += [(path, nobody.get(path)) for path in others]
    answers += [("host", nobody.get("/", Host="evil.example")), ("token", nobody.post("/contact/", {}))]
    seen = {answer.status for _, answer in answers}
    assert {200, 302, 400, 403, 404, 405} <= seen, "answers of each sort were looked at"
    for path, answer in answers:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        said = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert {name: said.get(name) for name in POLICY} == POLICY, path
        assert "unsafe" not in headers["content-security-policy"], path
        assert headers["strict-transport-security"] == f"max-age={365 * 86_400}", path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert not re.search(r"\d", headers.get("server", "")), "no version is told"
        assert "x-powered-by" not in headers, path
        kind = headers.get("content-type", "")
        assert kind or not answer.body, path
        if kind.startswith(TEXTS) and answer.body:
            assert kind.lower().replace('"', "").endswith(("charset=utf-8", "application/json")), (path, kind)


def test_no_other_site_may_read_an_answer(ada: Browser, named: list[tuple[str, str]]) -> None:
    for origin in ("https://evil.example", "null", "http://localhost"):
        for path, _ in named[::5]:
            shown = ada.get(path, Origin=origin, **{"Access-Control-Request-Method": "POST"})
            assert not [name for name in shown.headers if name.lower().startswith("access-control-")], path


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", CANARY])
def test_only_the_methods_of_pages_are_taken(desk: Running, method: str) -> None:
    for path in ("/", "/account/login/", "/health", "/me/data/"):
        heard = exchanged(
            desk, request(desk, method, path, "Content-Length: 0", "Connection: close", f"X-Said: {CANARY}")
        )
        status = heard.split(b"\r\n", 1)[0]
        assert re.match(rb"HTTP/1\.1 (405|400|501|200)", status), heard
        assert status.startswith(b"HTTP/1.1 200") == (path == "/health"), (path, heard)
        assert CANARY.encode() not in heard, "nothing comes back of what was sent"


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: 4", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked", "Content-Length: 4"),
        ("Content-Length: 4", "Content-Length: 60"),
        ("Transfer-Encoding: xchunked", "Content-Length: 4"),
        ("Transfer-Encoding : chunked", "Content-Length: 4"),
        ("Content-Length: +4",),
        ("Content-Length: 4_0",),
    ],
)
def test_two_lengths_make_no_second_request(desk: Running, headers: tuple[str, ...]) -> None:
    """What follows would be a request of its own for whoever believes the other length (RFC 9112, 6.3)."""
    hidden = request(desk, "GET", f"/{CANARY}/", "Connection: close")
    heard = exchanged(
        desk, request(desk, "POST", "/contact/", *headers, body=b"0\r\n\r\n" + hidden), silent=1.0
    )
    answers = re.findall(rb"^HTTP/1\.1 (\d+)", heard, re.MULTILINE)
    assert len(answers) == 1, heard
    assert answers[0] in (b"400", b"403"), heard


def test_a_body_that_is_too_large_is_refused(desk: Running, ada: Browser) -> None:
    field = {"subject": "question", "on_behalf": "myself"}
    assert ada.send("/contact/", {**field, "text": CANARY * 90_000}).status < 413, "1.2 MB is read"
    body = urlencode({**field, "text": CANARY * 250_000}).encode()
    form = "Content-Type: application/x-www-form-urlencoded"
    length = f"Content-Length: {len(body)}"
    heard = exchanged(desk, request(desk, "POST", "/contact/", form, length, "Connection: close", body=body))
    assert heard.startswith(b"HTTP/1.1 413")
    assert "2,5 Mo" in heard.decode()
    assert "2.5 MB" in heard.decode()
    parts = (
        f'--x\r\nContent-Disposition: form-data; name="f"; filename="{CANARY}.bin"\r\n\r\n'.encode()
        + b"A" * 3_000_000
        + b"\r\n--x--\r\n"
    )
    sent = request(
        desk,
        "POST",
        "/contact/",
        "Content-Type: multipart/form-data; boundary=x",
        f"Content-Length: {len(parts)}",
        "Connection: close",
    )
    assert exchanged(desk, sent + parts).startswith(b"HTTP/1.1 413")


def test_fields_in_an_address_are_none_of_a_form(desk: Running) -> None:
    sign_up(desk, "queried")
    browser = desk.browser()
    address = f"/account/login/?login=queried&password={PASSWORD.replace(' ', '+')}"
    assert browser.send("/account/login/", {}, to=address).status == 200
    assert browser.get("/account/").status == 302, "nobody was signed in by an address"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/account/login/").text)
    assert token
    fields = {"login": "queried", "password": PASSWORD}
    assert browser.post(f"/account/login/?csrfmiddlewaretoken={token[1]}", fields).status == 403
    assert browser.send("/account/login/", fields).status == 302, "the positive control"


def test_an_address_is_decoded_once(ada: Browser) -> None:
    assert ada.get("/%61ccount/").status == 200, "the control: once it is"
    for path in ("/%2561ccount/", "/account%252f", "/me%252fdata/", "/static/%2e%2e%2f%2e%2e%2fhonour.toml"):
        assert ada.get(path).status in (302, 400, 404), path
        assert "ada@exemple.example" not in ada.get(path).text, path


PATHS = (
    *("/.git/config", "/.git/HEAD", "/.svn/entries", "/.env", "/honour.toml", "/policy.yaml", "/map.yaml"),
    *("/data/honour.db", "/data/log/", "/data/tls/key.pem", "/texts/legal.fr.md", "/static/", "/static/.."),
    *("/static/../honour.db", "/static/%2e%2e/honour.db", "/static/..%2fhonour.db", "/static//etc/passwd"),
    *("/admin/", "/api/", "/docs/", "/metrics", "/server-status", "/debug/", "/__debug__/", "/swagger.json"),
    *("/phpinfo.php", "/wp-login.php", "/static/staticfiles.json/", "/desk.keys/hash.key", "/logo/.."),
)


@pytest.mark.parametrize("path", PATHS)
def test_nothing_of_the_sites_folder_is_served(desk: Running, path: str) -> None:
    heard = exchanged(desk, request(desk, "GET", path, "Connection: close"))
    assert re.match(rb"HTTP/1\.1 (400|404|405)", heard), heard[:200]
    for inside in (b"[serve]", b"SQLite format", b"PRIVATE KEY", b"retention", b"root:x", b"Index of"):
        assert inside not in heard


def test_only_ciphers_with_forward_secrecy_are_spoken(desk: Running) -> None:
    def spoken(ciphers: str) -> str | None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(ciphers + ":@SECLEVEL=0")
        with (
            socket.create_connection(("127.0.0.1", desk.port), 20) as plain,
            context.wrap_socket(plain) as tls,
        ):
            return str((tls.cipher() or ("",))[0])

    assert spoken("ALL") in (
        *("ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256"),
        "ECDHE-ECDSA-CHACHA20-POLY1305",
    )
    weak = ("AES128-GCM-SHA256", "AES256-SHA", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384")
    for one in (*weak, "aNULL", "DHE-RSA-AES128-SHA"):
        with pytest.raises((ssl.SSLError, OSError)):
            spoken(one)


def test_each_cookie_is_bound_to_its_host_by_its_name(desk: Running, ada: Browser) -> None:
    browser = desk.browser()
    seen = [*browser.get("/account/login/").cookies]
    seen += browser.post("/language/", {"language": "fr", "next": "/"}).cookies
    assert len(seen) >= 2, "the positive control"
    for cookie in seen:
        assert re.match(r"\s*__Host-\w+=", cookie), cookie
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"path=/", "secure"} <= parts, cookie
        assert not [part for part in parts if part.startswith("domain")], cookie
    word = ada.cookies["session"]
    assert desk.browser().get("/account/", Cookie=f"__Host-session={word}").status == 200, "the control"
    for name in ("session", "__Secure-session", "__host-session", "__HOST-session", "__Host-__Host-session"):
        taken = desk.browser().get("/account/", Cookie=f"{name}={word}")
        assert taken.status == 302, f"{name}: another host of the domain may have put it there"


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example",
)


def test_no_way_back_leads_to_another_site(desk: Running) -> None:
    sign_up(desk, "back")
    leads = []
    for back in ELSEWHERE:
        browser = desk.browser()
        fields = {"login": "back", "password": PASSWORD, "next": back}
        ways = [("/account/login/", fields), ("/choices/", {"say": "none", "next": back})]
        ways += [("/language/", {"language": "fr", "next": back}), ("/account/logout/", {"next": back})]
        for page, sent in ways:
            form = page if page == "/account/login/" else "/contact/"
            leads.append(browser.send(form, sent, to=page).headers.get("location", ""))
            assert "evil.example" not in leads[-1], page
            assert "javascript" not in leads[-1], page
    assert {"/account/", "/"} <= set(leads), "they lead on, within the site"


def test_no_form_is_taken_without_its_token(
    desk: Running, ada: Browser, named: list[tuple[str, str]]
) -> None:
    wrong = []
    for path, name in named:
        if name in SENT_WITHOUT_TOKEN:
            continue
        answer = ada.post(path, {"csrfmiddlewaretoken": "A" * 64, "say": "no", "text": CANARY})
        if answer.status not in (403, 404, 405):
            wrong.append((path, name, answer.status, answer.headers.get("location")))
    assert wrong == []
    assert ada.get("/account/").status == 200, "nothing has ended the session"
    stranger = ada.post(
        "/account/logout/", {}, Origin="https://evil.example", Referer="https://evil.example/"
    )
    assert stranger.status == 403
    assert set(ROUTES) >= SENT_WITHOUT_TOKEN


def test_a_fault_tells_nothing_of_itself(desk: Running, ada: Browser) -> None:
    rename = "ALTER TABLE keeping_people_acknowledgement RENAME TO {}"
    fields = {"email": f"{CANARY}@x.example", "username": CANARY, "password1": PASSWORD, "read": "on"}
    ready = desk.browser()
    shown = ready.get("/account/signup/").text
    [token, *_] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)
    act(desk.folder, "ALTER TABLE keeping_people_acknowledgement RENAME TO put_away")
    try:
        answer = ready.post("/account/signup/", {**fields, "csrfmiddlewaretoken": token})
    finally:
        act(desk.folder, "ALTER TABLE put_away RENAME TO keeping_people_acknowledgement")
    assert answer.status == 500
    said = answer.text.lower()
    for inside in (
        "keeping_people",
        "traceback",
        "django",
        "sqlite",
        "no such table",
        ".py",
        PASSWORD,
        rename,
    ):
        assert inside.lower() not in said, inside
    assert "content-security-policy" in {name.lower() for name in answer.headers}
    faults = [line for line in log_of(desk) if "fault" in line]
    assert faults, "the log tells of it"
    assert "OperationalError" in {line["fault"] for line in faults}
    assert all(CANARY not in json.dumps(line) for line in faults)
    assert not rows(desk, "SELECT 1 FROM keeping_people_person WHERE username = ?", CANARY), "half an account"
    assert ada.get("/account/").status == 200, "the site goes on"


def test_a_sign_in_that_fails_is_logged_and_names_nobody(desk: Running) -> None:
    said = [line["what"] for line in log_of(desk)].count("a sign-in failed")
    browser = desk.browser("127.0.7.1")
    for _ in range(6):
        browser.send("/account/login/", {"login": f"{CANARY}@x.example", "password": CANARY})
    lines = log_of(desk)
    assert [line["what"] for line in lines].count("a sign-in failed") == said + 5
    assert "too many tries to sign in" in {line["what"] for line in lines}
    for line in lines:
        assert CANARY not in json.dumps(line)
        assert "127.0." not in json.dumps(line)


def test_what_is_refused_is_in_the_log(desk: Running, ada: Browser) -> None:
    before = len(log_of(desk))
    assert ada.get("/requests/").status == 403
    assert ada.post("/account/password/change/", {}).status == 403
    assert ada.get("/", Host="evil.example").status == 400
    assert ada.get("/me/requests/another/").status == 404
    assert exchanged(desk, request(desk, "DELETE", "/account/", "Connection: close")).startswith(
        b"HTTP/1.1 405"
    )
    told = {(line.get("route"), line.get("status")) for line in log_of(desk)[before:]}
    assert {
        ("requests", 403),
        ("account_change_password", 403),
        ("", 400),
        ("my_receipt", 404),
        ("", 405),
    } <= told


def test_a_new_site_has_no_account(tmp_path_factory: pytest.TempPathFactory) -> None:
    with demo(tmp_path_factory.mktemp("new"), "store") as site:
        assert rows(site, "SELECT id FROM keeping_people_person") == []
        for name in ("admin", "root", "administrator", "honour", "staff"):
            for password in ("admin", "root", "honour", "password", "changeme", ""):
                sent = {"login": f"{name}@localhost", "password": password}
                site.browser(f"127.0.8.{len(name)}").send("/account/login/", sent)
        assert rows(site, "SELECT 1 FROM keeping_people_session WHERE person_id IS NOT NULL") == []


MARKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{7*7}}{% csrf_token %}",
    "{0.__class__}%s%n",
    "</title></textarea><svg/onload=alert(1)>",
    "javascript:alert(1)",
)


def test_marks_that_people_type_are_shown_as_text(desk: Running) -> None:
    sign_up(desk, "marks")
    somebody = sign_in(desk, "marks")
    for mark in MARKS:
        told = {"wish": "hand over", "trusted": mark, "text": mark}
        assert somebody.send("/me/choices/directives/", told).status == 302
        assert somebody.send("/me/data/correct/", {"name": mark, "first_name": mark}).status in (200, 302)
        written = {"subject": "question", "on_behalf": "myself", "text": mark}
        assert somebody.send("/contact/", written).status == 302
        refused = desk.browser("127.0.7.2").send(
            "/account/signup/", {"email": mark, "username": mark, "password1": mark}
        )
        pages = [somebody.get(page).text for page in ("/me/choices/directives/", "/me/data/")]
        pages += [refused.text, desk.letters()]
        assert escape(mark) in pages[0], "it is shown, as text"
        assert escape(mark) in pages[2], "it is shown, as text"
        for page in pages[:3]:
            assert not re.search(r"<(script>|img src=x|svg/onload)", page), mark
            assert not re.search(r'(href|src|action)="\s*javascript:', page), mark
        assert "<class" not in "".join(pages), "nothing is filled in"
        assert escape("{{7*7}}") in pages[0] or "7*7" not in mark


NUMBERS = ("0", "-1", "9" * 30, "9223372036854775808", "1" * 4000)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_beyond_any_column_are_no_fault(ada: Browser, number: str) -> None:
    pages = (
        f"/privacy/history/{number}/",
        f"/legal/versions/{number}/",
        f"/privacy/history/compare/?a={number}&b={number}&from={number}&to={number}",
        f"/account/2fa/webauthn/{number}/remove/",
        f"/me/data/looked/?page={number}&before={number}&p={number}",
    )
    for page in pages:
        assert ada.get(page).status < 500, page


def test_what_is_downloaded_bears_a_name_of_ours(ada: Browser) -> None:
    for page in ("/privacy/text.html", "/privacy/text.txt", "/privacy/text.json"):
        shown = ada.get(page)
        if shown.status == 200:
            assert re.fullmatch(r'attachment; filename="[\w.-]+"', shown.headers["content-disposition"]), page
    hostile = ada.get('/privacy/text.txt"%0d%0aX-Evil:%201')
    assert hostile.status in (400, 404)
    assert "x-evil" not in {name.lower() for name in hostile.headers}
    assert ada.get("/privacy/text.html").status == 200 or ada.get("/privacy/text.txt").status == 200
