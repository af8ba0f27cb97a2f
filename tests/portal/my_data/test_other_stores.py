"""What lies in databases and folders beside the site's own: shown to whose it is, and taken away.

The stores are opened once and lent (`wiring.looking`): to one reader at a time, and not after one of them
went away.
"""

import fcntl
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command.test_json import fits_part
from tests.portal.my_data.visiting import again as show_again
from tests.portal.my_data.visiting import correct, filled, taken_away, words
from tests.portal.my_rights.cast import files_that_hold, rows, say_yes, until
from tests.portal.visiting import sign_in, sign_up
from tests.running import Answer, Browser, Running, honour, running, settle

MAP = """
honour map: 1
stores: {crm: {sql: "sqlite:///FOLDER/crm.db"}, uploads: {files: "FOLDER/uploads"}}
persons: {visitor: {table: crm.contacts, key: id, known by: {mail: e-mail}}}
places:
  - table: crm.contacts
    belongs to: {visitor: id}
    collected: since
    holds: {mail: e-mail, called: name, note: ticket text}
  - {files: "uploads/{visitor.id}/**", holds: document}
"""
TABLE = """
CREATE TABLE contacts
(id INTEGER PRIMARY KEY, mail TEXT, called TEXT NOT NULL, note TEXT, since TEXT NOT NULL)
"""
PEOPLE = ("ada", "bo")
CORRECTS = "cleo"  # what is held of her changes in a test
LEAVES = ("fay", "gil", "hal")  # who go in tests
ELSEWHERE = "/me/data/correct/elsewhere/"
CALLED, NOTE = "visitor:crm.contacts.called", "visitor:crm.contacts.note"
REQUESTS = "SELECT COUNT(*) FROM keeping_requests_request WHERE kind = 'rectify'"


@dataclass(frozen=True, slots=True)
class Connected:
    """A site that is served with two stores beside its own, and two people of whom they hold something."""

    site: Running
    folder: Path
    ada: Browser
    bo: Browser
    cleo: Browser


