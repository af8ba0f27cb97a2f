"""Every address of a site, asked by another with what belongs to Ada: her numbers, references and links.

Nothing that she wrote is in any answer, nothing of hers changes, and no answer is a fault of the site.
"""

import itertools
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

import pytest

from tests.conftest import AT_NIGHT
from tests.console.cast import staff
from tests.portal.my_data.visiting import CORRECTED, again, correct, words
from tests.portal.my_rights.cast import say_yes, until
from tests.portal.security.cast import act as execute
from tests.portal.visiting import demo, letters_to, rows, sign_in, sign_up
from tests.running import Answer, Browser, Running
from tests.website.test_routes import LIST, ROUTES

CANARY: Final = {name: f"canari-{name}-Qx7v" for name in ("text", "why", "trusted", "wish", "objects", "key")}
PLANTED: Final = (*CORRECTED.values(), *CANARY.values())
LEAVES: Final = {"account_logout"}
"""Where a form that is sent ends the asker's own session."""

ITS_OWN: Final = {"keeping_letters_letter": "key, kind", "keeping_people_count": "1"}
"""What of a table no worker and no clock changes meanwhile."""


@dataclass(frozen=True, slots=True)
class Hers:
    """A served site, Ada who has used all of it, and what names something of hers in an address or a form."""

    site: Running
    ada: Browser
    person: int
    references: tuple[str, ...]
    session: str
    authenticator: int
    bos_token: str


@pytest.fixture(scope="module")
def hers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hers]:
    with demo(tmp_path_factory.mktemp("two-people"), "support-desk") as site:
        for name in ("ada", "bo"):
            sign_up(site, name)
        ada = sign_in(site, "ada")
        [(person,)] = rows(site, "SELECT id FROM keeping_people_person WHERE username = 'ada'")
        used(site, ada)
        yield Hers(
            site,
            ada,
            person,
            tuple(each for (each,) in rows(site, "SELECT id FROM keeping_requests_request"))
            + tuple(each for (each,) in rows(site, "SELECT reference FROM keeping_messages_message")),
            rows(site, "SELECT key FROM keeping_people_session WHERE person_id = ?", person)[0][0],
            rows(site, "SELECT id FROM mfa_authenticator WHERE user_id = ?", person)[0][0],
            token_of_bo(site),
        )


def used(site: Running, ada: Browser) -> None:
    """She fills in her account, and asks for all that can be asked without losing it."""
    assert correct(ada, CORRECTED).status == 302
    told = {"wish": "hand over", "trusted": CANARY["trusted"], "text": CANARY["wish"]}
    assert ada.send("/me/choices/directives/", told).status == 302
    assert ada.send("/me/choices/", {"say": "no"}, to="/me/choices/letters/").status == 302
    asks = {"subject": "access", "on_behalf": "myself", "text": CANARY["text"]}
    assert ada.send("/contact/", asks).status == 302
    answered = "SELECT 1 FROM keeping_letters_letter WHERE kind = 'rights/erased'"  # the last that happens
    assert say_yes_to_one_kind(ada).status == 302
    until(lambda: rows(site, answered) != [])
    objects = re.search(r'name="purpose"[^>]* value="([^"]+)"', ada.get("/me/object/").text)
    if objects:
        assert ada.send("/me/object/", {"purpose": objects[1], "why": CANARY["objects"]}).status == 302
    assert ada.send("/me/restrict/", {"why": CANARY["why"]}).status == 302
    execute(
        site.folder,
        "INSERT INTO mfa_authenticator (user_id, type, data, created_at)"
        " SELECT id, 'webauthn', ?, '2026-11-01 10:00:00' FROM keeping_people_person WHERE username = 'ada'",
        json.dumps({"name": CANARY["key"], "credential": {}}),
    )


def say_yes_to_one_kind(ada: Browser) -> Answer:
    """She has one kind of her data deleted, so that a receipt is hers."""
    again(ada, "/me/erase/")
    kinds = re.findall(r'name="kind"[^>]* value="([^"]+)"', ada.get("/me/erase/").text)
    assert "connection" in kinds
    return say_yes(ada, "/me/erase/?kind=connection")


def token_of_bo(site: Running) -> str:
    """The token of a link that is his: a visitor wrote under his address."""
    fields = {"subject": "access", "on_behalf": "myself", "email": "bo@exemple.example", "text": "Bo asks"}
    assert site.browser().send("/contact/", fields).status == 302
    found = re.search(r"/contact/mine/[^/]+/([^/\s]+)", letters_to(site, "bo@exemple.example")[0])
    assert found
    return found[1]


def addresses(hers: Hers) -> list[tuple[str, str, bool]]:
    """Every address of the site with everything of hers in its places, the name of its route, and whether the
    address says all: then a form need say no more.
    """
    found = patterns(hers.site)
    return [("/" + path, name, "<" in pattern) for pattern, name in found for path in filled(pattern, hers)]


