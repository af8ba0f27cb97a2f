"""Nobody is followed: what browsing leaves in the database, what pages fetch, and what they lead to.

Two sites run, a support desk and a site of links; each is crawled by the addresses that its pages name.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

import pytest

from tests.portal.visiting import demo, rows, sign_in, sign_up
from tests.running import Answer, Browser, Running, honour, running, settle
from tests.warm import command

PAGES: Final = 50
ENDS: Final = ("/account/logout", "/outbox", "/me/data/download")  # what ends the crawl, or is a demo's alone
STARTS: Final = ("/", "/me/data/", "/account/", "/me/requests/", "/account/sessions/", "/privacy/history/")

DECLARED_LOG: Final = frozenset(
    {
        "keeping_people_session",  # that a browser is signed in: `account: session`
        *("keeping_journal_entry", "keeping_journal_detail", "keeping_journal_subjectlink"),
        *("keeping_journal_node", "keeping_journal_head", "keeping_journal_log", "keeping_keys_cell"),
    }
)
"""What looking at pages may write: that a session is alive, and who looked at a person's data."""

WORK: Final = (
    *("jobs_", "dbos", "workflow", "operation_outputs", "sqlite_sequence", "application_versions"),
    *("notifications", "queues", "streams"),
)
"""Tables of a worker, which names nobody; it works while others browse."""


