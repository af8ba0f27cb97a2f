"""The thin whole: a site is made, served, and somebody gets an account by its pages alone."""

import http.client
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import Running, honour, running, settle

PASSWORD = "un cheval traverse la nuit 7"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("site") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with running(folder, *settle(folder)) as site:
        yield site


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True)) as connection:
        return connection.execute(statement).fetchall()


def test_plain_http_shows_the_way_and_sets_nothing(desk: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", desk.plain)
    connection.request("GET", "/account/login/", headers={"Host": f"localhost:{desk.plain}"})
    answer = connection.getresponse()
    assert answer.status == 308
    assert answer.headers["Location"] == f"https://localhost:{desk.port}/account/login/"
    assert answer.headers["Set-Cookie"] is None
    connection.close()


def test_the_policy_is_a_page_in_both_languages(desk: Running) -> None:
    french, english = (
        desk.browser(**{"Accept-Language": language}).get("/privacy/") for language in ("fr", "en")
    )
    assert "Politique de confidentialité" in french.text
    assert "Secours PC SARL" in french.text
    assert "un journal qui ne nomme personne" in french.text
    assert "Privacy policy" in english.text
    assert "The messages that the site sent you" in english.text
    assert not french.cookies


def test_who_signs_up_acknowledges_the_policy_confirms_the_address_and_signs_in(desk: Running) -> None:
    ada = desk.browser(**{"Accept-Language": "fr"})
    fields = {"email": "ada@exemple.example", "username": "ada", "password1": PASSWORD}
    refused = ada.send("/account/signup/", fields)
    assert refused.status == 200, "nobody has read anything yet"
    assert ada.send("/account/signup/", {**fields, "read": "on"}).status == 302
    [(language, wording)] = rows(desk.folder, "SELECT language, wording FROM keeping_people_acknowledgement")
    both = "J’ai pris connaissance de la politique de confidentialité et des mentions légales."
    assert (language, wording) == ("fr", both)
    [link] = re.findall(rf"https://localhost:{desk.port}(/account/confirm-email/\S+)", desk.letters())
    assert ada.send(link, {}).status == 302
    again = desk.browser()
    signed_in = again.send("/account/login/", {"login": "ada@exemple.example", "password": PASSWORD})
    assert signed_in.status == 302
    assert "ada@exemple.example" in again.get("/account/").text
