"""What a law keeps is named with its article and its last day, before the yes and after; and whether there is
a button is the policy's to say.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.my_rights.cast import confirmed, say_yes, until
from tests.portal.security.cast import join, rows
from tests.running import Running, honour, running, settle
from tests.website.test_own_tables import asked

ERASE = "erase: {how: self-service, asking ends: everything the law lets go}"
BOTH = "erase: {how: [contact form, self-service], asking ends: everything the law lets go}"
BY_FORM = "erase: {how: contact form, asking ends: everything the law lets go}"
KEPT_BY_LAW = "data: connection, for: 6 months, since: recorded, basis"
LAW = (
    "{law: {name: {en: the Code of Examples, fr: le code des exemples}, article: art. R. 12-7,"
    " source: 'https://law.example/r12-7', read: 2026-11-02, by: A. Morel}}"
)
GROUND = """    basis: legitimate interest
    interest: {en: protecting the site and its users, fr: la protection du site et de ses utilisateurs}
    source: automatic"""
KEPT = "{data: [connection, device], for: 6 months, since: recorded}"
CANARY = "canari-connexion"


def made(parent: Path, erase: str) -> Path:
    """A support desk whose policy has another line on erasure, and a law that keeps the log of sign-ins."""
    folder = parent / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    text = (folder / "policy.yaml").read_text("utf-8")
    for before, after in (
        (ERASE, erase),
        (GROUND, f"    basis: {LAW}\n    source: automatic"),
        (KEPT, f"{{{KEPT_BY_LAW}: {LAW}}}\n  - {{data: device, for: 6 months, since: recorded}}"),
    ):
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (folder / "policy.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = made(tmp_path_factory.mktemp("stays"), BOTH)
    with running(folder, *settle(folder)) as site:
        yield site


@pytest.mark.promise("S0-08", "S4-20", "S2-09")
def test_what_a_law_keeps_stays_under_it_until_its_day_and_all_else_goes(desk: Running) -> None:
    ines, ivo = join(desk, CANARY, "fr"), join(desk, "ivo")
    shown = confirmed(ines, "/me/erase/").text
    day = re.search(
        r"<dt>Votre adresse IP[^<]*</dt><dd><strong>(jusqu’au [^<]+|chacune[^<]+)</strong>", shown
    )
    assert day, shown
    assert "code des exemples" in shown
    assert "12-7)" in shown, "its article"
    assert "Votre adresse électronique" in shown
    assert say_yes(ines, "/me/erase/").status == 302
    until(lambda: "Vos données ont été supprimées" in desk.letters())
    letter = desk.letters()
    assert letter.count("code des exemples") == 1
    assert day[1] in letter
    link = re.search(r"(/me/receipt/\S+/)", letter)
    assert link
    receipt = desk.browser(**{"Accept-Language": "fr"}).get(link[1]).text
    assert "code des exemples" in receipt
    assert day[1] in receipt
    assert "the Code of Examples" in desk.browser(**{"Accept-Language": "en"}).get(link[1]).text
    written = json.loads(desk.browser().get(f"{link[1]}receipt.json").text)
    assert {stay["place"] for stay in written["stays"]} == {"main.keeping_people_signin"}
    assert all(stay["last_ends"] for stay in written["stays"])
    assert ines.get("/account/").status == 302
    [left] = rows(
        desk.folder, "SELECT id, username, email, is_active FROM keeping_people_person WHERE closed > 0"
    )
    assert left[1:] == (None, "", 0), "the row that the log needs holds nothing more, and opens nothing"
    assert "ivo@exemple.example" in ivo.get("/account/").text
    letters = "SELECT kind FROM keeping_letters_letter WHERE person_id = ?"
    assert rows(desk.folder, letters, left[0]) == []
    known = json.loads(asked("person", f"customer:{left[0]}", "--json", "--site", desk.folder).stdout)
    assert [case["answered"] is not None for case in known["cases"]] == [True]


@pytest.mark.promise("S4-20")
def test_without_the_setting_there_is_no_button_and_the_form_is_named(tmp_path: Path) -> None:
    folder = made(tmp_path, BY_FORM)
    with running(folder, *settle(folder)) as site:
        ola = join(site, "ola")
        for page in ("/me/erase/", "/me/close/"):
            shown = ola.get(page)
            assert shown.status == 403
            assert "/contact/?about=erase" in shown.text
        assert ola.send("/me/requests/", {"really": "0" * 64}, to="/me/erase/").status == 403
        assert rows(folder, "SELECT 1 FROM keeping_requests_request") == []