@pytest.fixture(scope="module", params=["support-desk", "links"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("untracked"), request.param) as running:
        yield running


@pytest.fixture(scope="module")
def people(site: Running) -> tuple[Browser, Browser]:
    """Two people who are signed in."""
    for name in ("nina", "oscar"):
        sign_up(site, name)
    nina, oscar = (sign_in(site, f"{name}@exemple.example") for name in ("nina", "oscar"))
    for each in (nina, oscar):
        each.get("/")  # a page that tells once what has just happened
        assert each.get("/me/data/").status == 200, "signed in"
    return nina, oscar


class Parts(HTMLParser):
    """What of a page is fetched without a click, what it leads to, and what could tell of a visit."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.leads: list[str] = []
        self.odd: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.leads.append(given.get("href", ""))
        if tag in ("link", "use", "image") and "href" in given and given.get("rel") != "canonical":
            self.fetched.append(given["href"])
        for name in ("src", "srcset", "poster", "data", "background", "manifest", "formaction", "action"):
            if name in given:
                self.fetched += [part.split()[0] for part in given[name].split(",") if part.strip()]
        self.odd += [f"<{tag} {name}>" for name in given if name == "ping" or name.startswith("on")]
        if tag in ("iframe", "object", "embed", "portal", "fencedframe"):
            self.odd.append(f"<{tag}>")
        if tag == "img" and (given.get("width"), given.get("height")) in (("1", "1"), ("0", "0")):
            self.odd.append("an image of one pixel")
        if tag == "link" and given.get("rel", "") in ("preconnect", "dns-prefetch", "prefetch", "prerender"):
            self.odd.append(given["rel"])
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.odd.append("a page that leads on by itself")


def crawled(browser: Browser, starts: tuple[str, ...] = STARTS) -> dict[str, Answer]:
    """The pages and files of a site that a browser reaches from here by links, and by what pages fetch."""
    waiting, found = list(starts), dict[str, Answer]()
    while waiting:
        path = waiting.pop(0)
        if path in found or path.startswith(ENDS):
            continue
        answer = found[path] = browser.get(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        parts = Parts(answer.text)
        for each in (*parts.leads, *parts.fetched):
            whole = urlsplit(urljoin(f"https://site.invalid{path}", each))
            if whole.netloc == "site.invalid" and len(found) + len(waiting) < 3 * PAGES:
                waiting.append(whole.path)
    return found


def elsewhere(site: Running, pages: dict[str, Answer]) -> list[str]:
    """What these pages and files fetch from another machine, or what could tell of a visit to one."""
    found = []
    for path, answer in pages.items():
        kind = answer.headers.get("content-type", "")
        if kind.startswith("text/html"):
            parts = Parts(answer.text)
            found += [f"{path}: {each}" for each in parts.odd]
            found += [f"{path} fetches {each}" for each in parts.fetched if _is_elsewhere(site, each)]
        if kind.startswith(("text/css", "text/html")):
            called = re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", answer.text)
            found += [f"{path} fetches {a or b}" for a, b in called if _is_elsewhere(site, a or b)]
        if kind.startswith(("text/javascript", "application/javascript", "text/html")):
            words = r"sendBeacon|XMLHttpRequest|new Image|WebSocket|EventSource|RTCPeerConnection"
            found += [f"{path} says {each}" for each in re.findall(words, answer.text)]
    return found


def _is_elsewhere(site: Running, address: str) -> bool:
    if address.startswith(("data:", "#")):
        return False
    host = urlsplit(urljoin(f"https://{site.host}:{site.port}/", address)).netloc
    return host != f"{site.host}:{site.port}"


def database(folder: Path) -> dict[str, list[str]]:
    """Every row of the site's own database, by table."""
    with closing(sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"').fetchall()))
            for name in tables
        }


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> set[str]:
    """The tables that differ, but for those of the worker."""
    names = before.keys() | after.keys()
    return {name for name in names if before.get(name) != after.get(name) and not name.startswith(WORK)}


def settled(site: Running) -> None:
    """Until no letter waits: the worker marks it as sent after the page that wrote it."""
    for _ in range(300):
        if rows(site, "SELECT count(*) FROM keeping_letters_letter WHERE state <> 'sent'") == [(0,)]:
            return
        site.browser().get("/privacy/")
    raise AssertionError("letters still wait")


@pytest.mark.promise("S0-13", "S0-44")
def test_fifty_pages_signed_in_change_what_the_policy_declares_and_nothing_else(
    site: Running, people: tuple[Browser, Browser]
) -> None:
    nina, _ = people
    settled(site)
    before, asked, pages = database(site.folder), 0, dict[str, Answer]()
    assert "nina@exemple.example" in repr(before), "the reader sees rows"
    while asked < PAGES:
        pages = crawled(nina)
        assert pages["/me/data/"].status == 200, "signed in"
        asked += sum(each.headers.get("content-type", "").startswith("text/html") for each in pages.values())
        assert not elsewhere(site, pages)
    after = database(site.folder)
    assert changed(before, after) <= DECLARED_LOG, changed(before, after)
    assert len(after["keeping_people_session"]) == len(before["keeping_people_session"])
    acts = [json.loads(act) for (act,) in rows(site, "SELECT act FROM keeping_journal_detail")]
    new = acts[len(before["keeping_journal_detail"]) :]
    assert {act["act"] for act in new} <= {"read"}, "that somebody looked at the data, and no more"
    for path in pages:
        assert path == "/" or path not in json.dumps(new), "no page is named"
    assert "?" not in json.dumps(new)


def test_the_snapshot_sees_what_a_sign_in_writes(site: Running, people: tuple[Browser, Browser]) -> None:
    before = database(site.folder)
    sign_in(site, "nina@exemple.example")
    assert "keeping_people_session" in changed(before, database(site.folder))


@pytest.mark.promise("S3-13")
def test_before_sign_in_nobody_gets_a_number_and_nothing_is_fetched_elsewhere(site: Running) -> None:
    stranger = site.browser()
    settled(site)
    before = database(site.folder)
    pages = crawled(stranger, ("/", "/privacy/", "/privacy/history/", "/contact/", "/account/login/"))
    assert len(pages) > 8
    assert not elsewhere(site, pages)
    told = {each.partition("=")[0].strip() for answer in pages.values() for each in answer.cookies}
    assert told <= {"__Host-session"}, "what keeps a form from being forged"
    for answer in pages.values():
        assert (
            "etag" not in {name.lower() for name in answer.headers}
            or answer.status != 200
            or ("html" not in answer.headers.get("content-type", ""))
        )
    again = crawled(site.browser(), ("/", "/privacy/"))
    assert again["/"].text == pages["/"].text or _without_tokens(again["/"]) == _without_tokens(pages["/"])
    of_the_clock = "keeping_journal_log"  # when the site was last at work: by the minute, whoever looks
    assert changed(before, database(site.folder)) <= {"keeping_people_session", of_the_clock}


@pytest.mark.promise("S0-55")
def test_no_page_holds_a_beacon(site: Running, people: tuple[Browser, Browser]) -> None:
    pages = crawled(people[0])
    assert len(pages) > 15
    assert not elsewhere(site, pages)
    policies = [
        each.headers["content-security-policy"]
        for each in pages.values()
        if "text/html" in each.headers.get("content-type", "") and each.status == 200
    ]
    assert policies
    for each in policies:
        directives = {part.split()[0]: part.split()[1:] for part in each.split(";") if part.strip()}
        for name in ("default-src", "img-src", "connect-src", "script-src", "style-src"):
            sources = directives.get(name, directives["default-src"])
            assert all(source in ("'self'", "'none'", "data:") for source in sources), (name, sources)


def test_what_would_be_a_beacon_is_seen(site: Running) -> None:
    bad = Answer(
        200,
        {"content-type": "text/html"},
        '<img src="https://t.example/x.gif" width="1" height="1"><a href="/" ping="/seen">x</a>'
        '<link rel="stylesheet" href="//cdn.example/a.css"><iframe src="https://ads.example"></iframe>'
        "<script>navigator.sendBeacon('/t')</script><p style=\"background:url(https://t.example/y)\">",
        (),
    )
    assert len(elsewhere(site, {"/": bad})) == 8


@pytest.mark.promise("S0-45")
def test_two_people_with_opposite_histories_are_shown_the_same(
    site: Running, people: tuple[Browser, Browser]
) -> None:
    nina, oscar = people
    for path in ("/privacy/", "/terms", "/legal", "/contact/", "/account/password/change/"):
        nina.get(path)
    for path in ("/me/data/", "/account/sessions/"):
        oscar.get(path)
    for path in ("/", "/privacy/", "/account/2fa/", "/me/requests/", "/privacy/history/"):
        one, two = nina.get(path), oscar.get(path)
        assert one.status == two.status == 200
        assert _without_tokens(one) == _without_tokens(two), path
        assert not elsewhere(site, {path: one})


def _without_tokens(answer: Answer) -> str:
    """A page without what keeps its forms from being forged."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.text)


SHARE_LINKS: Final = "tell:\n  share links: [Facebook, LinkedIn, e-mail]\n"


@pytest.fixture(scope="module")
def sharing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A desk whose policy lets readers pass its pages on."""
    folder = tmp_path_factory.mktemp("sharing") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    policy = folder / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("tell:\n", SHARE_LINKS, 1), "utf-8")
    with running(folder, *settle(folder)) as site:
        yield site