def patterns(site: Running) -> list[tuple[str, str]]:
    """The pattern and the name of every route: what stands for a value is written `<str:NAME>`."""
    program = [sys.executable, "-c", LIST, str(site.folder)]
    environment = {**os.environ, "PYTHONPATH": "src"}
    told = subprocess.run(program, check=True, capture_output=True, text=True, env=environment)
    found = (line.split("\t") for line in told.stdout.splitlines())
    return [(_slotted(pattern), name) for pattern, name in found]


def _slotted(pattern: str) -> str:
    pattern = re.sub(r"\(\?P<name>[^/]*\)", "legal", pattern.replace("(?:-[a-z]+)*", ""))
    pattern = re.sub(r"\(\?P<(uidb36|key)>[^)]*\)", r"<str:\1>", pattern)
    return pattern.replace("^", "").replace("$", "").replace("/?", "/")


def filled(pattern: str, hers: Hers) -> Iterator[str]:
    """The addresses that fit a route's pattern and name something of hers."""
    places = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
    given: Mapping[str, tuple[str, ...]] = {
        "reference": hers.references,
        "request_id": hers.references,
        "token": (hers.bos_token, hers.references[0], hers.session),
        "pk": (str(hers.authenticator),),
        "uidb36": (str(hers.person),),
        "person": (str(hers.person),),
        "key": (hers.bos_token, "set-password"),
        "number": ("1",),
        "name": ("legal",),
        "form": ("txt", "html"),
    }
    for values in itertools.product(*(given.get(place, ("1",)) for place in places)):
        told = iter(values)
        yield re.sub(r"<[^>]+>", lambda _: next(told), pattern)  # noqa: B023  # used at once


def forms(hers: Hers) -> Iterator[dict[str, str]]:
    """What somebody may send to name something of hers."""
    for reference in hers.references:
        yield {
            **dict.fromkeys(("hold", "request", "reference", "message", "id", "receipt"), reference),
            **dict.fromkeys(("person", "user", "pk", "authenticators"), str(hers.person)),
            "session": hers.session,
            "whom": f"customer:{hers.person}",
            "hold_id": reference,
        }


