"""Somebody whose data an authority ordered to be preserved in secret asks for their deletion by the page."""

import fcntl
import json
import re
from collections.abc import Iterator

import pytest

from tests.portal.my_rights.cast import confirmed, say_yes, text_of, until
from tests.portal.security.cast import join, rows
from tests.running import Browser, Running, honour, running, settle
from tests.website.test_own_tables import asked

WHY = "canari-Nantes-order"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("secret") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with running(folder, *settle(folder)) as site:
        yield site


def as_anybodys(text: str, name: str) -> str:
    """A text with what differs from one person to the next taken out."""
    text = re.sub(r"[0-9a-f]{32}", "N", text.replace(name, "WHO").replace(name.capitalize(), "WHO"))
    return re.sub(r"\d+:\d\d|:\d+/", "T", text)


def held_in_secret(desk: Running, name: str) -> str:
    """Preserve all that the site holds of somebody; the hold."""
    words = ("--secret", "--why", WHY, "--review", "2027-06-30", "--really", "--json", "--site", desk.folder)
    told = asked("restrict", name, *words)
    assert told.returncode == 0, told.stdout + told.stderr
    return str(json.loads(told.stdout)["placed"]["hold"])


def letters(desk: Running, name: str) -> str:
    """The letter that says that it was asked."""
    parts = re.split(r"(?m)^(?=\S+@\S+ · )", desk.letters())
    found = [p for p in parts if p.startswith(f"{name}@") and "Number of the request" in p]
    return " ".join(found[0].partition("/me/requests/")[0].partition("\n")[2].split()) if found else ""


def erasure_of(browser: Browser) -> str:
    """The number of the one request on the page."""
    [number] = set(re.findall(r"[0-9a-f]{32}", browser.get("/me/requests/").text))
    return str(number)


def test_an_erasure_that_a_secret_order_stops_says_what_any_other_says(desk: Running) -> None:
    """Page, letter and list are those of another whose data go; nothing goes until the order ends."""
    gina, hugo = join(desk, "gina"), join(desk, "hugo")
    order = held_in_secret(desk, "gina")
    plans = [
        as_anybodys(text_of(confirmed(browser, "/me/erase/")), name)
        for browser, name in ((gina, "gina"), (hugo, "hugo"))
    ]
    assert plans[0] == plans[1], "the plan before the yes"
    before = rows(desk.folder, "SELECT * FROM keeping_people_person WHERE username = 'gina'")
    answers = []
    with (desk.folder / "data" / "carrying-out.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # neither is carried out while both are compared
        for browser, name in ((gina, "gina"), (hugo, "hugo")):
            assert say_yes(browser, "/me/erase/").status == 302
            answers.append((as_anybodys(text_of(browser.get("/me/requests/")), name), letters(desk, name)))
    (hers, her_letter), (his, his_letter) = answers
    assert hers == his, "the list of requests"
    assert "unless a law stands against it" in hers
    assert her_letter
    assert as_anybodys(her_letter, "gina") == as_anybodys(his_letter, "hugo"), "the letter"
    assert "unless a law stands against it" in her_letter

    request = erasure_of(gina)
    until(lambda: rows(desk.folder, "SELECT 1 FROM keeping_people_person WHERE username = 'hugo'") == [])
    waits = "SELECT 1 FROM keeping_requests_task WHERE request = ? AND state = 'waiting' AND tries > 0"
    until(lambda: rows(desk.folder, waits, request) != [])
    after = rows(desk.folder, "SELECT * FROM keeping_people_person WHERE username = 'gina'")
    assert after == before, "nothing was destroyed"
    pages = ("/me/requests/", "/me/data/", "/me/data/looked/", "/account/", "/me/erase/", "/contact/")
    shown = " ".join(gina.get(page).text for page in pages) + desk.letters() + desk.log()
    told = asked("person", "gina", "--json", "--site", desk.folder).stdout
    for named in (WHY, order, "secret"):
        assert named not in shown + told, named
    assert re.search(r"Recorded: it is carried out", text_of(gina.get("/me/requests/")))
    assert "Your data were deleted" not in " ".join(letters(desk, "gina"))

    lifted = asked("release", "gina", "--hold", order, "--really", "--site", desk.folder)
    assert lifted.returncode == 0, lifted.stdout + lifted.stderr
    due = rows(desk.folder, "SELECT state, answer_due FROM keeping_requests_request WHERE id = ?", request)
    assert due[0][0] == "open", "it is still owed, under its first clock"
