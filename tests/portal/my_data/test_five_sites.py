"""On each of the five sites: what is held is what is published, and is seen, corrected and taken away."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Final

import pytest

from tests import mmdb
from tests.portal.my_data.visiting import (
    CORRECTED,
    again,
    correct,
    filled,
    held_fields,
    taken_away,
    words,
)
from tests.portal.visiting import form, link, refusals, rows, sign_in, sign_up
from tests.running import Answer, Browser, Running, honour, running, settle

FIVE: Final = ("support-desk", "hosting", "shop", "links", "store")
STRONG: Final = "Un cheval traverse la nuit, 7 Fois!"
AWAY: Final = "127.1.0.7"  # where ada signs in from, which the site's database of places calls Bahia

OWN: Final = {
    "session": "a browser is signed in to your account",
    "letter sent": "messages that the site sent you",
    "contact message": "What you write to the site",
    "staff clearance": "The clearance for defence secrets of whoever",
    "staff role": "The role of whoever works for the site",
    "acknowledgement": "Which version of this policy you have read",
    "consent proof": "What you agreed to and refused",
    "directives after death": "Your directives for your data after your death",
    "language": "The language in which the site writes to you",
    "second factor": "second",
    "external sign-in": "sign",
}
"""The fields of the kinds that Honour declares on each site that it runs, as a policy's page tells them."""

VALUES: Final = {**CORRECTED, "first_name": "Ariane-Canari-Fx2"}
FIELDS: Final = {
    "email": "e-mail",
    "username": "user name",
    "password1": "password hash",
    "password2": "password hash",
    "name": "name",
    "first_name": "first name",
    "telephone": "telephone",
    "postal_address": "postal address",
    "language": "language",
}
"""The field of the vocabulary that each input of the account's forms is for."""


@dataclass(slots=True)
class Outside:
    """A proxy that every request to another machine would pass: what was asked of it."""

    port: int = 0
    asked: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is served, of one kind, with two people who have filled in all that it lets them."""

    like: str
    served: Running
    ada: Browser
    bo: Browser
    outside: Outside

    def declared(self) -> dict[str, set[str]]:
        """The fields that the policy declares, by the purposes that they are collected for."""
        words = {**os.environ, "PYTHONPATH": "src"}
        program = [sys.executable, "-c", DECLARED, str(self.served.folder)]
        told = subprocess.run(program, check=True, capture_output=True, text=True, env=words).stdout
        return {purpose: set(names) for purpose, names in json.loads(told).items()}


DECLARED = """
import json, sys
from pathlib import Path
from honour.website.folder import read_policy
policy, _ = read_policy(Path(sys.argv[1]))
found = {}
for line in policy.collect:
    for kind in line.data:
        found.setdefault(line.purpose, []).extend(policy.data[kind].fields)