@pytest.mark.promise("S0-49")
def test_a_page_is_passed_on_by_plain_links_that_fetch_nothing(sharing: Running) -> None:
    sign_up(sharing, "zoe")
    zoe = sign_in(sharing, "zoe@exemple.example")
    assert zoe.get("/me/data/").status == 200
    for browser in (sharing.browser(), zoe):
        shown = browser.get("/privacy/", **{"Accept-Language": "en"})
        assert not elsewhere(sharing, {"/privacy/": shown})
        leads = [each for each in Parts(shown.text).leads if "sharer" in each or "share-offsite" in each]
        page = f"https%3A%2F%2Flocalhost%3A{sharing.port}%2Fprivacy%2F"
        assert leads == [
            f"https://www.facebook.com/sharer/sharer.php?u={page}",
            f"https://www.linkedin.com/sharing/share-offsite/?url={page}",
        ]
        assert f'href="mailto:?body={page}"' in shown.text
        assert 'rel="noopener noreferrer nofollow">Facebook</a>' in shown.text
        assert "plus.google" not in shown.text
    assert "Partager cette page" in zoe.get("/", **{"Accept-Language": "fr"}).text
    for path in ("/me/data/", "/account/", "/contact/", "/account/login/"):
        assert "sharer.php" not in zoe.get(path).text, "a page of one's own is nobody's to pass on"


def test_a_platform_that_is_gone_is_refused_and_without_the_line_nothing_is_offered(
    site: Running, tmp_path: Path
) -> None:
    assert "sharer.php" not in site.browser().get("/privacy/").text
    honour("new", tmp_path / "desk", "--like", "support-desk")
    policy = tmp_path / "desk/policy.yaml"
    gone = SHARE_LINKS.replace("LinkedIn", "Google+")
    policy.write_text(policy.read_text("utf-8").replace("tell:\n", gone, 1), "utf-8")
    told = command("check", "--policy-only", folder=tmp_path / "desk", environment={"PATH": ""})
    assert told.code == 1
    assert b"Google+" in told.err
