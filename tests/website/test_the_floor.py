"""What every page keeps, whoever asks: transport, headers, hosts, cookies, methods, the log."""

import json
import re
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Answer, Browser, Running, honour, running, settle

CANARY = "canary-5f3a9"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("floor") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with running(folder, *settle(folder)) as site:
        yield site


PAGES = ("/", "/privacy/", "/account/login/", "/account/signup/", "/account/password/reset/", "/nowhere/")


@pytest.mark.promise("S0-27")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_bears_the_strict_headers(desk: Running, page: str) -> None:
    headers = {name.lower(): value for name, value in desk.browser().get(page).headers.items()}
    assert int(re.fullmatch(r"max-age=(\d+).*", headers["strict-transport-security"])[1]) >= 31_536_000  # type: ignore[index]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.promise("S0-28", "S2-20")
@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_anything_over_plain_http_or_of_somebody_else(desk: Running, page: str) -> None:
    shown = desk.browser().get(page).text
    asked = re.findall(r'(?:src|action|<link[^>]*href)="([^"]*)"', shown)
    assert asked, "the reader saw nothing"
    assert not [each for each in asked if not each.startswith(("/", "data:image/"))]
    assert not re.findall(r"<[^>]* style=", shown)


@pytest.mark.promise("S0-28", "S2-20")
def test_only_tls_of_today_is_spoken(desk: Running) -> None:
    import socket

    def spoken(version: ssl.TLSVersion) -> str | None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
        with (
            socket.create_connection(("127.0.0.1", desk.port), 20) as plain,
            context.wrap_socket(plain) as tls,
        ):
            return tls.version()

    assert spoken(ssl.TLSVersion.TLSv1_3) == "TLSv1.3"
    assert spoken(ssl.TLSVersion.TLSv1_2) == "TLSv1.2"
    for old in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        with pytest.warns(DeprecationWarning, match="TLSv1"), pytest.raises((ssl.SSLError, OSError)):
            spoken(old)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1"])
def test_an_unknown_host_is_refused(desk: Running, host: str) -> None:
    asked = desk.browser().get("/account/login/", Host=host)
    assert asked.status == 400
    assert host not in asked.text


def test_health_and_readiness_say_a_word_to_anybody(desk: Running) -> None:
    for path, word in (("/health", "alive\n"), ("/ready", "ready\n")):
        asked = desk.browser().get(path, Host="10.0.0.7")
        assert (asked.status, asked.text) == (200, word)
        assert not asked.cookies


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_does_not_exist_says_what_to_do(desk: Running, language: str) -> None:
    asked = desk.browser(**{"Accept-Language": language}).get(f"/{CANARY}/")
    assert asked.status == 404
    assert {"fr": "Cette page n’existe pas", "en": "This page does not exist"}[language] in asked.text
    assert CANARY not in re.sub(r'name="next" value="[^"]*"', "", asked.text)


def test_a_form_without_its_token_does_nothing_and_says_so(desk: Running) -> None:
    browser = desk.browser(**{"Accept-Language": "fr"})
    assert "session" in browser.get("/account/login/").cookies[0]
    asked = browser.post("/account/login/", {"login": CANARY, "password": "x"})
    assert asked.status == 403
    assert "Ce formulaire n’est plus valable" in asked.text
    assert CANARY not in asked.text


@pytest.mark.promise("S0-14", "S0-43")
def test_only_declared_cookies_are_set_and_all_of_them_are_safe(desk: Running) -> None:
    browser = desk.browser()
    seen: list[str] = []
    for page in PAGES:
        seen += browser.get(page).cookies
    seen += browser.post("/language/", {"language": "fr", "next": "/"}).cookies
    assert {cookie.strip().partition("=")[0] for cookie in seen} == {"__Host-session", "__Host-language"}
    for cookie in seen:
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
        assert re.fullmatch(r"\s*__Host-(language=(fr|en)|session=[A-Za-z0-9_-]{43}); .*", cookie)