def contacts(path: Path, note: str) -> None:
    """A database of contacts that holds a note about each of the two."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(TABLE)
        for name in (*PEOPLE, CORRECTS, *LEAVES):
            database.execute(
                "INSERT INTO contacts (mail, called, note, since) VALUES (?, ?, ?, '2026-11-01 10:00:00')",
                (f"{name}@exemple.example", f"Old {name}", f"{note} of {name}"),
            )


def made(folder: Path, by_law: bool = True) -> Path:
    """The folder of a desk with two stores beside its own, whose policy speaks of their people too; `by_law`
    says that a law keeps connection data.
    """
    desk = folder / "desk"
    honour("new", desk, "--like", "support-desk", "--demo")
    contacts(folder / "crm.db", "first note")
    (desk / "map.yaml").write_text(MAP.replace("FOLDER", str(folder)), "utf-8")
    policy = desk / "policy.yaml"
    written = policy.read_text("utf-8")
    wider = written.replace(
        "[ticket text, comment], of: customer", "[ticket text, comment], of: [customer, visitor]"
    )
    term = "- {data: [connection, device], for: 6 months, since: recorded}"
    assert term in wider
    lawful = f"{term.removesuffix('}')}, basis: {{law: C. com. L123-22}}}}"
    policy.write_text(wider.replace(term, lawful) if by_law else wider, "utf-8")
    for key, name in enumerate(PEOPLE, start=1):
        (folder / "uploads" / str(key)).mkdir(parents=True)
        (folder / "uploads" / str(key) / "letter.txt").write_text(f"paper of {name}", "utf-8")
    return desk


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connected]:
    folder = tmp_path_factory.mktemp("connected")
    desk = made(folder)
    clock = folder / "now"
    clock.write_text("2026-11-01T10:00:00+00:00", "utf-8")
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(desk, *settle(desk), environment) as site:
        browsers = {}
        for name in (*PEOPLE, CORRECTS, *LEAVES):
            sign_up(site, name)
        clock.unlink()  # from here on it is today
        for name in (*PEOPLE, CORRECTS):
            browsers[name] = sign_in(site, name, **{"Accept-Language": "en"})
        yield Connected(site, folder, browsers["ada"], browsers["bo"], browsers["cleo"])


def test_rows_and_files_of_other_stores_are_shown_and_taken_away(connected: Connected) -> None:
    told = words(connected.ada.get("/me/data/"))
    assert "note of ada" in told
    assert "letter.txt" in told
    assert "of bo" not in told
    archive = taken_away(connected.ada)
    [paper] = [text for name, text in archive.items() if name.startswith("files/")]
    assert paper == "paper of ada"
    assert "note of ada" in archive["data.json"]
    assert "of bo" not in "".join(archive.values())


def test_the_name_of_a_file_is_no_value_to_correct(connected: Connected) -> None:
    show_again(connected.ada, ELSEWHERE)
    shown = connected.ada.get(ELSEWHERE).text
    assert "note of ada" in shown
    assert "letter.txt" not in shown


def test_one_yes_covers_what_another_store_holds_under_the_address(connected: Connected) -> None:
    fay = sign_in(connected.site, "fay", **{"Accept-Language": "en"})
    show_again(fay, "/me/erase/")
    shown = words(fay.get("/me/erase/"))
    assert "Other records under your address" in shown
    assert "is not in this plan" not in shown
    assert "The privacy policy does not say why or until when this is kept" in shown, "name and address there"
    french = words(fay.get("/me/erase/", **{"Accept-Language": "fr"}))
    assert "D’autres données sous votre adresse" in french
    kept = contact_of(connected, "fay")
    assert kept
    assert kept[1].endswith("note of fay")
    assert "La politique de confidentialité ne dit ni pourquoi ni jusqu’à quand cela est conservé" in french
    others = [contact_of(connected, name) for name in PEOPLE]
    answered = (
        "SELECT COUNT(*) FROM keeping_requests_request r JOIN keeping_requests_task t ON t.request = r.id"
        " WHERE r.kind = 'erase' AND r.state = 'answered' AND t.state = 'ended'"
    )
    last = "SELECT COUNT(*) FROM keeping_letters_letter WHERE kind = 'rights/farewell'"
    before = [rows(connected.site.folder, each)[0][0] for each in (answered, last)]
    assert say_yes(fay, "/me/erase/").status == 302
    held = "SELECT COUNT(*) FROM contacts WHERE note LIKE '% of fay'"  # the rest has no day
    until(lambda: asked_of(connected, held) == [(0,)])
    until(lambda: rows(connected.site.folder, answered) == [(before[0] + 2,)])
    assert [contact_of(connected, name) for name in PEOPLE] == others
    until(lambda: rows(connected.site.folder, last) == [(before[1] + 2,)])
    assert "a scheduled command failed" not in connected.site.log(), "one waits for the other, and fails not"


def test_closing_the_account_covers_what_another_store_holds_or_says_that_it_stays(
    connected: Connected,
) -> None:
    gil, hal = (sign_in(connected.site, name, **{"Accept-Language": "en"}) for name in ("gil", "hal"))
    show_again(gil, "/me/close/")
    shown = words(gil.get("/me/close/"))
    assert "Other records under your address" in shown
    assert "Without the account you could not ask here any more" in shown
    assert "Sans compte, vous ne pourriez plus rien demander" in words(
        gil.get("/me/close/", **{"Accept-Language": "fr"})
    )
    show_again(hal, "/me/close/?only=account")
    alone = hal.get("/me/close/?only=account")
    assert "you are closing the account alone" in words(alone)
    assert "vous ne fermez que le compte" in words(
        hal.get("/me/close/?only=account", **{"Accept-Language": "fr"})
    )
    fields = dict(re.findall(r'<input type="hidden" name="(really|only)" value="([^"]*)">', alone.text))
    assert hal.send("/me/close/", {"really": fields["really"]}).status == 200, "one plan is not the other"
    assert hal.send("/me/close/", fields).status == 302
    assert say_yes(gil, "/me/close/").status == 302
    here = "SELECT username FROM keeping_people_person WHERE username IN ('gil', 'hal')"
    until(lambda: rows(connected.site.folder, here) == [])
    until(lambda: asked_of(connected, "SELECT COUNT(*) FROM contacts WHERE note LIKE '% of gil'") == [(0,)])
    kept = contact_of(connected, "hal")
    assert kept[1].endswith("note of hal"), "she keeps these"
    assert contact_of(connected, "bo")[1].endswith("note of bo")


def asked_of(connected: Connected, statement: str) -> list[tuple[object, ...]]:
    """What a statement reads in the database of contacts."""
    with closing(sqlite3.connect(connected.folder / "crm.db")) as database:
        return database.execute(statement).fetchall()


def test_a_correction_tells_of_what_it_does_not_reach(connected: Connected) -> None:
    answer = correct(connected.bo, {"name": "New Bo"})
    assert "Your data are corrected" in words(answer)
    assert "crm.contacts" in words(answer)
    assert "privacy@" in words(answer)
    assert correct(connected.bo, {"telephone": "+33 1 00 00 00 00"}).status == 302, "stands nowhere else"


def contact_of(connected: Connected, name: str) -> tuple[str, str]:
    """What the database of contacts holds of somebody: name and note."""
    with closing(sqlite3.connect(connected.folder / "crm.db")) as database:
        [found] = database.execute(
            "SELECT called, note FROM contacts WHERE mail = ?", (f"{name}@exemple.example",)
        )
    return found[0], found[1]


def correct_elsewhere(browser: Browser, values: dict[str, str]) -> Answer:
    """Write values into the fields that the page of other stores has; it asks once more whether it is he."""
    show_again(browser, ELSEWHERE)
    return browser.send(ELSEWHERE, filled(browser.get(ELSEWHERE).text) | values)


def test_what_another_store_holds_is_corrected_by_the_command_with_a_receipt(connected: Connected) -> None:
    cleo, (_, note) = connected.cleo, contact_of(connected, "cleo")
    others = contact_of(connected, "bo")
    show_again(cleo, ELSEWHERE)
    shown = cleo.get(ELSEWHERE).text
    assert "is told of the correction" in words(shown)
    assert "Hébergeur Exemple SAS" in words(shown), "before she asks"
    assert "sont informés de la rectification" in words(cleo.get(ELSEWHERE, **{"Accept-Language": "fr"}))
    assert filled(shown) == {CALLED: "Old cleo", NOTE: note}, "nothing by which she is known"
    assert "of bo" not in shown
    assert "d’autres stockages" in words(cleo.get(ELSEWHERE, **{"Accept-Language": "fr"}))
    asked = rows(connected.site.folder, REQUESTS)
    assert correct_elsewhere(cleo, {}).headers["location"].endswith(ELSEWHERE), "nothing was changed"
    assert rows(connected.site.folder, REQUESTS) == asked
    assert correct_elsewhere(cleo, {NOTE: "Canari-43 et l’été"}).status == 302
    until(lambda: contact_of(connected, "cleo") == ("Old cleo", "Canari-43 et l’été"))
    until(lambda: "Answered." in words(cleo.get("/me/requests/")))
    assert "Correction of your data" in words(cleo.get("/me/requests/"))
    assert contact_of(connected, "bo") == others
    link = re.search(r"/me/requests/[0-9a-f]{32}/", cleo.get("/me/requests/").text)
    assert link
    receipt = words(cleo.get(link[0]))
    assert "What was corrected The text of your tickets" in receipt
    assert "Nothing stays" not in receipt
    assert "Who had received it" in receipt
    assert "Hébergeur Exemple SAS" in receipt
    assert connected.bo.get(link[0]).status == 404
    fits_part(json.loads(cleo.get(f"{link[0]}receipt.json").text), "receipt")
    assert files_that_hold(connected.site.folder, "Canari-43") == [], "it lay sealed"
    until(lambda: "Your data were corrected" in connected.site.letters())
    assert "You asked us to correct your data" in connected.site.letters()
    assert "correction asked for" in words(cleo.get("/me/data/looked/"))
    assert "correction asked for" not in words(connected.ada.get("/me/data/looked/"))


def test_a_row_that_is_another_s_by_then_is_not_corrected(connected: Connected) -> None:
    """It is asked again once she looked at it; until then the first clock runs."""
    cleo, lock = connected.cleo, connected.site.folder / "data" / "carrying-out.lock"
    at = "UPDATE contacts SET mail = ? WHERE mail = ?"
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # as another command has it
        assert correct_elsewhere(cleo, {CALLED: "New cleo"}).status == 302
        with closing(sqlite3.connect(connected.folder / "crm.db")) as database, database:
            database.execute(at, ("zoe@exemple.example", "cleo@exemple.example"))
    until(lambda: "nothing was corrected" in words(cleo.get("/me/requests/")))
    assert contact_of(connected, "zoe")[0] == "Old cleo"
    with closing(sqlite3.connect(connected.folder / "crm.db")) as database, database:
        database.execute(at, ("cleo@exemple.example", "zoe@exemple.example"))
    asked = rows(connected.site.folder, REQUESTS)
    assert correct_elsewhere(cleo, {CALLED: "New cleo"}).status == 302
    until(lambda: contact_of(connected, "cleo")[0] == "New cleo")
    until(lambda: "nothing was corrected" not in words(cleo.get("/me/requests/")))
    assert rows(connected.site.folder, REQUESTS) == asked, "the same request, the same clock"
    with closing(sqlite3.connect(connected.folder / "crm.db")) as database, database:
        database.execute("UPDATE contacts SET called = 'Old cleo' WHERE mail = 'cleo@exemple.example'")


def test_a_borrowed_mailbox_is_not_enough_to_see_what_other_stores_hold(connected: Connected) -> None:
    with closing(sqlite3.connect(connected.folder / "crm.db")) as database, database:
        database.execute(
            "INSERT INTO contacts (mail, called, note, since) VALUES"
            " ('gus@exemple.example', 'Old gus', 'private note of gus', '2026-11-01 10:00:00')"
        )
    thief = sign_up(connected.site, "gus")
    thief = sign_in(connected.site, "gus", **{"Accept-Language": "en"})
    told = words(thief.get("/me/data/"))
    assert "private note of gus" not in told
    assert "shown once the address has been your account’s for 14 days" in told
    assert "private note of gus" not in "".join(taken_away(thief).values())
    show_again(thief, ELSEWHERE)
    assert "private note of gus" not in thief.get(ELSEWHERE).text
    plan = words(thief.get("/me/erase/"))
    assert "Other records under your address" not in plan
    assert "may hold under your address is not in this plan" in plan
    assert "for 14 days" not in words(connected.ada.get("/me/data/"))


def test_what_an_erasure_left_is_told_with_its_reason_and_its_last_day(connected: Connected) -> None:
    who = ("erase", "bo", "--kind", "connection", "--site", connected.site.folder, "--json")
    assert "Erasure asked for" not in words(connected.bo.get("/me/data/"))
    honour(*who, "--really", json.loads(honour(*who).stdout)["digest"])
    told = words(connected.bo.get("/me/data/"))
    assert re.search(r"Erasure asked for on \d+ \w+ 20\d\d It was answered on", told)
    left = r"Your connection data are archived until \d+ \w+ 20\d\d, as the French Commercial Code requires"
    assert re.search(left, told)
    assert "Vos données de connexion sont archivées jusqu’au" in words(
        connected.bo.get("/me/data/", **{"Accept-Language": "fr"})
    )
    assert "Erasure asked for" not in words(connected.ada.get("/me/data/"))
    assert "erased" in words(connected.bo.get("/me/data/looked/"))


def test_many_who_read_at_once_see_each_their_own(connected: Connected) -> None:
    def look(number: int) -> tuple[str, int, str]:
        name = PEOPLE[number % 2]
        browser = connected.ada if name == "ada" else connected.bo
        answer = Browser(browser.port, cookies=dict(browser.cookies), headers=browser.headers).get(
            "/me/data/"
        )
        return name, answer.status, words(answer)

    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(look, range(32)))
    for name, status, told in answers:
        [other] = set(PEOPLE) - {name}
        assert status == 200
        assert f" note of {name}" in told
        assert f"of {other}" not in told
        assert f"{other}@exemple.example" not in told


def test_a_store_that_went_away_is_told_of_and_is_not_lent_again(connected: Connected) -> None:
    assert connected.ada.get("/me/data/").status == 200, "it is open, and spare"
    place, again = connected.folder / "crm.db", connected.folder / "again.db"
    place.write_bytes(b"this was a database " * 1000)
    show_again(connected.ada, "/me/data/download/")
    for answer in (connected.ada.get("/me/data/"), connected.ada.send("/me/data/download/", {})):
        assert answer.status == 503
        assert "does not answer" in words(answer)
        assert "first note" not in answer.text
        assert "ada@exemple.example" not in answer.text, "no part is shown for the whole"
    contacts(again, "second note")
    os.replace(again, place)  # another file: whoever had the old one open still reads that
    told = connected.ada.get("/me/data/")
    assert told.status == 200
    assert "second note of ada" in words(told)
    assert json.loads(taken_away(connected.ada)["data.json"])["places"]
