"""Writing to the site: a reference, a clock, the same answer whoever exists, and no stranger's words on."""

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.console.cast import Clocked, clocked, now_of
from tests.portal.my_data.visiting import taken_away
from tests.portal.security.cast import act
from tests.portal.security.test_erased import until
from tests.portal.visiting import PASSWORD, demo, everything, letters_to, refusals, rows, sign_in, sign_up
from tests.running import Answer, Browser, Running, honour
from tests.website.test_own_tables import asked

CANARY = "Grand-mère a caché la clé sous le pot bleu"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("contact"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def clocked_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    """A site whose policy names the contact form alone, with a clock that is moved."""
    with clocked(tmp_path_factory.mktemp("contact-clock"), "store") as site:
        yield site


def written(about: str, address: str = "", **more: str) -> dict[str, str]:
    given = {"subject": about, "on_behalf": "myself", "text": CANARY, **more}
    return given | ({"email": address} if address else {})


def write(browser: Browser, about: str, address: str = "", **more: str) -> str:
    """Send the form; the reference that the page then shows."""
    answer = browser.send("/contact/", written(about, address, **more))
    assert answer.status == 302, refusals(answer)
    shown = browser.get("/contact/sent/").text
    found = re.search(r"<strong>([0-9A-Z]{5}-[0-9A-Z]{5})</strong>", shown)
    assert found, shown
    return found[1]


def request(site: Running, reference: str) -> tuple[str, str, str, str]:
    """Kind, kind of person, state and day of the request of a message."""
    [row] = rows(
        site,
        "SELECT kind, person, state, answer_due FROM keeping_requests_request WHERE id = ?",
        reference,
    )
    return row


@pytest.mark.promise("S2-74")
def test_the_policy_page_leads_to_the_form_and_a_question_gets_a_reference(shop: Running) -> None:
    visitor = shop.browser(**{"Accept-Language": "en"})
    page = visitor.get("/privacy/").text
    assert re.search(r'about this policy, .*<a href="/contact/">', page)
    assert '<a href="/contact/">Contact</a>' in visitor.get("/").text, "and so does the foot of each page"
    reference = write(visitor, "question", "quentin@exemple.example")
    [letter] = letters_to(shop, "quentin@exemple.example")
    assert reference in letter
    assert not rows(shop, "SELECT id FROM keeping_requests_request WHERE id = ?", reference), "no clock"


@pytest.mark.promise("S2-69")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_asking_to_close_the_account_opens_a_request_with_a_day(shop: Running, language: str) -> None:
    visitor = shop.browser(**{"Accept-Language": language})
    address = f"close-{language}@exemple.example"
    reference = write(visitor, "erase", address)
    kind, _, state, due = request(shop, reference)
    assert (kind, state) == ("erase", "open")
    shown = visitor.get("/contact/sent/")
    month = date.fromisoformat(due) - parsedate_to_datetime(shown.headers["date"]).date()
    assert timedelta(days=28) <= month <= timedelta(days=38), "one month, or the working day after"
    assert f'<time datetime="{due}">' in shown.text
    [letter] = letters_to(shop, address)
    assert ("Nous répondons" if language == "fr" else "we answer by").lower() in letter.lower()


@pytest.mark.promise("S2-07")
@pytest.mark.parametrize("about", ["access", "rectify", "object", "restrict", "theft", "death", "other"])
def test_each_right_has_a_channel_without_an_account(shop: Running, about: str) -> None:
    visitor = shop.browser(at=f"127.0.8.{len(about)}")
    reference = write(visitor, about, f"{about}@exemple.example", on_behalf="heir")
    kind, person, state, due = request(shop, reference)
    assert (person, state) == ("", "open"), "nobody's, until it is shown whose it is"
    assert kind == {"theft": "restrict", "death": "restrict"}.get(about, about)
    assert due


def test_signed_in_the_request_is_his_and_another_sees_nothing_of_it(shop: Running) -> None:
    sign_up(shop, "iris")
    sign_up(shop, "otto")
    iris, otto = sign_in(shop, "iris"), sign_in(shop, "otto")
    assert 'name="email"' not in iris.get("/contact/").text
    reference = write(iris, "access")
    assert request(shop, reference)[1] == "customer"
    hashes = rows(shop, "SELECT kind FROM keeping_requests_requesthash WHERE request_id = ?", reference)
    assert ("token",) in hashes
    mine = iris.get("/contact/").text
    assert reference in mine
    assert "pot bleu" in mine
    assert reference not in otto.get("/contact/").text
    theirs = write(iris, "access", on_behalf="mandate")
    assert request(shop, theirs)[1] == "", "somebody else's request is not shown to be hers"


def test_the_command_writes_the_archive_that_the_person_takes_away(shop: Running, tmp_path: Path) -> None:
    sign_up(shop, "olga")
    olga = sign_in(shop, "olga")
    reference = write(olga, "access")
    file = tmp_path / "olga.zip"
    told = json.loads(honour("export", "olga", "--out", file, "--json", "--site", shop.folder).stdout)
    with zipfile.ZipFile(file) as archive:
        written = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(written) == sorted(taken_away(olga)) == told["files"]
    [message] = json.loads(written["messages.json"])
    assert message["reference"] == reference
    assert "pot bleu" in message["written"]["text"]


def test_what_was_written_is_sealed_and_reaches_no_mailbox(shop: Running) -> None:
    visitor = shop.browser(at="127.0.8.77")
    write(visitor, "question", "victim@exemple.example", name="Buy pills", known_as="pills.example")
    assert "victim@exemple.example" in everything(shop), "the positive control: a letter goes there"
    for typed in (CANARY, "pot bleu", "Buy pills", "pills.example"):
        assert typed not in everything(shop)
        assert typed not in shop.letters()


def test_the_answer_is_the_same_whether_there_is_an_account_or_not(shop: Running) -> None:
    sign_up(shop, "known")
    shown: list[Answer] = []
    for name in ("known", "unknown"):
        visitor = shop.browser(at="127.0.8.78", **{"Accept-Language": "en"})
        reference = write(visitor, "erase", f"{name}@exemple.example")
        shown.append(visitor.get("/contact/sent/"))
        assert reference in shown[-1].text
    known, unknown = (re.sub(r"[0-9A-Z]{5}-[0-9A-Z]{5}", "", each.text) for each in shown)
    assert known == unknown
    assert "/contact/mine/" in letters_to(shop, "known@exemple.example")[0]
    assert "/contact/mine/" not in letters_to(shop, "unknown@exemple.example")[0]


def test_a_machine_is_stopped_and_a_mailbox_is_not_flooded(shop: Running) -> None:
    robot = shop.browser(at="127.0.8.80")
    answers = [
        robot.send("/contact/", written("question", "flooded@exemple.example")).status for _ in range(23)
    ]
    assert answers.count(302) == 20
    assert answers.count(429) == 3
    assert len(letters_to(shop, "flooded@exemple.example")) == 5


def test_an_empty_form_says_what_to_do_in_the_persons_language(shop: Running) -> None:
    visitor = shop.browser(**{"Accept-Language": "fr"})
    said = refusals(visitor.send("/contact/", {}))
    assert "Choisissez de quoi il s’agit" in said
    assert "Saisissez une adresse à laquelle vous répondre" in said


@pytest.mark.promise("S4-20")
def test_who_asked_by_the_form_may_have_it_done_by_the_button_under_one_request(
    clocked_store: Clocked,
) -> None:
    store = clocked_store.site
    sign_up(store, "mona")
    mona = sign_in(store, "mona@exemple.example")
    reference = write(mona, "erase")
    assert request(store, reference)[:3] == ("erase", "customer", "open")
    assert reference in mona.get("/me/requests/").text
    page = mona.get("/me/erase/")
    if page.status == 302:
        mona.send(page.headers["location"], {"password": PASSWORD})
    meaning = re.search(r'name="really" value="([^"]+)"', mona.get("/me/erase/").text)
    assert meaning
    assert mona.send("/me/erase/", {"really": meaning[1]}).status == 302
    assert rows(store, "SELECT request FROM keeping_requests_task") == [(reference,)]


def test_what_somebody_wrote_goes_with_him_and_what_nobody_wrote_after_a_year(clocked_store: Clocked) -> None:
    site = clocked_store.site
    sign_up(site, "ugo")
    his = write(sign_in(site, "ugo@exemple.example"), "question")
    old, fresh = (write(site.browser(), "question", f"{name}@exemple.example") for name in ("old", "fresh"))
    plan = json.loads(asked("erase", "ugo@exemple.example", "--json", "--site", site.folder).stdout)
    done = asked("erase", "ugo@exemple.example", "--really", plan["digest"], "--json", "--site", site.folder)
    assert done.returncode == 0, done.stdout

    def names(statement: str = "SELECT reference FROM keeping_messages_message") -> set[str]:
        return {name for (name,) in rows(site, statement)}

    assert his not in names()
    assert names() >= {old, fresh}, "the positive control"
    a_year_ago = (now_of(site) - timedelta(days=366)).strftime("%Y-%m-%d %H:%M:%S")
    act(site.folder, "UPDATE keeping_messages_message SET received = ? WHERE reference = ?", a_year_ago, old)
    clocked_store.stands(timedelta(hours=2))  # what is done every hour is due again
    until(lambda: old not in names())
    cells = "SELECT owner FROM keeping_keys_cell WHERE kind = 'message'"
    until(lambda: names(cells).isdisjoint({old, his}))
    assert fresh in names()
    assert fresh in names(cells)