@pytest.mark.promise("S0-42")
def test_a_cookie_goes_back_to_this_host_alone_and_not_from_other_sites(desk: Running) -> None:
    browser = desk.browser()
    cookies = [*browser.get("/account/login/").cookies]
    cookies += browser.post("/language/", {"language": "fr", "next": "/"}).cookies
    assert len(cookies) >= 2, "the positive control"
    for cookie in cookies:
        parts = {part.strip().partition("=")[0].lower() for part in cookie.split(";")[1:]}
        assert "domain" not in parts, cookie
        assert "samesite" in parts, cookie


@pytest.mark.promise("S0-53")
def test_with_cookies_off_pages_can_be_read_and_signing_in_says_what_it_needs(desk: Running) -> None:
    for language, said in (("fr", "n’a pas envoyé de cookie de session"), ("en", "sent no session cookie")):
        browser = desk.browser(**{"Accept-Language": language})

        def asked(path: str, fields: dict[str, str] | None = None, browser: Browser = browser) -> Answer:
            answer = browser.get(path) if fields is None else browser.post(path, fields)
            browser.cookies.clear()  # what a browser does that keeps none
            return answer

        for page in ("/", "/privacy", "/legal", "/account/login/", "/account/signup/"):
            assert asked(page).status == 200, page
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked("/account/login/").text)
        assert token
        filled = {"login": "ada", "password": "x", "csrfmiddlewaretoken": token[1]}
        refused = asked("/account/login/", filled)
        assert refused.status == 403
        assert said in refused.text
        closed = asked("/account/")
        assert (closed.status, closed.headers["location"]) == (302, "/account/login/?next=/account/")
        assert asked(closed.headers["location"]).status == 200, "it leads no further"


def test_a_site_whose_cookies_are_all_exempt_asks_nothing(desk: Running) -> None:
    browser = desk.browser(**{"Accept-Language": "en"})
    for page in ("/", "/privacy", "/account/login/"):
        shown = browser.get(page).text
        assert "/choices/" not in shown
        assert "Accept all" not in shown
    assert "There is nothing to choose" in browser.get("/choices/").text
    assert browser.post("/choices/", {"say": "all"}).cookies == ()


@pytest.mark.promise("S0-15")
def test_the_language_lasts_as_long_as_the_browser_is_open(desk: Running) -> None:
    browser = desk.browser(**{"Accept-Language": "en"})
    chosen = browser.post("/language/", {"language": "fr", "next": "/privacy/"})
    assert (chosen.status, chosen.headers["location"]) == (302, "/privacy/")
    assert not [
        cookie for cookie in chosen.cookies if "expires" in cookie.lower() or "max-age" in cookie.lower()
    ]
    assert '<html lang="fr">' in browser.get("/").text
    assert '<html lang="fr">' in browser.get("/account/login/").text
    assert '<html lang="en">' in desk.browser(**{"Accept-Language": "en"}).get("/").text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_choice_of_language_leads_nowhere_else(desk: Running, back: str) -> None:
    assert desk.browser().post("/language/", {"language": "fr", "next": back}).headers["location"] == "/"


def test_whoever_only_reads_gets_no_cookie(desk: Running) -> None:
    for page in ("/", "/privacy/"):
        assert not desk.browser().get(page).cookies


def test_the_log_holds_a_closed_list_of_fields_and_nothing_about_anybody(desk: Running) -> None:
    browser = desk.browser(**{"User-Agent": CANARY})
    browser.get(f"/{CANARY}/?q={CANARY}", **{"X-Forwarded-For": "203.0.113.9"})
    browser.send("/account/login/", {"login": f"{CANARY}@x.example", "password": CANARY})
    written = "".join(path.read_text("utf-8") for path in Path(desk.folder / "data/log").iterdir())
    lines = [json.loads(line) for line in written.splitlines()]
    assert {"account_login"} <= {line.get("route") for line in lines}, "the reader saw nothing"
    allowed = {"at", "level", "from", "what", "route", "method", "status", "milliseconds"}
    assert set().union(*lines) <= allowed | {"fault", "where", "job", "outcome", "count", "cookie"}
    for secret in (CANARY, "203.0.113.9", "127.0.0.1"):
        assert secret not in written
        assert secret not in desk.log().replace("https://127.0.0.1", "")