print(json.dumps(found))
"""


@contextmanager
def outside() -> Iterator[Outside]:
    """Listens where a request that leaves the machine would go, and answers nothing."""
    seen = Outside()
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen.port = server.getsockname()[1]

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with closing(connection):
                    seen.asked.append(connection.recv(4096))

        threading.Thread(target=listen, daemon=True).start()
        yield seen
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module", params=FIVE)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("five") / request.param
    honour("new", folder, "--like", request.param, "--demo")
    places = {"127.1.0.0/24": {"country_code": "BR", "state1": "Bahia", "city": "Salvador"}}
    honour("geography", mmdb.write(folder.parent / "places.mmdb", places), "--site", folder)
    with outside() as seen:
        proxy = f"http://127.0.0.1:{seen.port}"
        names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        environment = {**os.environ, **dict.fromkeys(names, proxy), "no_proxy": "", "NO_PROXY": ""}
        with running(folder, *settle(folder), environment) as served:
            for name in ("ada", "bo"):
                sign_up(served, name, password=STRONG)
            english = {"Accept-Language": "en"}
            ada = sign_in(served, "ada@exemple.example", STRONG, at=AWAY, **english)
            bo = sign_in(served, "bo@exemple.example", STRONG, **english)
            assert correct(ada, VALUES).status in (200, 302)
            yield Site(request.param, served, ada, bo, seen)


@pytest.mark.promise("S0-09", "S1-32", "S2-07", "S2-08", "S2-66", "S2-67", "S4-18", "S4-19")
def test_each_declared_field_is_seen_corrected_and_taken_away(site: Site) -> None:
    page = site.ada.get("/me/data/correct/").text
    there = [name for name in VALUES if f'name="{name}"' in page]
    declared = set().union(*site.declared().values())
    account = site.declared()["account"]
    assert {FIELDS[name] for name in there} == account & {FIELDS[name] for name in VALUES}
    new = {
        name: f"Neuf-{VALUES[name][-8:]}" if name != "telephone" else "+33 4 11 11 11 11" for name in there
    }
    correct(site.ada, new)
    told, archive = words(site.ada.get("/me/data/")), taken_away_with(site.ada)
    for name in there:
        assert new[name] in told
        assert VALUES[name] not in told
        assert VALUES[name] not in "".join(archive.values())
        for file in ("data.en.html", "data.fr.html"):
            assert new[name] in words(archive[file])
    held = held_fields(archive)
    assert set(new.values()) <= {str(value) for each in held.values() for value in each}
    assert set(held) <= declared | OWN.keys()
    correct(site.ada, VALUES)


@pytest.mark.promise("S1-03")
def test_what_is_stored_of_an_account_is_what_is_published_and_nothing_else(site: Site) -> None:
    held = set(held_fields(taken_away_with(site.ada)))
    published = honour("publish", "--lang", "en", "--format", "md", "--site", site.served.folder).stdout
    account = site.declared()["account"] - {"second factor"}  # she has added none
    assert held >= account
    for name in sorted(held):
        assert OWN.get(name, noun(name)) in published.replace("\u00a0", " "), name
    columns = "SELECT name FROM pragma_table_info('keeping_people_person')"
    stored = {name for (name,) in rows(site.served, columns)} & set(FIELDS)
    [values] = rows(
        site.served,
        f"SELECT {', '.join(sorted(stored))} FROM keeping_people_person WHERE email = 'ada@exemple.example'",
    )
    written = {FIELDS[name] for name, value in zip(sorted(stored), values, strict=True) if value}
    assert written <= held, "no column holds what is not told"


@pytest.mark.promise("S1-01")
def test_every_input_has_a_declared_purpose_and_what_is_optional_may_be_empty(site: Site) -> None:
    declared = set().union(*site.declared().values()) | OWN.keys()
    stranger = site.served.browser()
    for browser, path in ((stranger, "/account/signup/"), (site.ada, "/me/data/correct/")):
        inputs = set(re.findall(r'<(?:input|textarea|select)[^>]*\bname="([^"]+)"', main(browser.get(path))))
        asked = inputs - {"csrfmiddlewaretoken", "next", "read"}
        assert asked, "the reader saw nothing"
        assert asked <= FIELDS.keys(), path
        assert {FIELDS[name] for name in asked} <= declared, path
    name = f"empty-{site.like}"
    least = form(stranger, name, STRONG)
    assert stranger.send("/account/signup/", least).status == 302
    assert stranger.send(link(site.served, f"{name}@exemple.example"), {}).status == 302
    somebody = sign_in(site.served, f"{name}@exemple.example", STRONG)
    empty = filled(somebody.get("/me/data/correct/").text)
    assert not any(empty.values())
    assert somebody.send("/me/data/correct/", empty).status == 302


@pytest.mark.promise("S2-31")
def test_a_common_short_or_personal_password_is_refused(site: Site) -> None:
    browser = site.served.browser(**{"Accept-Language": "en"})
    if site.like == "hosting":  # whose policy promises another rule, which `test_signing_in` tries
        return
    asked = form(browser, "weakling", STRONG)
    for weak, reason in (
        ("Password1234!", "best known|too easy"),
        ("aB3!", "needs at least|too easy"),
        ("Weakling@exemple.example1", "name or address|too easy"),
        ("azertyuiop", "best known|too easy|needs at least"),
    ):
        twice = {name: weak for name in ("password1", "password2") if name in asked}
        answer = browser.send("/account/signup/", asked | twice)
        assert answer.status == 200, weak
        assert re.search(reason, " ".join(refusals(answer))), (weak, refusals(answer))
    assert browser.send("/account/signup/", asked).status == 302


@pytest.mark.promise("S3-04", "S3-08")
def test_address_and_place_leave_for_nobody_and_no_other_user_sees_them(site: Site) -> None:
    for path in (
        "/",
        "/account/",
        "/account/sessions/",
        "/me/data/",
        "/me/data/looked/",
        "/me/data/correct/",
    ):
        assert site.ada.get(path).status == 200, path
        assert "ada@exemple.example" not in site.bo.get(path).text, path
        for seen in (AWAY, "Bahia", *VALUES.values()):
            assert seen not in site.bo.get(path).text, path
    bos = "".join(taken_away_with(site.bo).values())
    assert "bo@exemple.example" in bos
    assert not [seen for seen in ("ada@exemple.example", AWAY, "Bahia") if seen in bos]
    hers = taken_away_with(site.ada)
    if "ip address" in site.declared().get("security", set()):
        assert AWAY in hers["data.json"], "the positive control"
    if "approximate location" in set().union(*site.declared().values()):
        assert "Bahia" in hers["data.json"], "the positive control"
    assert site.outside.asked == [], "nothing was asked of another machine"
    ask = "import os, urllib.request as u\ntry: u.urlopen('http://elsewhere.example/')\nexcept OSError: pass"
    proxy = f"http://127.0.0.1:{site.outside.port}"
    subprocess.run(
        [sys.executable, "-c", ask], check=True, env={**os.environ, "http_proxy": proxy, "no_proxy": ""}
    )
    assert site.outside.asked, "the positive control"
    site.outside.asked.clear()


def taken_away_with(browser: Browser) -> dict[str, str]:
    """The archive, by the password of these sites."""
    again(browser, "/me/data/download/", STRONG)
    return taken_away(browser)


def main(answer: Answer) -> str:
    """What of a page is its own."""
    return answer.text.partition("<main")[2].partition("</main>")[0]


def noun(name: str) -> str:
    """How English calls a field."""
    from honour.promises.lexicon import FIELDS as KNOWN

    found = KNOWN.get(name)
    if found is None:
        return name  # a word of the policy itself
    return (found.en_yours or found.en[found.plural]).removeprefix("the ").removeprefix("your ")