def of_hers(hers: Hers) -> dict[str, list[object]]:
    """The rows of every table that are hers, or that bear one of her references."""
    names = (*hers.references, hers.session)
    with closing(sqlite3.connect(f"file:{hers.site.folder}/data/honour.db?mode=ro", uri=True)) as connection:
        tables = [
            each for (each,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found: dict[str, list[object]] = {}
        for table in tables:
            columns = [each[1] for each in connection.execute(f'PRAGMA table_info("{table}")')]
            if table.startswith(("keeping_journal", "operation", "workflow", "dbos", "jobs_")):
                continue
            person = [c for c in columns if c in ("person_id", "user_id")]
            if table == "keeping_people_person":
                person = ["id"]
            by_name = [
                c
                for c in columns
                if c in ("id", "key", "reference", "request", "request_id", "message_id") and c not in person
            ]
            where = [f'"{c}" = {hers.person}' for c in person]
            where += [f'"{c}" IN ({", ".join("?" * len(names))})' for c in by_name]
            if where:
                what = ITS_OWN.get(table, "*")
                statement = f'SELECT {what} FROM "{table}" WHERE {" OR ".join(where)}'
                found[table] = sorted(connection.execute(statement, names * len(by_name)), key=repr)
    return found


@dataclass(slots=True)
class Asker:
    """Somebody who asks for what is not his; a token against forgery that is his."""

    site: Running
    browser: Browser
    token: str = ""
    login: str = ""

    def posts(self, path: str, fields: Mapping[str, str]) -> tuple[int, str]:
        """Send a form that would be taken; what is answered."""
        if not self.token:
            shown = self.browser.get("/contact/").text
            self.token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)[0]
        answer = self.browser.post(path, {"csrfmiddlewaretoken": self.token, **fields})
        return answer.status, answer.text


def asked(hers: Hers, asker: Asker, routes: Collection[str]) -> list[str]:
    """Ask every address of these routes, by looking and by sending; what was wrong."""
    wrong: list[str] = []
    planted = [*PLANTED, *(words(each) for each in PLANTED)]
    some = list(forms(hers))

    def told(how: str, status: int, text: str) -> None:
        if status >= 500:
            wrong.append(f"{how}: {status}")
        wrong.extend(f"{how}: {value}" for value in planted if value in text or value in words(text))

    for path, name, says_all in addresses(hers):
        if name not in routes:
            continue
        shown = asker.browser.get(path)
        told(f"GET {path}", shown.status, shown.text)
        if name in LEAVES:
            continue
        for fields in some[:1] if says_all or ROUTES[name] == "anyone" else some:
            told(f"POST {path}", *asker.posts(path, fields))
    taken = {asker.posts("/me/restrict/lift/", fields)[0] for fields in some}
    assert taken == {302}, "what was sent bore the right token to the end"
    return wrong


STAFF: Final = frozenset(name for name, whom in ROUTES.items() if whom == "staff")
ASKED: Final = {
    "bo": frozenset(ROUTES),
    "nobody": frozenset(ROUTES),
    "staff of another role": STAFF,
    "staff": frozenset(name for name, whom in ROUTES.items() if whom in ("signed in", "link")),
}
"""Who asks, and what of the site: what is open to staff alone shows them what they answer."""


def test_she_herself_sees_all_that_was_planted(hers: Hers) -> None:
    """The positive control of the others."""
    pages = ("/me/data/", "/me/choices/directives/", "/contact/", "/me/data/correct/")
    seen = " ".join(words(hers.ada.get(page)) for page in pages)
    planted = (*CORRECTED.values(), CANARY["text"], CANARY["trusted"], CANARY["wish"])
    assert [
        value for value in planted if value not in seen and value not in hers.ada.get(pages[3]).text
    ] == []
    receipts = [each for each in hers.references if hers.ada.get(f"/me/requests/{each}/").status == 200]
    assert receipts, "an address that is hers opens to her"
    assert len(hers.references) >= 4
    assert all(of_hers(hers)[table] for table in ("keeping_people_person", "keeping_requests_request"))


@pytest.mark.parametrize("who", ASKED)
def test_whoever_asks_with_what_is_hers_sees_and_changes_nothing_of_hers(hers: Hers, who: str) -> None:
    if who == "bo":
        browser = sign_in(hers.site, "bo")
    elif who == "nobody":
        browser = hers.site.browser()
    else:
        name = who.replace(" ", "")
        browser = staff(hers.site, name, "administration" if who == "staff" else "support")
    before = of_hers(hers)
    asker = Asker(hers.site, browser)
    wrong = asked(hers, asker, ASKED[who])
    assert wrong == []
    assert of_hers(hers) == before
    if who != "nobody":
        assert browser.get("/account/").status == 200, "the asker was somebody to the end"


PROBES: Final = (500, pytest.param(100_000, marks=AT_NIGHT))
"""At each run, and at night (B3, line 8)."""


@pytest.mark.parametrize("count", PROBES)
def test_no_probe_is_answered(hers: Hers, count: int) -> None:
    """Requests at random for what is hers, by others and by nobody: none is answered, none is a fault of the
    site, and nothing of hers changes. The same hundred thousand at each run.
    """
    nobody = hers.site.browser()
    assert nobody.get("/contact/").status == 200
    others = {"bo": sign_in(hers.site, "bo"), "staff": staff(hers.site, f"probing{count}", "support")}
    cookies = {name: browser.cookies["session"] for name, browser in {**others, "nobody": nobody}.items()}
    names = {
        **dict.fromkeys(("reference", "request_id"), hers.references),
        **dict.fromkeys(("token", "key"), (hers.references[0], hers.session)),
        "pk": (str(hers.authenticator),),
        "uidb36": (str(hers.person),),
        "session": (hers.session,),
    }
    before = of_hers(hers)
    found = probed(hers, count, {**cookies, "stranger": ""}, names)
    assert found["wrong"] == []
    assert sum(found["ended"].values()) == count
    assert {"200", "302", "403", "404", "405"} <= set(found["ended"]), "pages of each sort were asked"
    assert of_hers(hers) == before
    assert [browser.get("/account/").status for browser in others.values()] == [200, 200], "to the end"
    seen = probed(hers, 300, {"ada": hers.ada.cookies["session"]}, names)["wrong"]
    assert [each for each in seen if "holds" in each], "the control: she herself is answered"


def probed(
    hers: Hers, count: int, askers: Mapping[str, str], names: Mapping[str, Collection[str]]
) -> dict[str, Any]:
    """What was wrong with so many answers."""
    question = {
        "seed": 20261126,
        "count": count,
        "host": f"localhost:{hers.site.port}",
        "planted": PLANTED,
        "hers": names,
        "routes": patterns(hers.site),
        "askers": askers,
        "login": "ada",
    }
    program = [sys.executable, "-m", "tests.portal.probing", str(hers.site.folder)]
    environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    ran = subprocess.run(
        program, input=json.dumps(question), check=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_nobody_of_the_staff_does_anything_with_his_own_request(hers: Hers) -> None:
    clerk = staff(hers.site, "clerk")
    fields = {"subject": "access", "on_behalf": "myself", "text": CANARY["objects"]}
    assert clerk.send("/contact/", fields).status == 302
    [(own,)] = rows(
        hers.site,
        "SELECT reference FROM keeping_messages_message m JOIN keeping_people_person p ON p.id = m.person_id"
        " WHERE p.username = 'clerk'",
    )
    state = "SELECT * FROM keeping_requests_request WHERE id = ?"
    before = rows(hers.site, state, own)
    for path in ("", "match/", "confirm/", "decide/", "erase/", "hold/"):
        address = f"/requests/{own}/{path}"
        assert clerk.get(address).status in (403, 405), address
        sent = {"decision": "done", "hold": "freeze", "whom": "ada", "text": "yes", "really": "0" * 64}
        answer = clerk.send("/contact/", sent, to=address)
        assert answer.status in (403, 405), address
        assert CANARY["objects"] not in answer.text
    assert rows(hers.site, state, own) == before
